package org.wsbin.it.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A process that ends with this JVM at the latest, its log, and its scratch directory. */
record OwnedProcess(Process process, Path log, Scratch scratch) implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final Duration GRACE_AT_EXIT = Duration.ofSeconds(5);
  private static final int TAIL = 60;

  /** Variables that would configure wsbin or a container behind the suite's back. */
  private static final Set<String> NOT_INHERITED =
      Set.of("HOST", "PORT", "JAVA_OPTS", "CATALINA_OPTS", "CLASSPATH", "JRE_HOME", "JETTY_BASE");

  static OwnedProcess start(Launch launch, Map<String, String> settings, Path log, Scratch scratch)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(launch.command())
            .directory(scratch.root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()));
    Map<String, String> environment = builder.environment();
    environment
        .keySet()
        .removeIf(name -> name.startsWith("WSBIN_") || NOT_INHERITED.contains(name));
    environment.putAll(launch.environment());
    environment.putAll(settings);
    OwnedProcess owned = new OwnedProcess(builder.start(), log, scratch);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> owned.close(GRACE_AT_EXIT)));
    return owned;
  }

  /** All that the process has written so far. */
  String output() {
    try {
      return new String(Files.readAllBytes(log), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last lines of the log, for people. */
  String tail() {
    List<String> lines = output().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
  }

  OptionalInt terminate(Duration timeout) {
    process.destroy();
    if (endsWithin(timeout)) {
      return OptionalInt.of(process.exitValue());
    }
    process.destroyForcibly();
    endsWithin(GRACE);
    return OptionalInt.empty();
  }

  /** Idempotent, like {@link #terminate}. */
  @Override
  public void close() {
    close(GRACE);
  }

  private void close(Duration grace) {
    terminate(grace);
    scratch.delete();
  }

  private boolean endsWithin(Duration timeout) {
    try {
      return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
