package org.wsbin.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.wsbin.server.EmbeddedServer;
import org.wsbin.server.GuestServer;
import org.wsbin.settings.Settings;

/**
 * The entry point for tests: {@code serve} in a JVM that is somebody else's. It writes nothing to
 * the standard streams, installs no hooks and no handlers, and never ends the process. Only types
 * of the JDK appear in its signatures, because the caller sees it through another class loader.
 */
public final class ServerInProcess {
  private static final System.Logger ACCESS = System.getLogger("org.wsbin.access");

  private ServerInProcess() {}

  /**
   * Starts a server; when this returns, it answers requests. Unless the arguments say otherwise, it
   * is on a free port of 127.0.0.1. Other settings may come from the environment, as always.
   *
   * @param war the unpacked WAR, which servers may share
   * @param work an empty directory for Tomcat's own files, for this server only
   * @param arguments as after {@code java -jar wsbin.war}
   * @return its address, which ends in a slash, and what stops it
   * @throws IllegalArgumentException with the sentence of the command line, if an argument is wrong
   * @throws IllegalStateException with that sentence, if the server cannot start
   */
  public static Map.Entry<URI, AutoCloseable> start(Path war, Path work, String... arguments) {
    AtomicReference<Map.Entry<URI, AutoCloseable>> started = new AtomicReference<>();
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said, true);
    Cli cli =
        new Cli(
            flags -> {
              started.set(serve(war, work, flags));
              return Cli.OK;
            },
            Cli.Clients.returning(Cli.USAGE),
            out,
            out);
    int code = cli.run(arguments);
    if (code == Cli.FAILED) {
      throw new IllegalStateException(said.toString().strip());
    }
    if (started.get() == null) {
      throw new IllegalArgumentException(
          said.toString().isBlank() || code == Cli.OK
              ? "\"" + String.join(" ", arguments) + "\" starts no server; give options of serve."
              : said.toString().strip());
    }
    return started.get();
  }

  private static Map.Entry<URI, AutoCloseable> serve(
      Path war, Path work, Map<String, String> given) {
    Map<String, String> flags = new LinkedHashMap<>(given);
    flags.putIfAbsent("host", "127.0.0.1");
    flags.putIfAbsent("port", "0");
    Settings settings = ServeCommand.settings(flags);
    EmbeddedServer server =
        GuestServer.start(
            settings, flags, war, work, line -> ACCESS.log(System.Logger.Level.INFO, line));
    return Map.entry(ServeCommand.base(settings.listen(), server.port()), server);
  }
}
