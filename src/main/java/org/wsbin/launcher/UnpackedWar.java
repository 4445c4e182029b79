package org.wsbin.launcher;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The WAR in a directory, where a class loader finds the server and its libraries.
 *
 * @param directory what the WAR contains
 * @param version of this build, from the WAR's manifest; empty if it does not say
 */
public record UnpackedWar(Path directory, Optional<String> version) {

  /** Where the classes are in the WAR; unpacked, they are one jar. */
  private static final List<String> CLASSES =
      List.of("WEB-INF/classes/", "WEB-INF/standalone/classes/");

  private static final String CLASSES_JAR = "WEB-INF/classes.jar";

  /**
   * Unpacks those entries that are wanted, by their names. The classes become one jar without
   * compression: a thousand files would take most of the start.
   *
   * @throws IOException if the WAR cannot be read or the directory cannot be written
   */
  public static UnpackedWar unpack(Path war, Path directory, Predicate<String> wanted)
      throws IOException {
    Path classes = directory.resolve(CLASSES_JAR);
    Files.createDirectories(classes.getParent());
    try (JarFile jar = new JarFile(war.toFile());
        ZipOutputStream out = new ZipOutputStream(buffered(classes))) {
      for (JarEntry entry : jar.stream().filter(e -> !e.isDirectory()).toList()) {
        if (wanted.test(entry.getName())) {
          Optional<String> root = CLASSES.stream().filter(entry.getName()::startsWith).findAny();
          if (root.isPresent()) {
            pack(jar, entry, entry.getName().substring(root.get().length()), out);
          } else {
            unpack(jar, entry, directory);
          }
        }
      }
      String version = jar.getManifest().getMainAttributes().getValue("Implementation-Version");
      return new UnpackedWar(directory, Optional.ofNullable(version));
    }
  }

  private static OutputStream buffered(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
  }

  private static void pack(JarFile jar, JarEntry entry, String name, ZipOutputStream out)
      throws IOException {
    ZipEntry stored = new ZipEntry(name);
    stored.setMethod(ZipEntry.STORED);
    stored.setSize(entry.getSize());
    stored.setCrc(entry.getCrc());
    out.putNextEntry(stored);
    try (InputStream content = jar.getInputStream(entry)) {
      content.transferTo(out);
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
   * The class path of the command line, the server and the libraries.
   *
   * @throws IOException if the directory cannot be read
   */
  public URL[] classPath() throws IOException {
    List<URL> urls = new ArrayList<>();
    urls.add(url(directory.resolve(CLASSES_JAR)));
    for (String libraries : new String[] {"WEB-INF/standalone/lib", "WEB-INF/lib"}) {
      try (Stream<Path> jars = Files.list(directory.resolve(libraries))) {
        jars.sorted().forEach(jar -> urls.add(url(jar)));
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
