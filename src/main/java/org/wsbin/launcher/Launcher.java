package org.wsbin.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;

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
    UnpackedWar war =
        UnpackedWar.unpack(
            self(), ending.directory().resolve("war"), entry -> isWanted(entry, serves));
    System.setProperty("org.wsbin.version", war.version().orElse(""));
    ClassLoader loader = new URLClassLoader(war.classPath(), Launcher.class.getClassLoader());
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

  private static boolean isWanted(String entry, boolean serves) {
    return serves || !FOR_SERVING.matcher(entry).matches();
  }
}
