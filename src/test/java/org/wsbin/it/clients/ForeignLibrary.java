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
  /** The id of an exception that belongs to no visit: nothing catches it but the driver. */
  private static final String UNCAUGHT = "!";

  private static final List<String> SILENCE = List.of("still waits");
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
    List<String> uncaught = results.getOrDefault(UNCAUGHT, List.of("the program ended"));
    for (Visit visit : visits) {
      List<String> told = results.getOrDefault(visit.id(), List.of());
      boolean silent = told.isEmpty() || (told.equals(SILENCE) && results.containsKey(UNCAUGHT));
      results.put(visit.id(), silent ? uncaught : told);
    }
    results.remove(UNCAUGHT);
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
        boolean all = results.size() - (results.containsKey(UNCAUGHT) ? 1 : 0) == expected;
        line = all ? null : output.readLine();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
