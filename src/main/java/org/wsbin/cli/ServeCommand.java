package org.wsbin.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.logging.LogManager;
import org.wsbin.server.EmbeddedServer;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Settings.AdminPort;
import org.wsbin.settings.Settings.Listen;
import org.wsbin.settings.Source;

/** {@code serve}: runs the embedded server until the process is stopped. */
record ServeCommand(Path war, Path temporary, PrintWriter out, Consumer<IntSupplier> atEnd) {
  /** The property that tells the launcher how much longer the end may take. */
  private static final String DRAIN_MILLIS = "org.wsbin.drain-millis";

  int run(Map<String, String> flags) {
    quietLogging();
    OutOfMemoryExit.install();
    Settings settings = settings(flags);
    System.setProperty(DRAIN_MILLIS, Long.toString(settings.operations().drainTime().toMillis()));
    EmbeddedServer server =
        new EmbeddedServer(settings, flags, war, temporary.resolve("tomcat"), out::println);
    atEnd.accept(
        () -> {
          server.close();
          return Cli.OK;
        });
    server.start();
    out.println(ready(settings.listen(), server.port()));
    server
        .adminPort()
        .ifPresent(
            port ->
                out.println("Health and metrics are at http://" + admin(settings.listen(), port)));
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
    return Cli.OK;
  }

  /** The settings of these flags, the environment and the system properties. */
  static Settings settings(Map<String, String> flags) {
    return Settings.load(
        List.of(
            Source.flags(flags),
            Source.environment(System.getenv()),
            Source.properties("system property", System::getProperty)));
  }

  static String ready(Listen listen, int port) {
    String secure = listen.tls().enabled() ? "s" : "";
    String where = secure + "://" + place(listen.host(), port, listen);
    return Version.current()
        + " is ready at http"
        + where
        + "  (ws"
        + where
        + "ws/ and ws"
        + where
        + "ws/echo)";
  }

  /** The address of the server, which ends in a slash. */
  static URI base(Listen listen, int port) {
    String scheme = listen.tls().enabled() ? "https" : "http";
    return URI.create(scheme + "://" + place(listen.host(), port, listen));
  }

  /** Where health and metrics are, without the scheme. */
  static String admin(Listen listen, int port) {
    String host = listen.admin().map(AdminPort::host).orElse(listen.host());
    return place(host, port, listen);
  }

  private static String place(String address, int port, Listen listen) {
    String host =
        switch (address) {
          case "0.0.0.0", "::" -> "localhost";
          default -> address.contains(":") ? "[" + address + "]" : address;
        };
    String path = listen.contextPath().equals("/") ? "/" : listen.contextPath() + "/";
    return host + ":" + port + path;
  }

  /**
   * Logs one line when ready, then only warnings and errors; the JDK's logging properties override
   * this.
   */
  private static void quietLogging() {
    if (System.getProperty("java.util.logging.config.file") != null) {
      return;
    }
    try (InputStream config = ServeCommand.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(config);
    } catch (IOException failure) {
      throw new IllegalStateException("The logging configuration cannot be read.", failure);
    }
  }
}
