package org.wsbin.deploy;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsbin.settings.AllSettings;
import org.wsbin.settings.Setting;

/** The chart, linted and rendered by Helm itself. */
class HelmChartTest {
  private static final Path CHART = Path.of("deploy", "helm", "wsbin");
  private static final String POD = "spec.template.spec";
  private static final String EVERYTHING =
      """
      replicaCount: 3
      image: { repository: registry.example/wsbin, digest: "%s" }
      imagePullSecrets: [{ name: registry }]
      settings:
        profile: public
        context-path: /tools/wsbin
        port: 8443
        admin-port: 9999
        access-log: "off"
        max-connections: 1000000
        max-message: 1048576
        allowed-origins: [https://app.example.com, "https://*.example.org"]
        drain-time: 1m
        tls-keystore: /etc/wsbin/secrets/wsbin-tls/keystore.p12
        tls-password-file: /etc/wsbin/secrets/wsbin-tls/password
      secrets: [wsbin-tls]
      service: { type: LoadBalancer, port: 443, annotations: { a: b } }
      ingress:
        enabled: true
        className: nginx
        annotations: { a: b }
        hosts: [wsbin.example.com]
        tls: [{ secretName: example-com, hosts: [wsbin.example.com] }]
      serviceMonitor: { enabled: true, labels: { release: prometheus } }
      serviceAccount: { name: other, annotations: { a: b } }
      podDisruptionBudget: { enabled: true, maxUnavailable: 50%% }
      podAnnotations: { a: b }
      nodeSelector: { a: b }
      tolerations: [{ operator: Exists }]
      affinity: { nodeAffinity: {} }
      topologySpreadConstraints: [{ maxSkew: 1 }]
      """
          .formatted("sha256:" + "0".repeat(64));

  @TempDir private Path directory;

  @BeforeAll
  static void requireHelm() {
    String system = System.getProperty("os.name");
    String processor = System.getProperty("os.arch");
    assumeTrue(
        system.equals("Linux") && processor.equals("amd64"),
        "Helm as a library is here for Linux on amd64, not for " + system + " on " + processor);
  }

  @Test
  void lintHasNoObjections() {
    LintResult result = new Helm(CHART).lint().strict().call();

    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    assertThat(result.getMessages()).containsExactly("[INFO] Chart.yaml: icon is recommended");
  }

  @Test
  void theApplicationsVersionIsThatOfThePom() throws IOException {
    String version = String.valueOf(YamlDocument.file(CHART + "/Chart.yaml").at("appVersion"));

    assertThat(Path.of("pom.xml")).content().contains("<version>" + version + "</version>");
  }

  @Test
  void theDefaultsRenderAPodAServiceAndAnAccount() {
    assertThat(render(template()).keySet())
        .containsExactlyInAnyOrder("Deployment wsbin", "Service wsbin", "ServiceAccount wsbin");
  }

  @Test
  void everythingOnRendersAllKinds() throws IOException {
    assertThat(render(everything()).keySet())
        .containsExactlyInAnyOrder(
            "Deployment wsbin",
            "Service wsbin",
            "Service wsbin-metrics",
            "ServiceMonitor wsbin",
            "Ingress wsbin",
            "PodDisruptionBudget wsbin",
            "ServiceAccount other");
  }

  @Test
  void aPodHasNoRightsThatItDoesNotNeed() {
    YamlDocument pod = render(template()).get("Deployment wsbin").in(POD);
    YamlDocument container = pod.in("containers.0");

    assertThat(pod.at("automountServiceAccountToken")).isEqualTo(false);
    assertThat(pod.at("securityContext.runAsNonRoot")).isEqualTo(true);
    assertThat(pod.at("securityContext.seccompProfile.type")).isEqualTo("RuntimeDefault");
    assertThat(container.at("securityContext.allowPrivilegeEscalation")).isEqualTo(false);
    assertThat(container.at("securityContext.readOnlyRootFilesystem")).isEqualTo(true);
    assertThat(container.at("securityContext.capabilities.drop")).isEqualTo(List.of("ALL"));
    assertThat(container.named("volumeMounts").get("tmp").at("mountPath")).isEqualTo("/tmp");
    assertThat(pod.named("volumes").get("tmp").at("emptyDir")).isNotNull();
    assertThat(container.at("resources.limits.memory")).isNotNull();
  }

