package org.wsbin.it.clients;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

/** Java-WebSocket. */
final class JavaWebSocketLibrary extends JavaLibrary {

  JavaWebSocketLibrary() {
    super("Java-WebSocket");
  }

  @Override
  public String version() {
    return jarVersion(WebSocketClient.class);
  }

  @Override
  OpenConnection connect(Visit visit, Told told) throws InterruptedException, IOException {
    Notes client = new Notes(visit.uri(), told);
    if (!visit.ping().isZero()) {
      client.setConnectionLostTimeout((int) visit.ping().toSeconds());
    }
    if (!client.connectBlocking()) {
      throw new IOException("connectBlocking() returned false");
    }
    return new OpenConnection() {
      @Override
      public void send(String text) {
        client.send(text);
      }

      @Override
      public void close() {
        client.close(1000);
      }

      @Override
      public void abandon() {
        client.closeConnection(1000, "");
      }
    };
  }

  private static final class Notes extends WebSocketClient {
    private final Told told;

    Notes(URI uri, Told told) {
      super(uri);
      this.told = told;
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
      told.opened();
    }

    @Override
    public void onMessage(String text) {
      told.message(text);
    }

    @Override
    public void onMessage(ByteBuffer bytes) {
      told.message(bytes.remaining());
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
      told.closed(code, reason);
      told.over();
    }

    @Override
    public void onError(Exception failure) {
      told.error(failure);
    }
  }
}
