package org.wsbin.client;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;

/**
 * A WebSocket for sequential programs: each call waits until it is done. One thread may receive
 * while another sends. Pings are answered, and a close is noticed, while one receives.
 *
 * <p>Every method but the constructor, {@link #control} and {@link #state} throws {@link
 * WebSocketException} where the connection fails.
 */
public final class ClientWebSocket implements AutoCloseable {

  /** The states that a connection passes, in this order. */
  public enum State {
    NONE,
    CONNECTING,
    OPEN,
    /** We have closed, and the peer has not answered yet. */
    CLOSE_SENT,
    CLOSED,
    /** It was ended without a closing handshake. */
    ABORTED
  }

  private final Connector connector;
  private Optional<MessageSlice> rest = Optional.empty();
  private volatile State state = State.NONE;
  private Duration receiveTimeout = Duration.ZERO;
  private Duration closeTimeout = Duration.ZERO;

  /** Not connected. */
  public ClientWebSocket() {
    this(ClientClock.SYSTEM);
  }

  ClientWebSocket(ClientClock clock) {
    connector = new Connector(clock, Runnable::run); // nothing is queued
  }

  /** What can be set before connector. */
  public ClientOptions control() {
    return connector.control();
  }

  /**
   * Connects, and waits until the handshake is done.
   *
   * @param uri {@code ws://…} or {@code wss://…}
   * @throws IllegalArgumentException if the URI is neither
   * @throws IllegalStateException if this was called before
   */
  public void connect(URI uri) {
    Connector.check(uri);
    ClientOptions.Settings settings = connector.control().freeze();
    state = State.CONNECTING;
    receiveTimeout = settings.timeouts().receive();
    closeTimeout = settings.timeouts().close();
    try {
      connector.connect(uri, settings);
      state = State.OPEN;
    } catch (RuntimeException failure) {
      state = connector.isAborted() ? State.ABORTED : State.CLOSED;
      throw failure;
    }
  }

  /**
   * Waits for the next part of a message, and puts it into the buffer, as much as there is room
   * for.
   *
   * @throws IllegalArgumentException if the buffer has no room
   */
  public ReceiveResult receive(ByteBuffer into) {
    if (!into.hasRemaining()) {
      throw new IllegalArgumentException("The buffer has no room; allowed is 1 byte or more.");
    }
    return connection().whileReading(() -> next(into));
  }

  private ReceiveResult next(ByteBuffer into) {
    boolean left = rest.isPresent() && !connection().isDiscarding();
    Optional<MessageSlice> part = left ? rest : next(receiveTimeout);
    if (part.isEmpty()) {
      finish();
      return new ReceiveResult(ReceiveResult.Kind.CLOSE, 0, true);
    }
    ByteBuffer bytes = part.get().bytes();
    int count = Math.min(bytes.remaining(), into.remaining());
    into.put(bytes.slice(bytes.position(), count));
    bytes.position(bytes.position() + count);
    rest = bytes.hasRemaining() ? part : Optional.empty();
    ReceiveResult.Kind kind =
        part.get().kind() == MessageKind.TEXT ? ReceiveResult.Kind.TEXT : ReceiveResult.Kind.BINARY;
    return new ReceiveResult(kind, count, part.get().last() && rest.isEmpty());
  }

  private Optional<MessageSlice> next(Duration wait) {
    try {
      return connection().next(wait);
    } catch (WebSocketException failure) {
      if (connection().hasEnded()) {
        state = State.ABORTED;
      }
      throw failure;
    }
  }

  /**
   * Sends part of a message, and waits until it has left.
   *
   * @param data of a text, UTF-8
   * @throws IllegalArgumentException if a text is not UTF-8; nothing of this part is sent
   */
  public void send(ByteBuffer data, MessageKind kind, boolean endOfMessage) {
    connection().send(kind, data, endOfMessage);
  }

  /** Gets the payload of each ping, which is answered anyway; to be set before connector. */
  public ClientWebSocket onPing(Consumer<ByteBuffer> callback) {
    connector.onPing(callback);
    return this;
  }

  /** Gets the payload of each pong; to be set before connector. */
  public ClientWebSocket onPong(Consumer<ByteBuffer> callback) {
    connector.onPong(callback);
    return this;
  }

  /**
   * Sends a ping; {@link Information#lastRoundTrip} says how long its pong took.
   *
   * @throws IllegalArgumentException if the payload is larger than 125 bytes
   */
  public void ping(ByteBuffer payload) {
    connection().sendControl(Opcode.PING, payload);
  }

  /**
   * Sends a pong that nobody asked for (RFC 6455 section 5.5.3).
   *
   * @throws IllegalArgumentException if the payload is larger than 125 bytes
   */
  public void pong(ByteBuffer payload) {
    connection().sendControl(Opcode.PONG, payload);
  }

  /**
   * Closes, and waits for the peer's close; then TCP ends. What comes before is dropped, unless
   * another thread is receiving it.
   *
   * @param code 1000 to 1003, 1007 to 1014 or 3000 to 4999
   * @throws IllegalArgumentException if the code may not be sent, or the reason is longer than 123
   *     bytes
   */
  public CloseResult close(int code, String reason) {
    CloseStatus status = Connector.status(code, reason);
    Connection connection = connection();
    if (state == State.ABORTED) {
      return connection.closed();
    }
    state = State.CLOSE_SENT;
    CloseResult closed = connection.closeAndWait(CloseFrame.of(status), closeTimeout);
    state = State.CLOSED;
    return closed;
  }

  /** How the connection has ended; empty if it has not. */
  public Optional<CloseResult> closed() {
    return state == State.CLOSED || state == State.ABORTED
        ? connector.connection().map(Connection::closed)
        : Optional.empty();
  }

  public State state() {
    return state;
  }

  /** What is known of the connection; may be asked at any time. */
  public Information information() {
    return connector.information();
  }

  /** Ends TCP at once, also while another thread connects, sends or receives. */
  public void abort() {
    if (state != State.CLOSED) {
      state = State.ABORTED;
    }
    connector.abort();
  }

  /** Closes with 1000 if it is open, and waits if another thread closes. */
  @Override
  public void close() {
    if (state == State.OPEN || state == State.CLOSE_SENT) { // which another thread waits for
      close(CloseStatus.NORMAL, "");
    } else {
      abort();
    }
  }

  private void finish() {
    connection().abort();
    state = State.CLOSED;
  }

  private Connection connection() {
    return connector.required();
  }
}
