package org.wsbin.deploy;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.settings.AllSettings;

/** What deploy/nodes/compose.yaml says; NodesBehindNginxIT runs what it starts. */
class NodesComposeTest {
  private static final Path DIRECTORY = Path.of("deploy", "nodes");
  private static final Pattern UPSTREAM = Pattern.compile("server (node-\\w+:\\d+) max_fails=0;");

  private YamlDocument compose;

  @BeforeEach
  void read() throws IOException {
    compose = YamlDocument.file(DIRECTORY + "/compose.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"node-a", "node-b", "nginx", "redis"})
  void aServiceHasLimitsAndNoRightsThatItDoesNotNeed(String name) {
    YamlDocument service = compose.in("services." + name);

    assertThat(service.at("read_only")).isEqualTo(true);
    assertThat(service.at("cap_drop")).isEqualTo(List.of("ALL"));
    assertThat(service.at("security_opt")).isEqualTo(List.of("no-new-privileges:true"));
    assertThat(service.at("tmpfs")).isEqualTo(List.of("/tmp"));
    assertThat(service.at("mem_limit")).isNotNull();
    assertThat(service.at("pids_limit")).isNotNull();
    if (!name.startsWith("node-")) {
      assertThat(service.at("user")).as("user, which is that of the image otherwise").isNotNull();
      assertThat(String.valueOf(service.at("image")))
          .matches("docker\\.io/[a-z/]+:\\d+\\.\\d+\\.\\d+-alpine");
    }
  }

  @Test
  void onlyNginxIsPublishedAndOnLoopback() {
    assertThat(compose.in("services").content().keySet().stream().map(String::valueOf))
        .filteredOn(name -> compose.at("services." + name + ".ports") != null)
        .containsExactly("nginx");
    assertThat(compose.at("services.nginx.ports"))
        .isEqualTo(List.of("${PUBLISH:-127.0.0.1}:8000:8080"));
  }

  @Test
  void theNodesDifferInTheirNameOnly() {
    YamlDocument a = compose.in("services.node-a.environment");
    YamlDocument b = compose.in("services.node-b.environment");

    List<String> names = a.content().keySet().stream().map(String::valueOf).toList();
    assertThat(a.content().keySet()).isEqualTo(b.content().keySet());
    assertThat(names).allMatch(name -> known().contains(name));
    assertThat(names)
        .filteredOn(name -> !Objects.equals(a.at(name), b.at(name)))
        .containsExactly("WSBIN_NODE");
  }

  private static Set<String> known() {
    return Stream.concat(
            AllSettings.environmentVariables().stream(),
            Stream.of("WSBIN_ADMIN_PORT", "WSBIN_ACCESS_LOG"))
        .collect(toSet());
  }

  @Test
  void thePasswordIsASecretOfTheNodesAndOfRedis() {
    String file =
        String.valueOf(compose.at("services.node-a.environment.WSBIN_REDIS_PASSWORD_FILE"));

    assertThat(file).isEqualTo("/run/secrets/redis-password");
    for (String name : List.of("node-a", "node-b", "redis")) {
      assertThat(compose.at("services." + name + ".secrets")).isEqualTo(List.of("redis-password"));
    }
    assertThat(String.valueOf(compose.at("services.redis.command"))).contains(file);
    assertThat(compose.at("services.nginx.secrets")).isNull();
  }

  @Test
  void theNodesTrustTheAddressOfNginxAndNoOther() {
    assertThat(compose.at("services.node-a.environment.WSBIN_TRUSTED_PROXIES"))
        .isEqualTo(compose.at("services.nginx.networks.nodes.ipv4_address"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"spread", "sticky", "sticky-cookie"})
  void eachWayToBalanceKnowsTheNodes(String balance) throws IOException {
    String text = Files.readString(DIRECTORY.resolve(balance + ".conf"));

    assertThat(UPSTREAM.matcher(text).results().map(each -> each.group(1)))
        .containsExactly("node-a:8000", "node-b:8000");
    assertThat(compose.at("services.nginx.volumes"))
        .isEqualTo(
            List.of(
                "./nginx.conf:/etc/nginx/nginx.conf:ro",
                "./${BALANCE:-spread}.conf:/etc/nginx/upstream.conf:ro"));
    assertThat(DIRECTORY.resolve("nginx.conf")).content().contains("include upstream.conf;");
  }
}
