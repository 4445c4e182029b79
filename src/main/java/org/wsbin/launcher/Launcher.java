package org.wsbin.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The main class of the WAR. */
public final class Launcher {
  /** Files that the terminal client does not need; without them it starts faster. */
  private static final Pattern FOR_SERVING =
      Pattern.compile("WEB-INF/standalone/lib/(tomcat|ok|kotlin)[^/]*|(?!WEB-INF/)(?!META-INF/).*");

  private Launcher() {}

  /** Starts wsbin and exits with its code; with 1 if the WAR cannot be unpacked. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    try {
      ShutdownHook ending = new ShutdownHook(Files.createTempDirectory("wsbin-"));
      Runtime.getRuntime().addShutdownHook(new Thread(ending, "wsbin-shutdown"));
      int code = run(ending, arguments);
      ending.byItself();
      return code;
    } catch (IOException | UncheckedIOException | URISyntaxException failure) {
      System.err.println(
          "wsbin cannot unpack itself into "
              + System.getProperty("java.io.tmpdir")
              + ": "
              + failure.getMessage()
              + ".");
      return 1;
    } catch (InvocationTargetException failure) {
      System.err.println("wsbin failed unexpectedly: " + failure.getCause());
      return 1;
    } catch (ReflectiveOperationException broken) {
      System.err.println("This wsbin.war is incomplete: " + broken);
      return 1;
    }
  }

  private static int run(ShutdownHook ending, String[] arguments)
      throws IOException, URISyntaxException, ReflectiveOperationException {
    boolean serves = arguments.length == 0 || !arguments[0].equals("connect");
    Path war = unpack(self(), ending.directory().resolve("war"), serves);
    ClassLoader loader = new URLClassLoader(classPath(war), Launcher.class.getClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    return (int)
        loader
            .loadClass("org.wsbin.cli.CliMain")
            .getMethod("run", Path.class, Consumer.class, String[].class)
            .invoke(null, ending.directory(), (Consumer<IntSupplier>) ending::first, arguments);
  }

  private static Path self() throws URISyntaxException {
    return Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static Path unpack(Path self, Path directory, boolean serves) throws IOException {
    try (JarFile war = new JarFile(self.toFile())) {
      String version = war.getManifest().getMainAttributes().getValue("Implementation-Version");
      System.setProperty("org.wsbin.version", version == null ? "" : version);
      for (JarEntry entry : war.stream().filter(e -> isWanted(e, serves)).toList()) {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
          throw new IOException("the entry " + entry.getName() + " points outside of it");
        }
        Files.createDirectories(target.getParent());
        try (InputStream content = war.getInputStream(entry)) {
          Files.copy(content, target);
        }
      }
    }
    return directory;
  }

  private static boolean isWanted(JarEntry entry, boolean serves) {
    return !entry.isDirectory() && (serves || !FOR_SERVING.matcher(entry.getName()).matches());
  }

  private static URL[] classPath(Path war) throws IOException {
    List<URL> urls = new ArrayList<>();
    urls.add(url(war.resolve("WEB-INF/classes")));
    urls.add(url(war.resolve("WEB-INF/standalone/classes")));
    for (String libraries : new String[] {"WEB-INF/standalone/lib", "WEB-INF/lib"}) {
      try (Stream<Path> jars = Files.list(war.resolve(libraries))) {
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
