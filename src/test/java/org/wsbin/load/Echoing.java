package org.wsbin.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** One well-behaved client: a message, its echo, a short rest, the next. */
final class Echoing implements AutoCloseable {
  private static final long REST_MILLIS = 10;
  private static final String MESSAGE = "a".repeat(125);

  /** Round trips in milliseconds. */
  record Times(int count, double median, double p99, double worst) {
    static Times of(List<Double> millis) {
      List<Double> sorted = millis.stream().sorted().toList();
      int n = sorted.size();
      return new Times(n, sorted.get(n / 2), sorted.get(n * 99 / 100), sorted.get(n - 1));
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%d | %.2f | %.2f | %.1f", count, median, p99, worst);
    }
  }

  private final SynchronousQueue<String> echoes = new SynchronousQueue<>();
  private final WebSocket socket;

  Echoing(URI uri) {
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(uri, new Listener())
            .orTimeout(30, TimeUnit.SECONDS)
            .join();
  }

  /** Echoes for that long; every echo must come, within a minute. */
  Times during(Duration span) throws InterruptedException {
    List<Double> millis = new ArrayList<>();
    long end = System.nanoTime() + span.toNanos();
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      socket.sendText(MESSAGE, true).join();
      String echo = echoes.poll(60, TimeUnit.SECONDS);
      if (!MESSAGE.equals(echo)) {
        throw new IllegalStateException("The echo was " + echo);
      }
      millis.add((System.nanoTime() - start) / 1e6);
      TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
    }
    return Times.of(millis);
  }

  @Override
  public void close() {
    socket.abort();
  }

  /** A masked text frame of 125 bytes, {@code count} times. */
  static byte[] smallMessages(int count) {
    String header = new String(new byte[] {(byte) 0x81, (byte) 0xfd, 0, 0, 0, 0}, ISO_8859_1);
    return (header + MESSAGE).repeat(count).getBytes(ISO_8859_1);
  }

  /** A masked binary frame of so many bytes. */
  static byte[] binaryMessage(int bytes) {
    boolean wide = bytes > 125;
    ByteBuffer frame = ByteBuffer.allocate((wide ? 14 : 6) + bytes).put((byte) 0x82);
    if (wide) {
      frame.put((byte) 0xff).putLong(bytes);
    } else {
      frame.put((byte) (0x80 | bytes));
    }
    frame.putInt(0);
    return frame.array();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        try {
          echoes.put(whole);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      socket.request(1);
      return null;
    }
  }
}
