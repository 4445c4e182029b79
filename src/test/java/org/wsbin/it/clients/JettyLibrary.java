package org.wsbin.it.clients;

import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** Jetty's client, by its own API. */
final class JettyLibrary extends JavaLibrary {
  private final WebSocketClient client = new WebSocketClient();

  JettyLibrary() throws Exception {
    super("Jetty");
    client.getHttpClient().setMaxConnectionsPerDestination(200);
    client.start();
  }

  @Override
  public String version() {
    return jarVersion(WebSocketClient.class);
  }

  @Override
  OpenConnection connect(Visit visit, Told told) throws Exception {
    Session session = client.connect(new Notes(told), visit.uri()).get();
    return new OpenConnection() {
      @Override
      public void send(String text) {
        session.sendText(text, Callback.NOOP);
      }

      @Override
      public void close() {
        session.close(1000, "", Callback.NOOP);
      }

      @Override
      public void abandon() {
        session.disconnect();
      }
    };
  }

  @Override
  public void close() {
    try {
      client.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("Jetty's client does not stop.", failure);
    }
  }

  /** Public, as Jetty requires. */
  public static final class Notes implements Session.Listener.AutoDemanding {
    private final Told told;

    Notes(Told told) {
      this.told = told;
    }

    @Override
    public void onWebSocketOpen(Session session) {
      told.opened();
    }

    @Override
    public void onWebSocketText(String text) {
      told.message(text);
    }

    @Override
    public void onWebSocketBinary(ByteBuffer bytes, Callback callback) {
      told.message(bytes.remaining());
      callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable failure) {
      told.error(failure);
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
      told.closed(code, reason);
      told.over();
      callback.succeed();
    }
  }
}
