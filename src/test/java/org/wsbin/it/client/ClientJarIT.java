package org.wsbin.it.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** The jar of the client library, used as a program of somebody else's would. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class ClientJarIT {
  private static final Pattern EXAMPLE =
      Pattern.compile("```java\n(.*?public class (\\w+) .*?)```", Pattern.DOTALL);

  private static final Path JARS = Path.of(System.getProperty("wsbin.war")).getParent();

  @TempDir private Path directory;

  private final RunningServer server;

  ClientJarIT(RunningServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Timestamps | (?s)(> \\d\\d.*\\R){10}CloseResult\\[code=1000, reason=Done, by=PEER\\]\\R",
        "Messages   | < hello\\RCloseResult\\[code=1000, reason=enough, by=US\\]\\R",
        "Download   | 10485760 bytes\\R.*127.0.0.1:\\d+\\R"
      })
  void theReadmesExamplesRunAsTheyStand(String name, String output) throws Exception {
    Path source = directory.resolve(name + ".java");
    Files.writeString(source, examples().get(name));
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                JARS.resolve("wsbin-client.jar").toString(),
                source.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    assertThat(java.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
    assertThat(Files.readString(directory.resolve("output"))).matches(output);
    assertThat(java.exitValue()).isZero();
  }

  @Test
  void theJarHasTheClientAndWhatItNeedsOnly() throws IOException {
    try (ZipFile jar = new ZipFile(JARS.resolve("wsbin-client.jar").toFile())) {
      assertThat(jar.stream().map(Object::toString).filter(name -> name.endsWith(".class")))
          .isNotEmpty()
          .allMatch(name -> name.matches("org/wsbin/(client|protocol|recording)/[^/]+"));
    }
  }

  private Map<String, String> examples() throws IOException {
    String readme = Files.readString(Path.of("README.md"), UTF_8);
    String here = server.ws("").toString();
    Function<MatchResult, String> code =
        match -> match.group(1).replace("ws://localhost:8000/", here);
    return EXAMPLE
        .matcher(readme)
        .results()
        .collect(Collectors.toMap(match -> match.group(2), code));
  }
}
