package org.wsbin.it.drivers;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** Jetty's client, by its own API, which offers permessage-deflate if asked to. */
public final class JettyDriver extends SuiteDriver {
  private final WebSocketClient client = new WebSocketClient();

  private JettyDriver(String server, String agent) throws Exception {
    super(server, agent);
    client.setMaxTextMessageSize(MOST_BYTES);
    client.setMaxBinaryMessageSize(MOST_BYTES);
    client.start();
  }

  public static void main(String[] args) throws Exception {
    JettyDriver driver = new JettyDriver(args[0], args[1]);
    driver.run();
    driver.client.stop();
  }

  @Override
  void open(URI uri, Visit visit) throws Exception {
    ClientUpgradeRequest request = new ClientUpgradeRequest(uri);
    request.addExtensions("permessage-deflate");
    client.connect(new Echo(visit), request).get(20, TimeUnit.SECONDS);
  }

  /** Public, as Jetty requires. */
  public static final class Echo implements Session.Listener {
    private final Visit visit;
    private Session session;

    Echo(Visit visit) {
      this.visit = visit;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
      session = opened;
      session.demand();
    }

    @Override
    public void onWebSocketText(String text) {
      visit.text(text);
      session.sendText(text, Callback.from(session::demand, failure -> {}));
    }

    @Override
    public void onWebSocketBinary(ByteBuffer bytes, Callback received) {
      Runnable next =
          () -> {
            received.succeed();
            session.demand();
          };
      session.sendBinary(bytes, Callback.from(next, received::fail));
    }

    @Override
    public void onWebSocketError(Throwable failure) {
      visit.over();
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
      visit.over();
      callback.succeed();
    }
  }
}
