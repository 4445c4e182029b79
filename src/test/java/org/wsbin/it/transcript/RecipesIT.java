package org.wsbin.it.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.peer.ForeignServer;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** The scripts of docs/ci.md, as they stand. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class RecipesIT {
  private static final String PYTHON = "/usr/bin/python3";

  @TempDir private Path directory;

  private final RunningServer server;

  RecipesIT(RunningServer server) {
    this.server = server;
  }

  @Test
  void withCurl() throws Exception {
    String output =
        run(0, "bash", "-eu", Recipe.save("bash", directory.resolve("script")).toString());
    assertThat(output)
        .contains("failed  close-answered: ", "passed  expect connections:1: ")
        .contains("passed  expect header:authorization:Bearer*: ");
  }

  @Test
  void withPython() throws Exception {
    assumeTrue(
        ForeignServer.works(PYTHON, "-c", "import pytest, websockets"),
        "there is no /usr/bin/python3 with pytest and websockets (Debian: python3-pytest,"
            + " python3-websockets)");
    Recipe.save("python", directory.resolve("test_client.py"));
    assertThat(run(0, PYTHON, "-m", "pytest", "test_client.py")).contains("== 2 passed in ");
  }

  @Test
  void withNode() throws Exception {
    assumeTrue(ForeignServer.works("node", "--version"), "there is no node (Debian: nodejs)");
    ForeignServer.unpackWs(directory);
    Recipe.save("js", directory.resolve("client.test.cjs"));
    assertThat(run(0, "node", "--test", "client.test.cjs")).contains("# pass 2\n", "# fail 0\n");
  }

  private String run(int exitCode, String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    String base = server.base().toString();
    builder.environment().put("WSBIN", base.substring(0, base.length() - 1));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as("%s", output).isEqualTo(exitCode);
    return output;
  }
}
