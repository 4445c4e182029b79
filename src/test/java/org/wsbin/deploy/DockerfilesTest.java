package org.wsbin.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What docker/ has to run on its own: the health checks of the images, and docker/digests. */
class DockerfilesTest {
  private static final Pattern HEALTHCHECK =
      Pattern.compile("(?m)^HEALTHCHECK [^\\[]*CMD (\\[.*])$");
  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  private record Outcome(int code, String output) {}

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"standalone", "tomcat", "jetty", "wildfly"})
  void anImageIsHealthyIfItsServerIsAlive(String image) throws Exception {
    String path = (image.equals("standalone") ? "" : "/wsbin") + "/health/live";

    assertThat(healthOf(image, path, 200, Map.of())).isZero();
    assertThat(healthOf(image, path, 503, Map.of())).isEqualTo(1);
    assertThat(healthOf(image, "/other", 200, Map.of())).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"standalone", "tomcat", "jetty", "wildfly"})
  void anImageIsNotHealthyIfNothingListens(String image) throws Exception {
    HttpServer server = server("/", 200);
    int port = server.getAddress().getPort();
    server.stop(0);

    assertThat(check(image, port, Map.of())).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "WSBIN_CONTEXT_PATH, /tools/wsbin, /tools/wsbin/health/live, 200, 0",
    "WSBIN_CONTEXT_PATH, /, /health/live, 200, 0",
    "WSBIN_TLS, true, /health/live, 400, 0",
    "WSBIN_TLS_KEYSTORE, /key, /health/live, 400, 0",
    "WSBIN_PROFILE, public, /health/live, 400, 1"
  })
  void theStandaloneImageFollowsItsSettings(
      String variable, String value, String path, int status, int code) throws Exception {
    assertThat(healthOf("standalone", path, status, Map.of(variable, value))).isEqualTo(code);
  }

  @Test
  void theAdminPortIsAskedIfThereIsOne() throws Exception {
    HttpServer server = server("/health/live", 200);
    try {
      String admin = Integer.toString(server.getAddress().getPort());
      assertThat(check("standalone", 1, Map.of("WSBIN_ADMIN_PORT", admin))).isZero();
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "standalone, docker.io/library/eclipse-temurin:",
    "tomcat, docker.io/library/tomcat:",
    "jetty, docker.io/library/jetty:",
    "wildfly, quay.io/wildfly/wildfly:"
  })
  void digestsBecomeBuildArguments(String image, String base) throws Exception {
    Outcome outcome = digests("echo \"$@\" >> \"$0.log\"; echo " + DIGEST, image);

    assertThat(outcome.output())
        .isEqualTo(
            "--build-arg BUILD_DIGEST=@%1$s --build-arg BASE_DIGEST=@%1$s\n".formatted(DIGEST));
    assertThat(outcome.code()).isZero();
    assertThat(directory.resolve("docker.log"))
        .content()
        .contains(" docker.io/library/maven:", " " + base);
  }

  @ParameterizedTest
  @CsvSource({
    "exit 1, standalone, 'cannot be looked up, see above'",
    "echo latest, standalone, 'docker says \"latest\" for docker.io/library/maven:'",
    "exit 1, nginx, 'Usage: docker/digests standalone|tomcat|jetty|wildfly'"
  })
  void withoutADigestThereAreNoArguments(String docker, String image, String sentence)
      throws Exception {
    Outcome outcome = digests(docker, image);

    assertThat(outcome.code()).isPositive();
    assertThat(outcome.output()).contains(sentence).doesNotContain("--build-arg");
  }

  /** Runs docker/digests with this script for docker. */
  private Outcome digests(String docker, String image) throws Exception {
    Path script = Files.writeString(directory.resolve("docker"), "#!/bin/sh\n" + docker + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return run(
        List.of("docker/digests", image), Map.of("PATH", directory + ":" + System.getenv("PATH")));
  }

  /** What the image's health check says about a server that has this page with that status. */
  private int healthOf(String image, String path, int status, Map<String, String> environment)
      throws Exception {
    HttpServer server = server(path, status);
    try {
      return check(image, server.getAddress().getPort(), environment);
    } finally {
      server.stop(0);
    }
  }

  private int check(String image, int port, Map<String, String> environment) throws Exception {
    List<String> command = new ArrayList<>();
    for (Object word : healthcheck(image)) {
      command.add(String.valueOf(word).replace("/127.0.0.1/8080", "/127.0.0.1/" + port));
    }
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("PORT", Integer.toString(port));
    return run(command, variables).code();
  }

  private static List<?> healthcheck(String image) throws IOException {
    String file = Files.readString(Path.of("docker", image + ".Dockerfile")).replace("\\\n", "");
    Matcher found = HEALTHCHECK.matcher(file);
    assertThat(found.find()).as("HEALTHCHECK of %s", image).isTrue();
    return (List<?>) YamlDocument.documents("command: " + found.group(1)).get(0).at("command");
  }

  private Outcome run(List<String> command, Map<String, String> environment) throws Exception {
    Path output = directory.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("WSBIN_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("%s ended", command).isTrue();
      return new Outcome(process.exitValue(), Files.readString(output, UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  private static HttpServer server(String path, int status) throws IOException {
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
