package org.wsbin.it.clients;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/** {@code java.net.http}. */
final class JdkLibrary extends JavaLibrary {
  private final HttpClient client = HttpClient.newHttpClient();

  JdkLibrary() {
    super("java.net.http");
  }

  @Override
  public String version() {
    return "JDK " + System.getProperty("java.version");
  }

  @Override
  OpenConnection connect(Visit visit, Told told) {
    WebSocket socket = client.newWebSocketBuilder().buildAsync(visit.uri(), listener(told)).join();
    return new OpenConnection() {
      @Override
      public void send(String text) {
        socket.sendText(text, true).join();
      }

      @Override
      public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
      }

      @Override
      public void abandon() {
        socket.abort();
      }
    };
  }

  private static WebSocket.Listener listener(Told told) {
    return new WebSocket.Listener() {
      @Override
      public void onOpen(WebSocket socket) {
        told.opened();
        socket.request(Long.MAX_VALUE);
      }

      @Override
      public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        if (last) {
          told.message(data.toString());
        } else {
          told.part(data.toString());
        }
        return null;
      }

      @Override
      public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        told.message(data.remaining());
        return null;
      }

      @Override
      public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        told.closed(code, reason);
        told.over();
        return null;
      }

      @Override
      public void onError(WebSocket socket, Throwable failure) {
        told.error(failure);
        told.over();
      }
    };
  }
}
