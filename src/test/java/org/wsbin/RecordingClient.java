package org.wsbin;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** The JDK's WebSocket client, keeping what the server says. */
public final class RecordingClient implements WebSocket.Listener {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  private final List<String> texts = new CopyOnWriteArrayList<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();

  private RecordingClient() {}

  /** Connects; fails with the cause that the JDK's client gives. */
  public static CompletableFuture<Connection> connect(URI uri, String... subprotocols) {
    RecordingClient client = new RecordingClient();
    WebSocket.Builder builder = HTTP.newWebSocketBuilder();
    if (subprotocols.length > 0) {
      String[] others = Arrays.copyOfRange(subprotocols, 1, subprotocols.length);
      builder.subprotocols(subprotocols[0], others);
    }
    return builder
        .buildAsync(uri, client)
        .thenApply(socket -> new Connection(socket, client.texts, client.closed));
  }

  /**
   * An open connection.
   *
   * @param texts the messages so far; grows
   * @param closed the code and the reason of the server's close, with a blank between
   */
  public record Connection(WebSocket socket, List<String> texts, CompletableFuture<String> closed) {

    /** Sends a text message; where the server has gone already, {@code closed} tells. */
    public void send(String message) {
      socket.sendText(message, true).exceptionally(gone -> socket).join();
    }

    /** Closes with 1000, where the server has not done so already. */
    public void close() {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(gone -> socket).join();
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      texts.add(text.toString());
      text.setLength(0);
    }
    socket.request(1);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    closed.complete(code + " " + reason);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    closed.completeExceptionally(error);
  }
}
