package org.wsbin.it.handshake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All that was observed of one server: a file of tab-separated values, one line a case. */
record ObservedServer(String name, String product, List<Observation> observations) {
  private static final String PRODUCT = "# ";
  private static final String EXTENSION = ".tsv";

  ObservedServer {
    observations = List.copyOf(observations);
  }

  void write(Path directory) throws IOException {
    Stream<String> lines =
        Stream.concat(Stream.of(PRODUCT + product), observations.stream().map(Observation::line));
    Files.createDirectories(directory);
    Files.write(directory.resolve(name.replaceAll("[^\\w.-]+", "_") + EXTENSION), lines.toList());
  }

  /** Every server observed in that directory, by name. */
  static List<ObservedServer> readAll(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> sorted = files.filter(f -> f.toString().endsWith(EXTENSION)).sorted().toList();
      List<ObservedServer> servers = new ArrayList<>();
      for (Path file : sorted) {
        servers.add(read(file));
      }
      return servers;
    }
  }

  private static ObservedServer read(Path file) throws IOException {
    String fileName = file.getFileName().toString();
    String name = fileName.substring(0, fileName.length() - EXTENSION.length());
    List<String> lines = Files.readAllLines(file);
    String product = lines.get(0).substring(PRODUCT.length());
    return new ObservedServer(
        name, product, lines.stream().skip(1).map(Observation::parse).toList());
  }

  /** What this server answered to that case. */
  Observation answerTo(String caseName) {
    return observations.stream()
        .filter(o -> o.name().equals(caseName))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " was not asked: " + caseName + "."));
  }
}
