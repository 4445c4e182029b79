package org.wsbin.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The WAR in a directory, where a class loader finds the server and its libraries.
 *
 * @param directory what the WAR contains
 */
public record UnpackedWar(Path directory) {
  /** The jar with the launcher, the command line and the server. */
  static final String MAIN_JAR = "WEB-INF/standalone/wsbin.jar";

  /** The jar with the rest of our classes. */
  static final String APPLICATION_JAR = "WEB-INF/lib/wsbin-application.jar";

  /** The unpacked WAR that this jar is in, as {@link #MAIN_JAR}. */
  static Optional<UnpackedWar> with(Path jar) {
    return jar.endsWith(MAIN_JAR)
        ? Optional.of(new UnpackedWar(jar.getParent().getParent().getParent()))
        : Optional.empty();
  }

  /**
   * Unpacks those entries that are wanted, by their names.
   *
   * @throws IOException if the WAR cannot be read or the directory cannot be written
   */
  public static UnpackedWar unpack(Path war, Path directory, Predicate<String> wanted)
      throws IOException {
    try (JarFile jar = new JarFile(war.toFile())) {
      for (JarEntry entry : jar.stream().filter(e -> !e.isDirectory()).toList()) {
        if (wanted.test(entry.getName())) {
          unpack(jar, entry, directory);
        }
      }
      return new UnpackedWar(directory);
    }
  }

  private static void unpack(JarFile jar, JarEntry entry, Path directory) throws IOException {
    Path target = directory.resolve(entry.getName()).normalize();
    if (!target.startsWith(directory)) {
      throw new IOException("the entry " + entry.getName() + " points outside of it");
    }
    Files.createDirectories(target.getParent());
    try (InputStream content = jar.getInputStream(entry)) {
      Files.copy(content, target);
    }
  }

  /**
   * The class path of the command line, the server and the libraries, ours first.
   *
   * @throws IOException if the directory cannot be read
   */
  public URL[] classPath() throws IOException {
    Path application = directory.resolve(APPLICATION_JAR);
    List<URL> urls = new ArrayList<>();
    urls.add(url(directory.resolve(MAIN_JAR)));
    urls.add(url(application));
    for (String libraries : List.of("WEB-INF/standalone/lib", "WEB-INF/lib")) {
      try (Stream<Path> jars = Files.list(directory.resolve(libraries))) {
        jars.filter(jar -> !jar.equals(application)).sorted().forEach(jar -> urls.add(url(jar)));
      }
    }
    return urls.toArray(URL[]::new);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
