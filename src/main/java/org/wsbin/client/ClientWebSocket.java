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
 * A WebSocket for sequential programs: each call blocks until it is done. One thread may receive
 * while another sends. Pings are answered, and a close is noticed, only during {@code receive}.
 *
 * <p>Every method but the constructor, {@link #control} and {@link #state} throws {@link
 * WebSocketException} if the connection fails.
 */
public final class ClientWebSocket implements AutoCloseable {

  /** The states of a connection, in this order. */
  public enum State {
    NONE,
    CONNECTING,
    OPEN,
    /** We have sent a close, and the peer has not answered yet. */
    CLOSE_SENT,
    CLOSED,
    /** The connection ended without a closing handshake. */
    ABORTED
  }

  private final Connector connector;
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

  /** The options to set before connecting. */
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
    ClientSettings settings = connector.control().freeze();
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
   * Waits for the next part of a message, and puts as much of it into the buffer as fits.
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
    Optional<MessageSlice> part = next(receiveTimeout);
    if (part.isEmpty()) {
      finish();
      return new ReceiveResult(ReceiveResult.Kind.CLOSE, 0, true);
    }
    ByteBuffer bytes = part.get().bytes();
    int count = Math.min(bytes.remaining(), into.remaining());
    into.put(bytes.slice(bytes.position(), count));
    bytes.position(bytes.position() + count);
    boolean more = bytes.hasRemaining();
    if (more) {
      connection().pushBack(part.get());
    }
    ReceiveResult.Kind kind =
        part.get().kind() == MessageKind.TEXT ? ReceiveResult.Kind.TEXT : ReceiveResult.Kind.BINARY;
    return new ReceiveResult(kind, count, part.get().last() && !more);
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
   * Sends part of a message, and waits until it is written.
   *
   * @param data UTF-8 if the message is a text
   * @throws IllegalArgumentException if a text is not UTF-8; nothing of this part is sent
   */
  public void send(ByteBuffer data, MessageKind kind, boolean endOfMessage) {
    connection().send(kind, data, endOfMessage);
  }

  /**
   * Sets a listener for the payload of each ping, which is answered in any case. Set it before
   * connecting. The listeners for pings and pongs may receive and close; while they do, they are
   * not called again.
   */
  public ClientWebSocket onPing(Consumer<ByteBuffer> callback) {
    connector.onPing(callback);
    return this;
  }

  /** Sets a listener for the payload of each pong. Set it before connecting. */
  public ClientWebSocket onPong(Consumer<ByteBuffer> callback) {
    connector.onPong(callback);
    return this;
  }

  /**
   * Sends a ping; {@link Information#lastRoundTrip} then has its round trip.
   *
   * @throws IllegalArgumentException if the payload is larger than 125 bytes
   */
  public void ping(ByteBuffer payload) {
    connection().sendControl(Opcode.PING, payload);
  }

  /**
   * Sends an unsolicited pong (RFC 6455 section 5.5.3).
   *
   * @throws IllegalArgumentException if the payload is larger than 125 bytes
   */
  public void pong(ByteBuffer payload) {
    connection().sendControl(Opcode.PONG, payload);
  }

  /**
   * Closes, waits for the peer's close, and ends TCP. Data that arrives before is dropped, unless
   * another thread is receiving.
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

  /** How the connection ended; empty if it has not. */
  public Optional<CloseResult> closed() {
    return state == State.CLOSED || state == State.ABORTED
        ? connector.connection().map(Connection::closed)
        : Optional.empty();
  }

  public State state() {
    return state;
  }

  /** What is known about the connection, at any time. */
  public Information information() {
    return connector.information();
  }

  /** Ends TCP at once, even while another thread connects, sends or receives. */
  public void abort() {
    if (state != State.CLOSED) {
      state = State.ABORTED;
    }
    connector.abort();
  }

  /** Closes with 1000 if the connection is open; waits if another thread is closing. */
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
