package org.wsbin.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.peer.ForeignServer;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.transcript.Recipe;
import org.wsbin.settings.AllSettings;

/** docs/ci/client-tests.yml: its commands run here; what only GitHub can do is compared. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class GithubWorkflowIT {
  /** Steps that this machine does without: it has the libraries. */
  private static final Set<String> GITHUB_ONLY = Set.of("Install the test's libraries");

  @TempDir private Path directory;

  private final YamlDocument workflow = YamlDocument.file("docs/ci/client-tests.yml");
  private final RunningServer server;

  GithubWorkflowIT(RunningServer server) throws IOException {
    this.server = server;
  }

  @BeforeEach
  void prepare() throws IOException {
    assumeTrue(
        ForeignServer.works("/usr/bin/python3", "-c", "import pytest, websockets"),
        "there is no /usr/bin/python3 with pytest and websockets (Debian: python3-pytest,"
            + " python3-websockets)");
    Recipe.save("python", directory.resolve("test_client.py"));
  }

  @Test
  void theCommandsWithAProcess() throws Exception {
    int port = freePort();
    String output =
        run(
            "process",
            Map.of(
                "WSBIN",
                "http://localhost:" + port,
                "WAR_URL",
                Path.of(System.getProperty("wsbin.war")).toUri().toString()));
    assertThat(output).contains("== 2 passed in ");
    assertThat(directory.resolve("TEST-client.xml")).content().contains("tests=\"2\"");
    assertThat(directory.resolve("wsbin.log"))
        .content()
        .contains("is ready at http://127.0.0.1:" + port);
  }

  @Test
  void theCommandsWithAService() throws Exception {
    String base = server.base().toString();
    String output = run("service", Map.of("WSBIN", base.substring(0, base.length() - 1)));
    assertThat(output).contains("== 2 passed in ");
  }

  @Test
  void theServiceHasThePortAndTheHealthCheckOfTheImage() throws IOException {
    YamlDocument service = workflow.in("jobs.service.services.wsbin");
    String dockerfile = Files.readString(Path.of("docker/standalone.Dockerfile"));
    assertThat(service.at("ports")).isEqualTo(List.of("8000:8000"));
    assertThat(dockerfile).contains("\nEXPOSE 8000\n").containsPattern("(?m)^HEALTHCHECK ");
    assertThat(workflow.at("jobs.service.env.WSBIN")).isEqualTo("http://localhost:8000");
    assertThat((String) service.at("options"))
        .matches("--health-interval \\d+s --health-retries \\d+");
    assertThat(AllSettings.environmentVariables().containsAll(service.in("env").content().keySet()))
        .isTrue();
  }

  /**
   * Runs the steps of a job that have commands, in one shell, whose end stops what they have
   * started.
   */
  private String run(String job, Map<String, String> variables) throws Exception {
    assertThat(workflow.in("jobs." + job + ".env").content().keySet())
        .isEqualTo(variables.keySet());
    List<Path> scripts = new ArrayList<>();
    for (Object step : (List<?>) workflow.at("jobs." + job + ".steps")) {
      Map<?, ?> members = (Map<?, ?>) step;
      if (members.containsKey("run")
          && !members.containsKey("if")
          && !GITHUB_ONLY.contains(members.get("name"))) {
        Path script = directory.resolve("step-" + scripts.size());
        scripts.add(Files.writeString(script, (String) members.get("run")));
      }
    }
    assertThat(scripts).isNotEmpty();
    Path all = directory.resolve("job");
    StringBuilder commands =
        new StringBuilder("trap 'kill $(jobs -p) 2>/dev/null || true; wait || true' EXIT\n");
    scripts.forEach(script -> commands.append(". ").append(script).append('\n'));
    Files.writeString(all, commands);
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-e", "-o", "pipefail", all.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(variables);
    builder.environment().merge("PATH", "/usr/bin", (path, bin) -> bin + ":" + path);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as("%s", output).isZero();
    return output;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
