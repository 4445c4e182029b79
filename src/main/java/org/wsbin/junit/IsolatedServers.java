package org.wsbin.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Stream;
import org.wsbin.launcher.UnpackedWar;

/**
 * Starts servers from the WAR in this jar, in a class loader whose parent is the JDK's: so the
 * tests' libraries are not seen by the server, nor the server's by the tests. It unpacks the WAR
 * into a temporary directory once, and deletes that when it is closed.
 */
final class IsolatedServers implements Closeable {
  private static final String WAR = "wsbin.war";
  private static final String ENTRY_POINT = "org.wsbin.cli.ServerInProcess";

  @SuppressWarnings("unused") // it lives as long as the servers
  private final QuietLog log = new QuietLog();

  private final Path directory;
  private final UnpackedWar war;
  private final URLClassLoader loader;

  private IsolatedServers(Path directory, UnpackedWar war, URLClassLoader loader) {
    this.directory = directory;
    this.war = war;
    this.loader = loader;
  }

  /**
   * Unpacks the WAR.
   *
   * @throws UncheckedIOException if the temporary directory cannot be written
   */
  static IsolatedServers unpack() {
    try {
      Path directory = Files.createTempDirectory("wsbin-junit-");
      Path packed = directory.resolve(WAR);
      try (InputStream content = IsolatedServers.class.getResourceAsStream(WAR)) {
        if (content == null) {
          throw new IllegalStateException(
              "There is no WAR in this jar; use wsbin-junit.jar as the build makes it.");
        }
        Files.copy(content, packed);
      }
      UnpackedWar war = UnpackedWar.unpack(packed, directory.resolve("war"), name -> true);
      Files.delete(packed);
      return new IsolatedServers(directory, war, loader(directory, war));
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "wsbin cannot unpack itself into " + System.getProperty("java.io.tmpdir") + ".", failure);
    }
  }

  /** With the service by which Tomcat finds a log that leaves that of another Tomcat alone. */
  private static URLClassLoader loader(Path directory, UnpackedWar war) throws IOException {
    Path services = directory.resolve("services");
    Path log = services.resolve("META-INF/services/org.apache.juli.logging.Log");
    Files.createDirectories(log.getParent());
    Files.writeString(log, "org.wsbin.server.GuestLog\n", UTF_8);
    URL[] urls =
        Stream.concat(Stream.of(services.toUri().toURL()), Arrays.stream(war.classPath()))
            .toArray(URL[]::new);
    return new URLClassLoader("wsbin", urls, ClassLoader.getPlatformClassLoader());
  }

  /** A server, until it is closed. */
  record Running(WsbinServer server, Closeable stop) {}

  /**
   * Starts a server.
   *
   * @throws IllegalArgumentException if a setting is wrong, with the sentence of the command line
   * @throws IllegalStateException if it cannot start, with that sentence
   */
  Running start(List<String> settings) {
    return isolated(
        () -> {
          Path work = Files.createTempDirectory(directory, "tomcat-");
          Object started =
              loader
                  .loadClass(ENTRY_POINT)
                  .getMethod("start", Path.class, Path.class, String[].class)
                  .invoke(null, war.directory(), work, settings.toArray(String[]::new));
          Entry<?, ?> entry = (Entry<?, ?>) started;
          AutoCloseable stop = (AutoCloseable) entry.getValue();
          return new Running(new WsbinServer((URI) entry.getKey()), () -> stop(stop));
        });
  }

  private void stop(AutoCloseable stop) {
    isolated(
        () -> {
          stop.close();
          return Map.of();
        });
  }

  private interface Task<T> {
    T run() throws Exception;
  }

  /** Runs a task whose threads and services are those of the server's class loader. */
  private <T> T isolated(Task<T> task) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return task.run();
    } catch (InvocationTargetException failure) {
      if (failure.getCause() instanceof IllegalArgumentException wrong) {
        throw new IllegalArgumentException(wrong.getMessage(), wrong);
      }
      throw new IllegalStateException(failure.getCause().getMessage(), failure.getCause());
    } catch (Exception failure) {
      throw new IllegalStateException("The server failed: " + failure.getMessage(), failure);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public void close() throws IOException {
    loader.close();
    try (Stream<Path> found = Files.walk(directory)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