  @Test
  void theUserIsThatOfTheImage() throws IOException {
    Object user = render(template()).get("Deployment wsbin").at(POD + ".securityContext.runAsUser");

    assertThat(Path.of("docker", "standalone.Dockerfile")).content().contains("\nUSER " + user);
  }

  /** A Service named wsbin would make WSBIN_PORT=tcp://…, which is no port. */
  @Test
  void kubernetesAddsNoVariablesOfItsOwn() {
    assertThat(render(template()).get("Deployment wsbin").at(POD + ".enableServiceLinks"))
        .isEqualTo(false);
  }

  @Test
  void everyVariableIsASettings() throws IOException {
    List<String> known =
        Stream.concat(
                AllSettings.environmentVariables().stream(),
                Stream.of("WSBIN_ADMIN_PORT", "WSBIN_ACCESS_LOG"))
            .toList();

    assertThat(variables(template()).keySet()).isNotEmpty().isSubsetOf(known);
    assertThat(variables(everything()).keySet()).hasSizeGreaterThan(10).isSubsetOf(known);
  }

  @Test
  void aValueIsTheTextThatTheCommandLineWouldTake() throws IOException {
    assertThat(variables(everything()))
        .containsEntry("WSBIN_MAX_CONNECTIONS", "1000000")
        .containsEntry("WSBIN_MAX_MESSAGE", "1048576")
        .containsEntry("WSBIN_ALLOWED_ORIGINS", "https://app.example.com,https://*.example.org")
        .containsEntry("WSBIN_ACCESS_LOG", "off")
        .containsEntry("WSBIN_DRAIN_TIME", "1m");
  }

