package org.wsbin.it.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** The scripts of docs/ci.md, as they stand. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class RecipesIT {
  private static final Path PAGE = Path.of("docs/ci.md");
  private static final String PYTHON = "/usr/bin/python3";

  @TempDir private Path directory;

  private final RunningServer server;

  RecipesIT(RunningServer server) {
    this.server = server;
  }

  @Test
  void withCurl() throws Exception {
    String output = run(0, "bash", "-eu", script("bash"));
    assertThat(output)
        .contains("failed  close-answered: ", "passed  expect connections:1: ")
        .contains("passed  expect header:authorization:Bearer*: ");
  }

  @Test
  void withPython() throws Exception {
    assumeTrue(
        new ProcessBuilder(PYTHON, "-c", "import websockets").start().waitFor() == 0,
        "Python's websockets is not installed");
    assertThat(run(0, PYTHON, script("python"))).contains("Ran 2 tests in ", "\nOK");
  }

  /** Writes the page's script in that language to a file. */
  private String script(String language) throws IOException {
    Matcher found =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(found.find()).isTrue();
    Path file = directory.resolve("script");
    Files.writeString(file, found.group(1));
    return file.toString();
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
