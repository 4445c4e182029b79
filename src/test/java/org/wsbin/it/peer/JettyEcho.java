package org.wsbin.it.peer;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty's implementation of Jakarta WebSocket, with an echo. */
public final class JettyEcho {
  private JettyEcho() {}

  /** The endpoint. */
  @ServerEndpoint("/")
  public static final class Echo {
    @OnMessage(maxMessageSize = 100_000_000)
    public String text(String message) {
      return message;
    }

    @OnMessage(maxMessageSize = 100_000_000)
    public ByteBuffer binary(ByteBuffer message) {
      return message;
    }
  }

  /** Starts one. */
  public static ForeignServer start() throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    JakartaWebSocketServletContainerInitializer.configure(
        context, (servlets, container) -> container.addEndpoint(Echo.class));
    server.setHandler(context);
    server.start();
    URI uri = URI.create("ws://127.0.0.1:" + connector.getLocalPort() + "/");
    return new ForeignServer(uri, Optional.empty(), () -> stop(server));
  }

  private static void stop(Server server) throws IOException {
    try {
      server.stop();
    } catch (Exception failure) {
      throw new IOException("Jetty did not stop.", failure);
    }
  }
}
