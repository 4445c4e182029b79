package org.wsbin.it.conformance;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsbin.it.drivers.ClientWebSocketDriver;
import org.wsbin.it.drivers.HttpClientDriver;
import org.wsbin.it.drivers.JettyDriver;
import org.wsbin.it.drivers.MessageWebSocketDriver;
import org.wsbin.it.drivers.TomcatDriver;
import org.wsbin.it.drivers.TyrusDriver;
import org.wsbin.it.peer.PeerProgram;
import org.wsbin.it.peer.PeerPrograms;
import org.wsbin.it.server.Servers;

/** All that are tested, in the order of their rows; each is made ready when its turn comes. */
final class ConformancePeers {
  private static final List<String> WSBINS =
      List.of(
          "standalone",
          "jetty-embedded",
          "tomcat-10.1",
          "tomcat-11",
          "jetty-12.1-ee10",
          "jetty-12.1-ee11",
          "wildfly-39");

  private final Path directory;
  private final PeerPrograms programs;

  /** A client's driver, or the reason why there is none here. */
  interface Driver {
    PeerProgram ready() throws Exception;
  }

  ConformancePeers(Path directory) {
    this.directory = directory;
    programs = new PeerPrograms(directory);
  }

  Map<String, EchoServer.Start> servers() {
    Map<String, EchoServer.Start> servers = new LinkedHashMap<>();
    for (String name : WSBINS) {
      servers.put("wsbin, " + name, () -> EchoServer.wsbin(Servers.start(name, Map.of())));
    }
    for (String name : WSBINS.subList(2, WSBINS.size())) {
      String own = "annotated echo, " + name;
      servers.put(own, () -> EchoServer.war(own, Servers.startWar(name, EchoWar.in(directory))));
    }
    servers.put("Tyrus", () -> EchoServer.of(tyrus(), "echo"));
    servers.put("ws", () -> EchoServer.of(programs.ws("/peers/echo.cjs"), ""));
    servers.put("websockets", () -> EchoServer.of(programs.websockets("/peers/echo.py"), ""));
    servers.put("gorilla", () -> EchoServer.of(programs.gorilla("/peers/echo.go"), ""));
    return servers;
  }

  private PeerProgram tyrus() throws Exception {
    return programs.java(
        "Tyrus",
        "tyrus-(server|core|spi|client|container-grizzly-(server|client))"
            + "|grizzly-(framework|http|http-server)|jakarta\\.websocket-(client-)?api",
        "/peers/TyrusEcho.java");
  }

  Map<String, Driver> clients() {
    Map<String, Driver> clients = new LinkedHashMap<>();
    String message = "wsbin `MessageWebSocket`";
    clients.put(message, () -> programs.wsbin(message, MessageWebSocketDriver.class.getName()));
    String sequential = "wsbin `ClientWebSocket`";
    clients.put(
        sequential, () -> programs.wsbin(sequential, ClientWebSocketDriver.class.getName()));
    clients.put(
        "java.net.http",
        () -> programs.java("java.net.http", "", HttpClientDriver.class.getName()));
    clients.put(
        "Tyrus",
        () -> programs.java("Tyrus", "tyrus-standalone-client", TyrusDriver.class.getName()));
    clients.put(
        "Jetty",
        () ->
            programs.java(
                "Jetty",
                "jetty-websocket-jetty-client|jetty-[a-z-]*|slf4j-[a-z0-9]*",
                JettyDriver.class.getName()));
    clients.put(
        "Tomcat",
        () ->
            programs.java(
                "Tomcat",
                "tomcat-(embed-core|embed-websocket|annotations-api)",
                TomcatDriver.class.getName()));
    clients.put("ws", () -> programs.ws("/drivers/driver.cjs"));
    clients.put("websockets", () -> programs.websockets("/drivers/driver.py"));
    clients.put("gorilla", () -> programs.gorilla("/drivers/driver.go"));
    return clients;
  }
}
