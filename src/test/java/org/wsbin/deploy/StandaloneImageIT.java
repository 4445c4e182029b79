package org.wsbin.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.it.OnStandalone;
import org.wsbin.launcher.UnpackedWar;

/**
 * The commands of docker/standalone.Dockerfile, run without an image. A JDK older than 25 has no
 * AOT cache; it gets the archive of classes (AppCDS) that came before, which serves the same jars.
 */
@OnStandalone
class StandaloneImageIT {
  private static final Path DOCKERFILE = Path.of("docker", "standalone.Dockerfile");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");

  @TempDir private Path directory;

  @BeforeEach
  void makeTheCache() throws Exception {
    UnpackedWar.unpack(
        Path.of(System.getProperty("wsbin.war")), directory.resolve("war"), name -> true);
    String run = found("RUN (timeout .*)").replace("--preserve-status 20", "--preserve-status 6");
    assertThat(run("", "bash", "-c", run)).contains("is ready at");
  }

  @Test
  void aStartTakesItsClassesFromTheCache() throws Exception {
    Path loaded = directory.resolve("loaded");
    String help = entryPoint("-Xlog:class+load:file=" + loaded, "--help");
    assertThat(help).contains("httpbin for WebSockets");
    assertThat(Files.readAllLines(loaded))
        .filteredOn(line -> line.contains(" org.wsbin.cli.Cli "))
        .singleElement()
        .asString()
        .contains("shared objects file");
  }

  @Test
  void withACacheThatDoesNotFitItStartsAllTheSame() throws Exception {
    Files.setLastModifiedTime(
        directory.resolve("war/WEB-INF/standalone/wsbin.jar"),
        FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    assertThat(entryPoint("", "--version")).contains("wsbin ", "Apache Tomcat/");
  }

  private String entryPoint(String javaOptions, String argument) throws Exception {
    String words = found("ENTRYPOINT \\[(.*)]").replaceAll("[\",]", "");
    return run(javaOptions, "bash", "-c", "exec " + words + " " + argument);
  }

  private String found(String pattern) throws IOException {
    String file = Files.readString(DOCKERFILE).replace("\\\n", "");
    Matcher found = Pattern.compile("(?m)^" + pattern + "$").matcher(file);
    assertThat(found.find()).as(pattern).isTrue();
    String command = found.group(1).replace("/opt/wsbin", directory.toString());
    return Runtime.version().feature() >= 25
        ? command
        : command
            .replace("-XX:AOTCacheOutput=", "-XX:ArchiveClassesAtExit=")
            .replace("-XX:AOTCache=", "-XX:SharedArchiveFile=");
  }

  /** What it prints; it must end with 0. */
  private String run(String javaOptions, String... command) throws Exception {
    Path output = directory.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("PATH", JAVA + ":" + System.getenv("PATH"));
    builder.environment().put("JDK_JAVA_OPTIONS", javaOptions);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("it ended").isTrue();
      assertThat(process.exitValue()).as(Files.readString(output)).isZero();
      return Files.readString(output);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
