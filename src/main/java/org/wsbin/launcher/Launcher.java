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
import java.util.regex.Pattern;

/** The main class of the WAR. */
public final class Launcher {
  /** Files that the terminal client does not need; without them it starts faster. */
  private static final Pattern FOR_SERVING =
      Pattern.compile(
          "WEB-INF/standalone/lib/(tomcat|wildfly|jboss)[^/]*"
              + "|WEB-INF/lib/(jedis|commons-pool|redis|micrometer|prometheus)[^/]*"
              + "|(?!WEB-INF/)(?!META-INF/).*");

  /** The commands and options that need none of them. */
  private static final Set<String> CLIENTS =
      Set.of("connect", "diff", "probe", "bench", "--help", "-h");

  private static final int STOPPED = 130;

  private Launcher() {}

  /** Starts wsbin and exits with its code; with 1 if the WAR cannot be unpacked. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    Optional<ShutdownHook> made = Optional.empty();
    try {
      ShutdownHook ending = new ShutdownHook(Files.createTempDirectory("wsbin-"));
      made = Optional.of(ending);
      Runtime.getRuntime().addShutdownHook(new Thread(ending, "wsbin-shutdown"));
      int code = run(ending, arguments);
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

  private static int run(ShutdownHook ending, String[] arguments)
      throws IOException, URISyntaxException, ReflectiveOperationException {
    String command = arguments.length == 0 ? "" : arguments[0];
    boolean serves = !CLIENTS.contains(command);
    if (!serves) {
      ending.first(() -> STOPPED); // until the command says what it is after a signal
    }
    UnpackedWar war =
        UnpackedWar.unpack(
            self(),
            ending.directory().resolve("war"),
            entry -> !ending.isEnding() && isWanted(entry, serves));
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
