package org.wsbin;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;
import org.wsbin.BehaviourDoor.Place;
import org.wsbin.endpoint.ContainerEngine;
import org.wsbin.endpoint.ScenarioEndpoint;
import org.wsbin.handshake.ContainerUpgrade;
import org.wsbin.protocol.HandshakeRules;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Query;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.scenario.SharedTimer;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Source;

/** The front door to a test's own routes, on Tomcat in this process. */
public final class FrontDoorServer implements AutoCloseable {
  private static final Logger TOMCAT = Logger.getLogger("org.apache");

  private final Tomcat tomcat = new Tomcat();
  private final SharedTimer timer = new SharedTimer();
  private final List<String> refusals = new CopyOnWriteArrayList<>();
  private final Settings settings;
  private final Connections connections;
  private final ContainerEngine peers;

  private FrontDoorServer(Settings settings) {
    this.settings = settings;
    this.connections = new Connections(settings, timer, new Refusals());
    this.peers = new ContainerEngine(connections);
  }

  /**
   * Serves on a free port.
   *
   * @param documents an existing directory of pages, in which Tomcat may write too
   * @param routes the behaviours by path
   * @param flags settings by name
   */
  public static FrontDoorServer start(
      Path documents, Map<String, Function<Query, Behaviour>> routes, Map<String, String> flags)
      throws LifecycleException {
    TOMCAT.setLevel(Level.SEVERE);
    FrontDoorServer server = new FrontDoorServer(Settings.load(List.of(Source.flags(flags))));
    server.tomcat.setBaseDir(documents.toString());
    server.tomcat.setPort(0);
    server.tomcat.getConnector();
    Context context = server.tomcat.addContext("", documents.toString());
    context.addServletContainerInitializer(new WsSci(), Set.of());
    context.addServletContainerInitializer(
        (classes, servletContext) -> server.compose(servletContext, routes), Set.of());
    server.tomcat.start();
    return server;
  }

  private void compose(ServletContext context, Map<String, Function<Query, Behaviour>> played) {
    HandshakeRules rules = settings.handshakeRules();
    ContainerUpgrade engine =
        new ContainerUpgrade(
            ScenarioEndpoint.class, behaviour -> new ScenarioEndpoint(behaviour, peers), rules);
    Map<String, Place> places = new HashMap<>();
    played.forEach((path, behaviour) -> places.put(path, new Place(engine, behaviour)));

    context.addServlet("pages", DefaultServlet.class).addMapping("/");
    context
        .addFilter("front-door", BehaviourDoor.to(places, settings, connections))
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
  }

  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  public URI http(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  public URI ws(String path) {
    return URI.create("ws://127.0.0.1:" + port() + path);
  }

  public Connections connections() {
    return connections;
  }

  public ContainerEngine peers() {
    return peers;
  }

  /** The status and the path of each refused handshake, as an observer sees it. */
  public List<String> refusals() {
    return refusals;
  }

  private final class Refusals implements ServerObserver {
    @Override
    public void answered(OpeningRequest opening, Refused response) {
      refusals.add(response.status() + " " + opening.path());
    }
  }

  @Override
  public void close() throws LifecycleException {
    peers.close();
    connections.close();
    timer.close();
    tomcat.stop();
    tomcat.destroy();
  }
}
