package org.wsbin.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A client that runs in a program of its own, which reads a line for each visit, and writes a line
 * for each: its id and what the API told, separated by tabs.
 *
 * @param directory where it runs, and where its standard error goes
 */
record ForeignLibrary(
    String name,
    String version,
    Path directory,
    List<String> command,
    Map<String, String> environment)
    implements WebSocketLibrary {
  private static final Duration START_AND_END = Duration.ofSeconds(30);

  @Override
  public Map<String, List<String>> visit(List<Visit> visits) throws Exception {
    Process process = start();
    Map<String, List<String>> results = new LinkedHashMap<>();
    try {
      CompletableFuture<Void> reading =
          CompletableFuture.runAsync(() -> read(process, results, visits.size()));
      try (Writer input = process.outputWriter(UTF_8)) {
        for (Visit visit : visits) {
          input.write(visit.line() + "\n");
        }
      }
      Duration longest =
          visits.stream().map(Visit::patience).max(Duration::compareTo).orElse(Duration.ZERO);
      reading.get(longest.plus(START_AND_END).toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      process.destroyForcibly();
    }
    for (Visit visit : visits) {
      results.computeIfAbsent(visit.id(), id -> List.of("the program ended"));
    }
    return results;
  }

  private Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    return builder.redirectError(directory.resolve(name + ".err").toFile()).start();
  }

  private static void read(Process process, Map<String, List<String>> results, int expected) {
    try (BufferedReader output = process.inputReader(UTF_8)) {
      String line = output.readLine();
      while (line != null) {
        List<String> parts = Arrays.asList(line.split("\t", -1));
        results.put(parts.get(0), parts.subList(1, parts.size()));
        line = results.size() < expected ? output.readLine() : null;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
