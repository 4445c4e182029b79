package org.wsbin.it.drivers;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** java.net.http. */
public final class HttpClientDriver extends SuiteDriver {
  private final HttpClient client = HttpClient.newHttpClient();

  /** A driver. */
  public HttpClientDriver(String server, String agent) {
    super(server, agent);
  }

  public static void main(String[] args) throws InterruptedException {
    new HttpClientDriver(args[0], args[1]).run();
  }

  @Override
  void open(URI uri, Visit visit) throws Exception {
    client.newWebSocketBuilder().buildAsync(uri, new Echo(visit)).get(20, TimeUnit.SECONDS);
  }

  /** Echoes whole messages. */
  private static final class Echo implements WebSocket.Listener {
    private final Visit visit;
    private final StringBuilder text = new StringBuilder();
    private ByteBuffer binary = ByteBuffer.allocate(0);

    Echo(Visit visit) {
      this.visit = visit;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean end) {
      text.append(data);
      socket.request(1);
      if (!end) {
        return null;
      }
      String whole = text.toString();
      visit.text(whole);
      text.setLength(0);
      return socket.sendText(whole, true);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean end) {
      if (binary.remaining() + data.remaining() > binary.capacity() || binary.position() > 0) {
        int room = Math.max(1024, 2 * (binary.remaining() + data.remaining()));
        binary = ByteBuffer.allocate(room).put(binary).flip();
      }
      int known = binary.limit();
      binary.limit(known + data.remaining()).put(known, data, data.position(), data.remaining());
      socket.request(1);
      if (!end) {
        return null;
      }
      ByteBuffer whole = binary;
      binary = ByteBuffer.allocate(0);
      return socket.sendBinary(whole, true);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      visit.over();
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
      visit.over();
    }
  }
}
