package org.wsbin.it.drivers;

import jakarta.websocket.ClientEndpointConfig;
import java.net.URI;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;

/** Tyrus. */
public final class TyrusDriver extends SuiteDriver {
  private final ClientManager client = ClientManager.createClient();

  private TyrusDriver(String server, String agent) {
    super(server, agent);
    client.getProperties().put(ClientProperties.INCOMING_BUFFER_SIZE, MOST_BYTES);
  }

  public static void main(String[] args) throws InterruptedException {
    TyrusDriver driver = new TyrusDriver(args[0], args[1]);
    driver.run();
    driver.client.shutdown();
    System.exit(0);
  }

  @Override
  void open(URI uri, Visit visit) throws Exception {
    client.connectToServer(
        new JakartaEcho(visit), ClientEndpointConfig.Builder.create().build(), uri);
  }
}
