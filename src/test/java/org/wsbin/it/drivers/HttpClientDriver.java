package org.wsbin.it.drivers;

import java.io.ByteArrayOutputStream;
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
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();

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
      byte[] part = new byte[data.remaining()];
      data.get(part);
      binary.writeBytes(part);
      socket.request(1);
      if (!end) {
        return null;
      }
      ByteBuffer whole = ByteBuffer.wrap(binary.toByteArray());
      binary.reset();
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
