package org.wsbin.it.clients;

import com.neovisionaries.ws.client.WebSocket;
import com.neovisionaries.ws.client.WebSocketAdapter;
import com.neovisionaries.ws.client.WebSocketException;
import com.neovisionaries.ws.client.WebSocketFactory;
import com.neovisionaries.ws.client.WebSocketFrame;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** nv-websocket-client. */
final class NvLibrary extends JavaLibrary {

  NvLibrary() {
    super("nv-websocket-client");
  }

  @Override
  public String version() {
    return jarVersion(WebSocketFactory.class);
  }

  @Override
  OpenConnection connect(Visit visit, Told told) throws IOException, WebSocketException {
    WebSocket socket =
        new WebSocketFactory()
            .createSocket(visit.uri())
            .addListener(new Notes(told))
            .setPingInterval(visit.ping().toMillis());
    socket.connect();
    return new OpenConnection() {
      @Override
      public void send(String text) {
        socket.sendText(text);
      }

      @Override
      public void close() {
        socket.sendClose(1000);
      }

      @Override
      public void abandon() {
        socket.disconnect();
      }
    };
  }

  private static final class Notes extends WebSocketAdapter {
    private final Told told;

    Notes(Told told) {
      this.told = told;
    }

    @Override
    public void onConnected(WebSocket socket, Map<String, List<String>> headers) {
      told.opened();
    }

    @Override
    public void onTextMessage(WebSocket socket, String text) {
      told.message(text);
    }

    @Override
    public void onBinaryMessage(WebSocket socket, byte[] bytes) {
      told.message(bytes.length);
    }

    @Override
    public void onError(WebSocket socket, WebSocketException failure) {
      told.error(failure);
    }

    @Override
    public void onDisconnected(
        WebSocket socket, WebSocketFrame fromServer, WebSocketFrame fromClient, boolean byServer) {
      if (fromServer == null) {
        told.add("disconnected without a close frame of the server");
      } else {
        told.closed(fromServer.getCloseCode(), fromServer.getCloseReason());
      }
      told.over();
    }
  }
}
