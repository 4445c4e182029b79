package org.wsbin.it.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The logs of the servers that this JVM has started, and the failures that wsbin logs there. */
final class ServerLogs {
  /** What wsbin logs as an error: nothing that a client does, however bad, may lead to it. */
  private static final Pattern FAILURE =
      Pattern.compile("\\bA (connection|behaviour|timed task|poll) failed\\b");

  private static final Map<Path, Integer> SEEN = new ConcurrentHashMap<>();

  private ServerLogs() {}

  static void add(Path log) {
    SEEN.put(log, 0);
  }

  /** The failures that were logged since the last call, each with its log and the line below. */
  static synchronized List<String> newFailures() {
    List<String> all = new ArrayList<>();
    SEEN.replaceAll(
        (log, seen) -> {
          List<String> failures = failures(log);
          all.addAll(failures.subList(seen, failures.size()));
          return failures.size();
        });
    return all;
  }

  private static List<String> failures(Path log) {
    List<String> failures = new ArrayList<>();
    List<String> lines = lines(log);
    for (int i = 0; i < lines.size(); i++) {
      if (FAILURE.matcher(lines.get(i)).find()) {
        String below = i + 1 < lines.size() ? lines.get(i + 1) : "";
        failures.add(log.getFileName() + ": " + lines.get(i) + "\n" + below);
      }
    }
    return failures;
  }

  private static List<String> lines(Path log) {
    try {
      return new String(Files.readAllBytes(log), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
