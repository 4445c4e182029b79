package org.wsbin.wire;

import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.wsbin.handshake.FrontDoor;
import org.wsbin.handshake.RawRoute;
import org.wsbin.handshake.Routes;
import org.wsbin.handshake.Scenarios;
import org.wsbin.scenario.BulkThreads;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.scenario.SharedServices;
import org.wsbin.scenario.SharedTimer;
import org.wsbin.settings.Settings;

/** One raw route, {@code /raw}, behind the front door of a container in this process. */
final class RawServer implements AutoCloseable {
  private static final Logger TOMCAT = Logger.getLogger("org.apache");
  private static final EnumSet<DispatcherType> REQUESTS = EnumSet.of(DispatcherType.REQUEST);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Connections connections;
  private final FrontDoor door;
  private int port;

  private RawServer(Settings settings, RawRoute route) {
    SharedTimer timer = opened(new SharedTimer());
    BulkThreads bulk = opened(new BulkThreads("wsbin-bulk-"));
    connections = opened(new Connections(settings, timer, ServerObserver.NONE));
    door =
        new FrontDoor(
            settings.access(),
            new Routes(Map.of("/raw", query -> route), Map.of(), List.of(), List.of()),
            settings.handshakeRules(),
            connections,
            new Scenarios(
                Map.of(Engine.WIRE, new WireEngine(connections, bulk, bulk)),
                connections,
                new SharedServices(
                    timer, settings.limits(), bulk, connections.memory(), connections.observer())));
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  /** Tomcat; it may write in that directory. */
  static RawServer tomcat(Settings settings, RawRoute route, Path directory) throws Exception {
    TOMCAT.setLevel(Level.SEVERE);
    RawServer server = new RawServer(settings, route);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector();
    Context context = tomcat.addContext("", directory.toString());
    context.addServletContainerInitializer(
        (classes, servlets) -> {
          servlets.addServlet("pages", DefaultServlet.class).addMapping("/");
          servlets
              .addFilter("front-door", server.door)
              .addMappingForUrlPatterns(REQUESTS, false, "/*");
        },
        Set.of());
    tomcat.start();
    server.port = tomcat.getConnector().getLocalPort();
    server.opened(tomcat::destroy);
    server.opened(tomcat::stop);
    return server;
  }

  static RawServer jetty(Settings settings, RawRoute route) throws Exception {
    RawServer server = new RawServer(settings, route);
    Server jetty = new Server();
    ServerConnector connector = new ServerConnector(jetty);
    connector.setHost("127.0.0.1");
    jetty.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addFilter(new FilterHolder(server.door), "/*", REQUESTS);
    jetty.setHandler(context);
    jetty.start();
    server.port = connector.getLocalPort();
    server.opened(jetty::stop);
    return server;
  }

  URI uri(String query) {
    return URI.create("ws://127.0.0.1:" + port + "/raw?" + query);
  }

  Connections connections() {
    return connections;
  }

  @Override
  public void close() throws IOException {
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception failure) {
        throw new IOException("The server did not stop.", failure);
      }
    }
  }
}
