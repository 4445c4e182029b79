package org.wsbin.bench;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.glassfish.tyrus.client.ClientManager;
import org.wsbin.client.StreamWebSocket;

/**
 * One transfer by one client, as a process of its own: how fast, and with how much heap. Downloads
 * end with the server's close; uploads are one message, behind which the server closes.
 */
public final class Transfer {
  private static final int PIECE = 64 * 1024;

  private Transfer() {}

  /** Takes {@code wsbin|jdk|tyrus}, {@code down|up}, the URI and the number of bytes. */
  public static void main(String[] arguments) throws Exception {
    URI uri = URI.create(arguments[2]);
    long bytes = Long.parseLong(arguments[3]);
    boolean down = arguments[1].equals("down");
    long begun = System.nanoTime();
    long done =
        switch (arguments[0]) {
          case "wsbin" -> wsbin(uri, down, bytes);
          case "jdk" -> jdk(uri, down, bytes);
          case "tyrus" -> tyrus(uri, down, bytes);
          default -> throw new IllegalArgumentException(arguments[0]);
        };
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (done != bytes) {
      throw new IllegalStateException(done + " bytes, and not " + bytes);
    }
    System.out.printf(
        Locale.ROOT, "%.0f %.1f%n", bytes / 1e6 / seconds, peakHeap() / 1024.0 / 1024.0);
  }

  private static long wsbin(URI uri, boolean down, long bytes) throws IOException {
    try (StreamWebSocket socket = new StreamWebSocket()) {
      socket.connect(uri);
      byte[] piece = new byte[PIECE];
      if (!down) {
        for (long left = bytes; left > 0; left -= piece.length) {
          socket.output().write(piece, 0, (int) Math.min(left, piece.length));
        }
        socket.output().close();
        return socket.input().read() < 0 ? bytes : 0;
      }
      return socket.transferTo(Channels.newChannel(java.io.OutputStream.nullOutputStream()));
    }
  }

  private static long jdk(URI uri, boolean down, long bytes) throws Exception {
    CompletableFuture<Long> received = new CompletableFuture<>();
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(uri, new Counting(received))
            .join();
    if (!down) {
      ByteBuffer piece = ByteBuffer.allocate(PIECE);
      for (long left = bytes; left > 0; left -= PIECE) {
        socket.sendBinary(piece.clear(), left <= PIECE).join();
      }
    }
    return received.join() + (down ? 0 : bytes);
  }

  private static final class Counting implements WebSocket.Listener {
    private final CompletableFuture<Long> received;
    private long count;

    Counting(CompletableFuture<Long> received) {
      this.received = received;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      count += data.remaining();
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      received.complete(count);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      received.completeExceptionally(error);
    }
  }

  private static long tyrus(URI uri, boolean down, long bytes) throws Exception {
    CompletableFuture<Long> received = new CompletableFuture<>();
    Session session =
        ClientManager.createClient()
            .connectToServer(
                new Partial(received), ClientEndpointConfig.Builder.create().build(), uri);
    if (!down) {
      ByteBuffer piece = ByteBuffer.allocate(PIECE);
      for (long left = bytes; left > 0; left -= PIECE) {
        session.getBasicRemote().sendBinary(piece.clear(), left <= PIECE);
      }
    }
    return received.join() + (down ? 0 : bytes);
  }

  private static final class Partial extends Endpoint
      implements MessageHandler.Partial<ByteBuffer> {
    private final CompletableFuture<Long> received;
    private long count;

    Partial(CompletableFuture<Long> received) {
      this.received = received;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.addMessageHandler(this);
    }

    @Override
    public void onMessage(ByteBuffer part, boolean last) {
      count += part.remaining();
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      received.complete(count);
    }

    @Override
    public void onError(Session session, Throwable failure) {
      received.completeExceptionally(failure);
    }
  }

  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(java.lang.management.MemoryUsage::getUsed)
        .sum();
  }
}
