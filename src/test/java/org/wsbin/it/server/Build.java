package org.wsbin.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** What the build tells the tests, by system properties; the defaults suit an IDE. */
public final class Build {

  private Build() {}

  static Path war() {
    Path war = path("wsbin.war", "target/wsbin.war");
    if (!Files.isRegularFile(war)) {
      throw new IllegalStateException(
          "There is no %s; build it with 'mvn package', or name it with -Dwsbin.war."
              .formatted(war));
    }
    return war;
  }

  /** Where the distributions of {@code -Pcontainers} are unpacked. */
  static Path containers() {
    return path("wsbin.containers.directory", "target/containers");
  }

  static Path javaHome() {
    return Path.of(System.getProperty("java.home"));
  }

  static String java() {
    return javaHome().resolve("bin/java").toString();
  }

  /** Options for the JVM of {@code java -jar wsbin.war}, separated by blanks. */
  static List<String> javaOptions() {
    String options = System.getProperty("wsbin.java.options", "").strip();
    return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
  }

  /** The port for HTTP, where it must not be just any that is free. */
  static OptionalInt port() {
    String port = System.getProperty("wsbin.port", "");
    return port.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port));
  }

  /** The name of the server that the whole suite runs on. */
  static String server() {
    return System.getProperty("wsbin.server", "standalone");
  }

  public static String testClassPath() {
    return System.getProperty(
        "surefire.test.class.path", System.getProperty("java.class.path", ""));
  }

  /** A new empty file {@code target/server-logs/NAME-N.log}, N being the first that is free. */
  static Path newLog(String name) {
    try {
      Path directory = Files.createDirectories(path("wsbin.logs.directory", "target/server-logs"));
      for (int n = 1; ; n++) {
        Path log = directory.resolve(name + "-" + n + ".log");
        if (created(log)) {
          ServerLogs.add(log);
          return log;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean created(Path file) throws IOException {
    try {
      Files.createFile(file);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static Path path(String property, String fallback) {
    Path project = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    return project.resolve(System.getProperty(property, fallback)).normalize();
  }
}
