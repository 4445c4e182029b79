package org.wsbin.it.conformance;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Drives a conformance suite with java.net.http, as a project in Java would. */
final class HttpClientDriver {
  private final HttpClient client = HttpClient.newHttpClient();
  private final String server;
  private final String agent;

  HttpClientDriver(String server, String agent) {
    this.server = server;
    this.agent = agent;
  }

  void run() throws InterruptedException {
    int count = Integer.parseInt(new Listener().open(server + "/getCaseCount"));
    for (int number = 1; number <= count; number++) {
      new Listener().open(server + "/runCase?case=" + number + "&agent=" + agent);
    }
    new Listener().open(server + "/updateReports?agent=" + agent);
  }

  /** Runs one case, by its id. */
  void run(String id) throws InterruptedException {
    new Listener().open(server + "/runCase?casetuple=" + id + "&agent=" + agent);
  }

  /** What the suite says on that path. */
  String ask(String path) throws InterruptedException {
    return new Listener().open(server + path);
  }

  /** Echoes whole messages; its result is the last text. */
  private final class Listener implements WebSocket.Listener {
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private ByteBuffer binary = ByteBuffer.allocate(0);
    private String last = "";

    String open(String uri) throws InterruptedException {
      try {
        client.newWebSocketBuilder().buildAsync(URI.create(uri), this).get(20, TimeUnit.SECONDS);
        return closed.get(60, TimeUnit.SECONDS);
      } catch (ExecutionException failed) {
        return last; // the suite's part
      } catch (TimeoutException silent) {
        throw new IllegalStateException(uri + " does not end.", silent);
      }
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean end) {
      text.append(data);
      socket.request(1);
      if (!end) {
        return null;
      }
      last = text.toString();
      text.setLength(0);
      return socket.sendText(last, true);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean end) {
      ByteBuffer all = ByteBuffer.allocate(binary.remaining() + data.remaining());
      binary = all.put(binary).put(data).flip();
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
      closed.complete(last);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
      closed.complete(last);
    }
  }
}
