package org.wsbin.it.server;

import java.nio.file.Path;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Jetty with one WAR: arguments are a port (0 for any), the WAR, and its context path. Annotations
 * and Jakarta WebSocket are on because their jars are on the class path, which is all that Jetty
 * asks for. Prints the URL of the application once it serves.
 */
final class JettyMain {

  private JettyMain() {}

  public static void main(String[] args) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.parseInt(args[0]));
    server.addConnector(connector);
    server.setHandler(application(Path.of(args[1]), args[2]));
    server.setStopAtShutdown(true);
    try {
      server.start();
    } catch (Exception e) {
      // Jetty's threads would keep the JVM, and whoever waits for it, without an application
      server.stop();
      throw e;
    }
    System.out.println("http://127.0.0.1:" + connector.getLocalPort() + args[2] + "/");
  }

  private static WebAppContext application(Path war, String contextPath) {
    WebAppContext application = new WebAppContext();
    application.setWar(war.toUri().toString());
    application.setContextPath(contextPath);
    application.setThrowUnavailableOnStartupException(true);
    return application;
  }
}
