package org.wsbin.client;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.ConnectionState.Party;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.recording.FrameRecorder;
import org.wsbin.recording.JsonLine;
import org.wsbin.recording.Recorded;
import org.wsbin.recording.RecordingMembers;
import org.wsbin.recording.Secrets;

/**
 * What a client saw of its own connection, as JSON of the version 1 that wsbin's server writes at
 * {@code /transcripts/NAME}, so that both sides can be compared. Directions and parties are the
 * server's in both: {@code received} came from the client.
 *
 * <p>Give it to {@link ClientOptions#transcript} before connecting, once. Of each payload at most
 * 4096 bytes are kept, and of all frames together at most the given bytes; further ones are
 * counted. Safe from any thread.
 */
public final class ConnectionTranscript {
  /** The most bytes that the frames take by default: as many as a server keeps of a name. */
  public static final long MOST_BYTES = 1 << 20;

  private static final int MOST_REFUSED = 32;

  private record Exchange(Instant at, String request, Optional<HttpResponse> response) {}

  private final Frames frames;
  private final List<Exchange> refused = new ArrayList<>();
  private Optional<Exchange> handshake = Optional.empty();
  private Optional<InetSocketAddress> local = Optional.empty();
  private boolean used;

  /** Keeps at most {@link #MOST_BYTES}. */
  public ConnectionTranscript() {
    this(MOST_BYTES);
  }

  /**
   * Keeps at most that many bytes of frames.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public ConnectionTranscript(long mostBytes) {
    if (mostBytes < 0) {
      throw new IllegalArgumentException(
          "The size of a transcript is " + mostBytes + " bytes; allowed are 0 or more.");
    }
    frames = new Frames(mostBytes);
  }

  /** Claims it for one connection. */
  synchronized void use() {
    if (used) {
      throw new IllegalStateException("The transcript records a connection; use one for each.");
    }
    used = true;
  }

  /** An opening handshake was sent, or answered. */
  synchronized void exchange(String request, Optional<HttpResponse> response) {
    handshake = Optional.of(new Exchange(Instant.now(), request, response));
    boolean opens = response.filter(r -> r.status() == 101).isPresent();
    if (response.isPresent() && !opens && refused.size() < MOST_REFUSED) {
      handshake.ifPresent(refused::add);
    }
  }

  /** What records the frames of the connection with this address. */
  synchronized ConnectionObserver observer(Optional<InetSocketAddress> address) {
    local = address;
    return frames;
  }

  /** Whether the connection was open, and has ended. */
  public boolean isEnded() {
    return frames.isEnded();
  }

  /**
   * The transcript up to now, in one line. The values of {@code Authorization}, {@code
   * Proxy-Authorization} and {@code Cookie} are {@code ***}, as in the server's.
   *
   * @param name of the transcript, as the server knows it
   */
  public synchronized String json(String name) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version", RecordingMembers.VERSION);
    members.put("name", name);
    members.put(
        "connections",
        handshake.filter(last -> status(last) == 101).map(this::connection).stream().toList());
    members.put("refused", refused.stream().map(this::refused).toList());
    members.put("omittedConnections", 0);
    return JsonLine.of(members);
  }

  private static int status(Exchange exchange) {
    return exchange.response().map(HttpResponse::status).orElse(0);
  }

  private Map<String, Object> connection(Exchange last) {
    Recorded recorded = frames.recorded();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", header(last, "wsbin-connection"));
    members.put("engine", "client");
    members.put("step", Optional.empty());
    members.put("openedAt", recorded.openedAt().map(Instant::toString));
    members.put("request", request(last));
    members.put("status", 101);
    members.put("headers", answer(last));
    members.putAll(RecordingMembers.of(recorded));
    members.put("notShown", List.of());
    return members;
  }

  private Map<String, Object> refused(Exchange exchange) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", header(exchange, "wsbin-connection"));
    members.put("at", exchange.at().toString());
    members.put("request", request(exchange));
    members.put("status", status(exchange));
    members.put("headers", answer(exchange));
    members.put("sentence", "The server answered with " + status(exchange) + ", not with 101.");
    return members;
  }

  private static String header(Exchange exchange, String name) {
    return exchange.response().stream()
        .flatMap(response -> response.header(name).stream())
        .findFirst()
        .orElse("");
  }

  private static List<List<String>> answer(Exchange exchange) {
    return RecordingMembers.headers(
        exchange.response().map(HttpResponse::headers).orElse(List.of()), Secrets.SHOWN);
  }

  private Map<String, Object> request(Exchange exchange) {
    List<String> lines = exchange.request().strip().lines().toList();
    List<Map.Entry<String, String>> headers =
        lines.stream()
            .skip(1)
            .map(line -> line.split(": ?", 2))
            .map(parts -> Map.entry(parts[0], parts[1]))
            .toList();
    String from =
        local
            .map(a -> HostAndPort.bracketed(a.getAddress().getHostAddress()) + ":" + a.getPort())
            .orElse("");
    return RecordingMembers.request(lines.get(0), headers, from, Secrets.HIDDEN);
  }

  /** Records with the directions of the server: what we send is received there. */
  private static final class Frames extends FrameRecorder {
    private long left;

    Frames(long most) {
      super(Instant::now);
      left = most;
    }

    @Override
    protected boolean take(long bytes) {
      boolean fits = bytes <= left;
      left -= fits ? bytes : 0;
      return fits;
    }

    private static Direction other(Direction direction) {
      return direction == Direction.SENT ? Direction.RECEIVED : Direction.SENT;
    }

    @Override
    public synchronized void frame(
        Direction direction, FrameHeader header, OptionalInt maskingKey, long nanos) {
      super.frame(other(direction), header, maskingKey, nanos);
    }

    @Override
    public synchronized void payload(
        Direction direction, ByteBuffer part, boolean last, long nanos) {
      super.payload(other(direction), part, last, nanos);
    }

    @Override
    public synchronized void close(Direction direction, CloseFrame frame, long nanos) {
      super.close(other(direction), frame, nanos);
    }

    @Override
    public void ended(ConnectionState state, EndOfStream how, long nanos) {
      super.ended(
          new ConnectionState(
              state.phase(),
              state.closedBy().map(Frames::other),
              /* sent= */ state.received(),
              /* received= */ state.sent()),
          how,
          nanos);
    }

    private static Party other(Party party) {
      return switch (party) {
        case US -> Party.PEER;
        case PEER -> Party.US;
        case NETWORK -> Party.NETWORK;
      };
    }
  }
}
