package org.wsbin.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** The main class of the WAR. */
public final class Launcher {
  private static final Set<String> VERSION = Set.of("--version", "-V");

  private static final int STOPPED = 130;

  private Launcher() {}

  /** Starts wsbin and exits with its code; with 1 if the WAR cannot be unpacked. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    Optional<ShutdownHook> made = Optional.empty();
    try {
      Path self =
          Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      describe(self);
      if (arguments.length == 1 && VERSION.contains(arguments[0])) {
        System.out.println(version());
        return 0;
      }
      ShutdownHook ending = new ShutdownHook(Files.createTempDirectory("wsbin-"));
      made = Optional.of(ending);
      Runtime.getRuntime().addShutdownHook(new Thread(ending, "wsbin-shutdown"));
      int code = run(self, ending, arguments);
      ending.byItself();
      return code;
    } catch (IOException | UncheckedIOException | URISyntaxException failure) {
      return failed(
          made,
          "wsbin cannot unpack itself into "
              + System.getProperty("java.io.tmpdir")
              + ": "
              + failure.getMessage()
              + ".");
    } catch (InvocationTargetException failure) {
      return failed(made, "wsbin failed unexpectedly: " + failure.getCause());
    } catch (ReflectiveOperationException broken) {
      return failed(made, "This wsbin.war is incomplete: " + broken);
    } catch (LinkageError gone) {
      return failed(made, "wsbin failed unexpectedly: " + gone);
    }
  }

  /**
   * After a signal, classes are missing because they are deleted: nothing that people must know.
   */
  private static int failed(Optional<ShutdownHook> ending, String message) {
    if (ending.filter(ShutdownHook::isEnding).isEmpty()) {
      System.err.println(message);
    }
    return 1;
  }

  private static int run(Path self, ShutdownHook ending, String[] arguments)
      throws IOException, ReflectiveOperationException {
    Needs needs = Needs.of(arguments);
    if (needs != Needs.SERVER) {
      ending.first(() -> STOPPED); // until the command says what it is after a signal
    }
    Optional<UnpackedWar> unpacked = UnpackedWar.with(self);
    UnpackedWar war =
        unpacked.isPresent()
            ? unpacked.get()
            : UnpackedWar.unpack(
                self,
                ending.directory().resolve("war"),
                entry -> !ending.isEnding() && needs.wants(entry));
    return (int)
        loader(war, unpacked.isPresent())
            .loadClass("org.wsbin.cli.CliMain")
            .getMethod("run", Path.class, Path.class, Consumer.class, String[].class)
            .invoke(
                null,
                war.directory(),
                ending.directory(),
                (Consumer<IntSupplier>) ending::first,
                arguments);
  }

  /** Sets the properties with what the manifest says: the command line has not loaded Tomcat. */
  private static void describe(Path self) throws IOException {
    try (JarFile jar = new JarFile(self.toFile())) {
      Attributes main = jar.getManifest().getMainAttributes();
      set("org.wsbin.version", main.getValue("Implementation-Version"));
      set("org.wsbin.server", main.getValue("Embedded-Server"));
    }
  }

  /** What the command line says too; only, it would have to be unpacked first. */
  private static String version() {
    return "wsbin "
        + System.getProperty("org.wsbin.version")
        + " ("
        + System.getProperty("org.wsbin.server")
        + ", Java "
        + Runtime.version()
        + ")";
  }

  private static void set(String property, String value) {
    if (value != null) {
      System.setProperty(property, value);
    }
  }

  /** If the jar was started that the WAR contains, its manifest names the others. */
  private static ClassLoader loader(UnpackedWar war, boolean onClassPath) throws IOException {
    ClassLoader own = Launcher.class.getClassLoader();
    if (onClassPath) {
      return own;
    }
    ClassLoader loader = new URLClassLoader(war.classPath(), own);
    Thread.currentThread().setContextClassLoader(loader);
    return loader;
  }
}
