package org.wsbin.cli;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The temporary directory that the WAR was unpacked into. */
final class Unpacked {
  private static final System.Logger LOG = System.getLogger(Unpacked.class.getName());

  private Unpacked() {}

  /** Deletes it with all that is in it; what cannot be deleted stays. */
  static void delete(Path directory) {
    try (Stream<Path> found = Files.walk(directory)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException failure) {
      LOG.log(DEBUG, "Could not delete " + directory + ".", failure);
    }
  }
}