  static Stream<Setting<?>> defaults() {
    return AllSettings.IN_ORDER.stream()
        .filter(setting -> !setting.fallback().isEmpty())
        .filter(setting -> !setting.type().form().type().equals("text"));
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void theDefaultOfASettingIsAllowed(Setting<?> setting) {
    assertThat(variables(template().set("settings." + setting.name(), setting.fallback())))
        .containsEntry(setting.environmentVariable(), setting.fallback());
  }

  @ParameterizedTest
  @CsvSource({
    "settings.max-conections, 10, max-conections",
    "settings.max-connections, 0, max-connections",
    "settings.max-connections, many, max-connections",
    "settings.max-message, 10x, max-message",
    "settings.ping-interval, 20, ping-interval",
    "settings.ping-interval, 20 s, ping-interval",
    "settings.profile, open, profile",
    "settings.access-log, xml, access-log",
    "settings.admin-port, 70000, admin-port",
    "settings.tls-keystore, /k, tls-password-file",
    "settings.port, 0, a Service needs one from 1 to 65535",
    "settings.drain-time, PT20S, 'a number with ms, s, m or h'",
    "image.digest, sha256:0, digest",
    "replicas, 2, replicas",
    "ingress.enabled, true, name at least one host"
  })
  void aWrongValueFailsWithItsName(String path, String value, String part) {
    assertThatThrownBy(() -> template().set(path, value).call()).hasMessageContaining(part);
  }

  @Test
  void probesAndMetricsAreOnTheAdminPort() throws IOException {
    Map<String, YamlDocument> rendered = render(everything());
    YamlDocument container = rendered.get("Deployment wsbin").in(POD + ".containers.0");

    assertThat(container.named("ports").get("admin").at("containerPort")).isEqualTo(9999);
    assertThat(container.at("livenessProbe.httpGet"))
        .isEqualTo(Map.of("port", "admin", "path", "/tools/wsbin/health/live", "scheme", "HTTP"));
    assertThat(container.at("readinessProbe.httpGet.path")).isEqualTo("/tools/wsbin/health/ready");
    assertThat(rendered.get("ServiceMonitor wsbin").at("spec.endpoints.0.path"))
        .isEqualTo("/tools/wsbin/metrics");
    assertThat(rendered.get("Service wsbin-metrics").at("spec.ports.0"))
        .isEqualTo(Map.of("name", "metrics", "port", 9999, "targetPort", "admin"));
    assertThat(rendered.get("Service wsbin").at("spec.ports"))
        .isEqualTo(List.of(Map.of("name", "https", "port", 443, "targetPort", "http")));
  }

  @Test
  void withoutAnAdminPortTheyAreOnTheMainOne() throws IOException {
    Map<String, YamlDocument> rendered = render(everything().set("settings.admin-port", "null"));
    YamlDocument container = rendered.get("Deployment wsbin").in(POD + ".containers.0");

    assertThat(container.named("ports")).containsOnlyKeys("http");
    assertThat(container.at("livenessProbe.httpGet.port")).isEqualTo("http");
    assertThat(container.at("livenessProbe.httpGet.scheme")).isEqualTo("HTTPS");
    assertThat(rendered.get("ServiceMonitor wsbin").at("spec.endpoints.0.scheme"))
        .isEqualTo("https");
    assertThat(rendered.get("Service wsbin-metrics").at("spec.ports.0"))
        .isEqualTo(Map.of("name", "metrics", "port", 8443, "targetPort", "http"));
  }

  /** What a monitor selects is one Service, and what a Service selects is the pods. */
  @Test
  void selectorsFindTheirObjects() throws IOException {
    Map<String, YamlDocument> rendered = render(everything());
    String selector = "spec.selector.matchLabels";
    Map<Object, Object> monitored = labels(rendered, "ServiceMonitor wsbin", selector);

    assertThat(labels(rendered, "Deployment wsbin", "spec.template.metadata.labels"))
        .containsAllEntriesOf(labels(rendered, "Deployment wsbin", selector))
        .containsAllEntriesOf(labels(rendered, "PodDisruptionBudget wsbin", selector))
        .containsAllEntriesOf(labels(rendered, "Service wsbin", "spec.selector"))
        .containsAllEntriesOf(labels(rendered, "Service wsbin-metrics", "spec.selector"));
    assertThat(labels(rendered, "Service wsbin-metrics", "metadata.labels"))
        .containsAllEntriesOf(monitored);
    assertThat(labels(rendered, "Service wsbin", "metadata.labels").entrySet())
        .isNotEmpty()
        .doesNotContainAnyElementsOf(List.of(Map.entry("app.kubernetes.io/component", "metrics")));
    assertThat(monitored).containsEntry("app.kubernetes.io/component", "metrics");
  }

  /** 5 s of the hook, the drain, 10 s for the rest, and some to spare. */
  @ParameterizedTest
  @CsvSource({"20s, 40", "1500ms, 22", "1m, 80", "1h, 3620", "0s, 20", "0, 20", "null, 25"})
  void aPodHasTimeToDrain(String drain, int seconds) {
    TemplateCommand command = template().set("settings.drain-time", drain);

    assertThat(render(command).get("Deployment wsbin").at(POD + ".terminationGracePeriodSeconds"))
        .isEqualTo(seconds);
  }

  @Test
  void secretsAreMountedToBeRead() throws IOException {
    YamlDocument pod = render(everything()).get("Deployment wsbin").in(POD);

    assertThat(pod.named("containers").get("wsbin").named("volumeMounts").get("secret-wsbin-tls"))
        .extracting(YamlDocument::content)
        .isEqualTo(
            Map.of(
                "name",
                "secret-wsbin-tls",
                "mountPath",
                "/etc/wsbin/secrets/wsbin-tls",
                "readOnly",
                true));
    assertThat(pod.named("volumes").get("secret-wsbin-tls").at("secret"))
        .isEqualTo(Map.of("secretName", "wsbin-tls", "defaultMode", 0440));
  }

  @Test
  void aDigestPinsTheImage() throws IOException {
    String image = POD + ".containers.0.image";

    assertThat(render(template()).get("Deployment wsbin").at(image)).isEqualTo("wsbin:standalone");
    assertThat(render(everything()).get("Deployment wsbin").at(image))
        .isEqualTo("registry.example/wsbin@sha256:" + "0".repeat(64));
  }

  @Test
  void twoPodsShareARedisUnderTheNamesOfTheirPods() {
    Map<String, YamlDocument> rendered = render(twoNodes());
    YamlDocument pod = rendered.get("Deployment wsbin").in(POD);
    Map<String, YamlDocument> env = pod.in("containers.0").named("env");

    assertThat(rendered.get("Deployment wsbin").at("spec.replicas")).isEqualTo(2);
    assertThat(env.get("WSBIN_REDIS").at("value")).isEqualTo("redis://redis:6379");
    assertThat(env.get("WSBIN_REDIS_PREFIX").at("value")).isEqualTo("wsbin");
    assertThat(env.get("WSBIN_NODE").at("valueFrom.fieldRef.fieldPath")).isEqualTo("metadata.name");
    assertThat(AllSettings.environmentVariables()).contains("WSBIN_REDIS", "WSBIN_NODE");
    assertThat(pod.at("containers.0.readinessProbe.httpGet.path")).isEqualTo("/health/ready");
    assertThat(rendered).containsKey("PodDisruptionBudget wsbin");
    assertThat(rendered.get("Service wsbin").at("spec.sessionAffinity")).isNull();
  }

  /** It is in no variable, which a description of the pod would show. */
  @Test
  void thePasswordOfRedisIsAFileFromASecret() {
    YamlDocument pod = render(twoNodes()).get("Deployment wsbin").in(POD);
    YamlDocument container = pod.in("containers.0");
    YamlDocument mount = container.named("volumeMounts").get("redis-password");

    assertThat(container.named("env").get("WSBIN_REDIS_PASSWORD_FILE").at("value"))
        .isEqualTo(mount.at("mountPath") + "/password");
    assertThat(mount.at("readOnly")).isEqualTo(true);
    assertThat(pod.named("volumes").get("redis-password").at("secret"))
        .isEqualTo(
            Map.of(
                "secretName",
                "wsbin-redis",
                "defaultMode",
                0440,
                "items",
                List.of(Map.of("key", "password", "path", "password"))));
    assertThat(
            render(template().set("redis.url", "redis://r:6379")).get("Deployment wsbin").at(POD))
        .asString()
        .doesNotContain("redis-password");
  }

  @Test
  void theAuthorityOfRedisIsATrustStoreFromASecret() {
    TemplateCommand trusting =
        twoNodes().set("redis.url", "rediss://r:6379").set("redis.trustStoreSecret", "wsbin-trust");
    YamlDocument pod = render(trusting).get("Deployment wsbin").in(POD);
    YamlDocument container = pod.in("containers.0");

    assertThat(container.named("env").get("JAVA_TOOL_OPTIONS").at("value"))
        .asString()
        .startsWith(
            "-Djavax.net.ssl.trustStore="
                + container.named("volumeMounts").get("redis-trust").at("mountPath")
                + "/truststore.p12 ");
    assertThat(pod.named("volumes").get("redis-trust").at("secret.secretName"))
        .isEqualTo("wsbin-trust");
    assertThat(render(twoNodes()).get("Deployment wsbin").at(POD))
        .asString()
        .doesNotContain("redis-trust", "JAVA_TOOL_OPTIONS");
  }

  @Test
  void anAddressCanKeepItsPod() {
    YamlDocument service =
        render(twoNodes().set("service.sessionAffinity", "ClientIP")).get("Service wsbin");

    assertThat(service.at("spec.sessionAffinity")).isEqualTo("ClientIP");
    assertThat(service.at("spec.sessionAffinityConfig.clientIP.timeoutSeconds")).isEqualTo(10800);
  }

  @ParameterizedTest
  @CsvSource({
    "settings.redis, redis://other:6379, leave settings.redis out",
    "settings.node, a, leave settings.node out",
    "redis.url, '', 'redis.passwordSecret is set, but redis.url is empty'",
    "redis.url, redis:6379, url",
    "redis.url, redis://user:secret@redis:6379, url",
    "service.sessionAffinity, Cookie, sessionAffinity"
  })
  void whatDoesNotFitTwoNodesFailsWithItsName(String path, String value, String part) {
    assertThatThrownBy(() -> twoNodes().set(path, value).call()).hasMessageContaining(part);
  }

  private static TemplateCommand twoNodes() {
    return template().withValuesFile(CHART.resolve("values-two-nodes.yaml"));
  }

  private static Map<Object, Object> labels(
      Map<String, YamlDocument> rendered, String object, String path) {
    return new HashMap<>(rendered.get(object).in(path).content());
  }

  private static TemplateCommand template() {
    return new Helm(CHART).template().withName("wsbin").withKubeVersion("1.30.0");
  }

  private TemplateCommand everything() throws IOException {
    return template()
        .withValuesFile(Files.writeString(directory.resolve("everything.yaml"), EVERYTHING));
  }

  private static Map<String, String> variables(TemplateCommand command) {
    return render(command)
        .get("Deployment wsbin")
        .in(POD + ".containers.0")
        .named("env")
        .entrySet()
        .stream()
        .collect(toMap(Map.Entry::getKey, entry -> (String) entry.getValue().at("value")));
  }

  /** The rendered objects by kind and name. */
  private static Map<String, YamlDocument> render(TemplateCommand command) {
    return YamlDocument.documents(command.call()).stream()
        .collect(
            toMap(
                object -> object.at("kind") + " " + object.at("metadata.name"), object -> object));
  }
}
