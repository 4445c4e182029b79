package org.wsbin.load;

import static java.lang.System.Logger.Level.DEBUG;

import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * What the echo benchmark compares {@code /ws/echo} with: a plain annotated endpoint, which returns
 * whole messages, on an embedded container: {@code /} with the defaults, {@code /large} for
 * messages of up to 4 MiB, for which Tomcat allocates that much each time. Arguments: {@code
 * tomcat} or {@code jetty}, and the port.
 */
final class BareEcho {
  private static final System.Logger LOG = System.getLogger(BareEcho.class.getName());
  private static final String HOST = "127.0.0.1";

  private static final int LARGE = 1 << 22;

  private BareEcho() {}

  /** With the defaults. */
  @ServerEndpoint("/")
  public static final class Small {
    @OnMessage
    public String text(String message) {
      return message;
    }

    @OnMessage
    public ByteBuffer binary(ByteBuffer message) {
      return message;
    }

    @OnError
    public void error(Throwable end) {
      LOG.log(DEBUG, "A client has left.", end);
    }
  }

  /** With room for large messages. */
  @ServerEndpoint("/large")
  public static final class Large {
    @OnMessage(maxMessageSize = LARGE)
    public String text(String message) {
      return message;
    }

    @OnMessage(maxMessageSize = LARGE)
    public ByteBuffer binary(ByteBuffer message) {
      return message;
    }

    @OnError
    public void error(Throwable end) {
      LOG.log(DEBUG, "A client has left.", end);
    }
  }

  public static void main(String[] args) throws Exception {
    if (args.length != 2 || !Set.of("tomcat", "jetty").contains(args[0])) {
      System.err.println("Arguments: tomcat|jetty PORT");
      System.exit(2);
    }
    int port = Integer.parseInt(args[1]);
    if (args[0].equals("tomcat")) {
      tomcat(port);
    } else {
      jetty(port);
    }
  }

  private static void tomcat(int port) throws IOException, LifecycleException {
    Path directory = Files.createTempDirectory("bare-echo");
    directory.toFile().deleteOnExit();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    Connector connector = new Connector();
    connector.setPort(port);
    connector.setProperty("address", HOST);
    connector.setProperty("maxConnections", "-1");
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", directory.toString());
    context.addServletContainerInitializer(new WsSci(), Set.of(Small.class, Large.class));
    Tomcat.addServlet(context, "pages", "org.apache.catalina.servlets.DefaultServlet")
        .addMapping("/");
    tomcat.start();
    tomcat.getServer().await();
  }

  private static void jetty(int port) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(HOST);
    connector.setPort(port);
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    JakartaWebSocketServletContainerInitializer.configure(
        context,
        (servlets, container) -> {
          container.addEndpoint(Small.class);
          container.addEndpoint(Large.class);
        });
    server.setHandler(context);
    server.start();
    server.join();
  }
}
