package org.wsbin.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.wsbin.client.ClientOptions;
import org.wsbin.client.ClientWebSocket;
import org.wsbin.client.CloseResult;
import org.wsbin.client.ConnectionTranscript;
import org.wsbin.client.ReceiveResult;
import org.wsbin.client.WebSocketException;
import org.wsbin.diff.Side;
import org.wsbin.diff.SideException;
import org.wsbin.diff.SideReader;
import org.wsbin.protocol.MessageKind;

/**
 * One connection of a check, recorded at both ends. Messages are kept by their length and time, at
 * most {@value #MOST_MESSAGES} of them. Used by one thread; another one receives.
 */
final class ProbeVisit implements AutoCloseable {
  private static final int MOST_MESSAGES = 10_000;

  /**
   * A message that came.
   *
   * @param at in nanoseconds, when its last byte came
   */
  record Received(long at, long length) {}

  private final ProbeTarget target;
  private final String name;
  private final ClientWebSocket socket;
  private final ConnectionTranscript transcript;
  private final BlockingQueue<Received> messages = new LinkedBlockingQueue<>(MOST_MESSAGES);
  private final BlockingQueue<Long> pongs;
  private final long openedAt;
  private final Thread receiving;
  private volatile long endedAt;
  private volatile boolean ended;

  private ProbeVisit(
      ProbeTarget target,
      String name,
      ClientWebSocket socket,
      ConnectionTranscript transcript,
      BlockingQueue<Long> pongs) {
    this.pongs = pongs;
    this.target = target;
    this.name = name;
    this.socket = socket;
    this.transcript = transcript;
    this.openedAt = System.nanoTime();
    this.receiving = new Thread(this::receive, "wsbin-probe-receive");
    receiving.setDaemon(true);
    target.sightings().opened();
    receiving.start();
  }

  /**
   * Connects to a path of wsbin's own engine.
   *
   * @throws WebSocketException if there is no connection
   */
  static ProbeVisit to(ProbeTarget target, String path) {
    return to(target, path, options -> {});
  }

  /** Connects with further options. */
  static ProbeVisit to(ProbeTarget target, String path, Consumer<ClientOptions> more) {
    String name = target.name();
    ClientWebSocket socket = target.socket();
    ConnectionTranscript transcript = new ConnectionTranscript();
    socket.control().transcript(transcript);
    more.accept(socket.control());
    BlockingQueue<Long> pongs = new LinkedBlockingQueue<>(MOST_MESSAGES);
    socket.onPong(payload -> pongs.offer(System.nanoTime()));
    try {
      socket.connect(target.wire(path, name));
    } catch (WebSocketException refused) {
      refused.response().ifPresent(target.sightings()::response);
      throw refused;
    }
    socket.information().response().ifPresent(target.sightings()::response);
    return new ProbeVisit(target, name, socket, transcript, pongs);
  }

  private void receive() {
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    long length = 0;
    try {
      ReceiveResult received = socket.receive(buffer);
      while (received.kind() != ReceiveResult.Kind.CLOSE) {
        length += received.count();
        if (received.endOfMessage()) {
          messages.offer(new Received(System.nanoTime(), length));
          length = 0;
        }
        received = socket.receive(buffer.clear());
      }
    } catch (WebSocketException broken) {
      socket.abort(); // what was recorded says how it ended
    } finally {
      endedAt = System.nanoTime();
      ended = true;
      target.sightings().ended();
    }
  }

  ClientWebSocket socket() {
    return socket;
  }

  String name() {
    return name;
  }

  /** Sends a text; false if the connection is over. */
  boolean text(String text) {
    return send(ByteBuffer.wrap(text.getBytes(UTF_8)), MessageKind.TEXT, true);
  }

  boolean send(ByteBuffer data, MessageKind kind, boolean last) {
    try {
      socket.send(data, kind, last);
      return true;
    } catch (WebSocketException over) {
      return false;
    }
  }

  boolean ping(String payload) {
    try {
      socket.ping(ByteBuffer.wrap(payload.getBytes(UTF_8)));
      return true;
    } catch (WebSocketException over) {
      return false;
    }
  }

  /** The next message, if it comes within that time. */
  Optional<Received> message(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (true) {
      Received next = messages.poll(50, TimeUnit.MILLISECONDS);
      if (next != null) {
        return Optional.of(next);
      }
      if (System.nanoTime() > end || (ended && messages.isEmpty())) {
        return Optional.empty();
      }
    }
  }

  /** All messages that have come until now. */
  List<Received> messages() {
    List<Received> all = new ArrayList<>();
    messages.drainTo(all);
    return all;
  }

  /** Whether a pong comes within that time. */
  boolean pong(long millis) throws InterruptedException {
    return pongs.poll(millis, TimeUnit.MILLISECONDS) != null;
  }

  boolean isOver() {
    return ended;
  }

  /** Seconds from the handshake to the end, or to now. */
  double age() {
    return ((ended ? endedAt : System.nanoTime()) - openedAt) / 1e9;
  }

  /** Waits for the end, at most so long; returns whether it has come. */
  boolean awaitEnd(long millis) throws InterruptedException {
    receiving.join(Math.max(1, millis));
    return ended;
  }

  /** Closes, and waits for the answer; what went wrong is in the recording. */
  void close(int code, String reason) throws InterruptedException {
    try {
      socket.close(code, reason);
    } catch (WebSocketException broken) {
      socket.abort();
    }
    receiving.join(TimeUnit.SECONDS.toMillis(5));
  }

  /** Who ended it, in words. */
  String howItEnded() {
    Optional<CloseResult> closed = socket.closed();
    String tcp = client().flatMap(Side::tcp).map(how -> " (" + how + ")").orElse("");
    if (closed.isEmpty()) {
      return ended ? "the end of TCP, without a close frame" + tcp : "open";
    }
    CloseResult how = closed.get();
    String reason = how.reason().isEmpty() ? "" : " \"" + how.reason() + "\"";
    return switch (how.by()) {
      case NETWORK -> "the end of TCP, without a close frame" + tcp;
      case PEER -> "a close frame with " + how.code() + reason;
      case US -> "closed by the probe";
    };
  }

  /** What this end recorded. */
  Optional<Side> client() {
    return SideReader.read("The client's transcript", transcript.json(name)).stream().findFirst();
  }

  /** What the server recorded of this connection. */
  Optional<Side> server() {
    Optional<Side> client = client();
    List<Side> recorded = target.recorded(name);
    if (client.isEmpty() || recorded.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(SideReader.match(client.get(), recorded));
    } catch (SideException another) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    if (!ended) {
      socket.abort();
    }
  }
}
