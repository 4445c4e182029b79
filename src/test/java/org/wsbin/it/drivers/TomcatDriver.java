package org.wsbin.it.drivers;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Extension;
import java.net.URI;
import java.util.List;
import org.apache.tomcat.websocket.WsWebSocketContainer;

/** Tomcat's client, which offers permessage-deflate if asked to. */
public final class TomcatDriver extends SuiteDriver {
  private final WsWebSocketContainer client = new WsWebSocketContainer();

  private TomcatDriver(String server, String agent) {
    super(server, agent);
  }

  public static void main(String[] args) throws InterruptedException {
    new TomcatDriver(args[0], args[1]).run();
    System.exit(0);
  }

  @Override
  void open(URI uri, Visit visit) throws Exception {
    ClientEndpointConfig config =
        ClientEndpointConfig.Builder.create().extensions(List.of(new Deflate())).build();
    client.connectToServer(new JakartaEcho(visit), config, uri);
  }

  private static final class Deflate implements Extension {
    @Override
    public String getName() {
      return "permessage-deflate";
    }

    @Override
    public List<Parameter> getParameters() {
      return List.of();
    }
  }
}
