package org.wsbin.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A container as its makers ship it, unpacked in a directory that nobody writes to. */
record Distribution(Path home, String version) {

  /**
   * Finds the newest of a line among the unpacked containers.
   *
   * @param product how its directory's name starts: {@code apache-tomcat-}
   * @param line how its version starts: {@code 11.}
   */
  static Distribution find(String product, String line) {
    Path containers = Build.containers();
    if (!Files.isDirectory(containers)) {
      throw missing(containers, product + line);
    }
    try (Stream<Path> directories = Files.list(containers)) {
      return directories
          .filter(Files::isDirectory)
          .filter(directory -> directory.getFileName().toString().startsWith(product + line))
          .map(directory -> new Distribution(directory, versionOf(directory, product)))
          .max(Comparator.comparing(found -> Version.parse(found.version())))
          .orElseThrow(() -> missing(containers, product + line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path(String name) {
    return home.resolve(name);
  }

  private static String versionOf(Path directory, String product) {
    return directory.getFileName().toString().substring(product.length());
  }

  private static IllegalStateException missing(Path containers, String prefix) {
    return new IllegalStateException(
        ("There is no %s* in %s; let the build unpack it with -Pcontainers, or name the directory"
                + " that has it with -Dwsbin.containers.directory.")
            .formatted(prefix, containers));
  }
}
