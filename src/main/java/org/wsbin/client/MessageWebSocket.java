package org.wsbin.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;

/**
 * A WebSocket for messages of moderate size. Callbacks receive whole messages and the end, one at a
 * time and in order, on a separate thread of the connection; if a callback throws, the connection
 * closes with 1011. At most {@value #MOST_SENDS} sends are queued; beyond that, a send blocks.
 * Cancelling the future of a send ends the connection at once, because a message cannot be taken
 * back. All threads are daemons.
 */
public final class MessageWebSocket implements AutoCloseable {
  /** The most queued sends. */
  public static final int MOST_SENDS = AsyncSender.MOST;

  /** A whole message, however it was fragmented. */
  public record Message(MessageKind kind, ByteBuffer bytes) {
    /** The text of a message. */
    public Reader reader() {
      return new StringReader(text());
    }

    /** The whole text. */
    public String text() {
      return UTF_8.decode(bytes.duplicate()).toString();
    }
  }

  /** A callback threw this, which would look like a failure of the connection. */
  private static final class CallbackException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient WebSocketException thrown;

    CallbackException(WebSocketException thrown) {
      super(thrown);
      this.thrown = thrown;
    }
  }

  private final AsyncSender sends = new AsyncSender();
  private final Connector connector;
  private volatile Consumer<Message> onMessage = message -> {};
  private volatile Consumer<CloseResult> onClosed = closed -> {};
  private volatile MessageKind kind = MessageKind.TEXT;
  private Duration closeTimeout = Duration.ZERO;

  /** Not connected. */
  public MessageWebSocket() {
    this(ClientClock.SYSTEM);
  }

  MessageWebSocket(ClientClock clock) {
    connector = new Connector(clock, sends::addAtOnce);
  }

  /** The options to set before connecting. */
  public ClientOptions control() {
    return connector.control();
  }

  /** Sets the kind of the messages of {@link #send}, at any time; text by default. */
  public MessageWebSocket kind(MessageKind next) {
    kind = next;
    return this;
  }

  /** Sets a listener for messages. Set it before connecting. */
  public MessageWebSocket onMessage(Consumer<Message> callback) {
    connector.control().change();
    onMessage = marked(callback);
    return this;
  }

  /** Sets a listener for the end of the connection, called once, after the last message. */
  public MessageWebSocket onClosed(Consumer<CloseResult> callback) {
    connector.control().change();
    onClosed = callback;
    return this;
  }

  /**
   * Sets a listener for the payload of each ping, which is answered in any case. Set it before
   * connecting.
   */
  public MessageWebSocket onPing(Consumer<ByteBuffer> callback) {
    connector.onPing(marked(callback));
    return this;
  }

  /** Sets a listener for the payload of each pong. Set it before connecting. */
  public MessageWebSocket onPong(Consumer<ByteBuffer> callback) {
    connector.onPong(marked(callback));
    return this;
  }

  private static <T> Consumer<T> marked(Consumer<T> callback) {
    return value -> {
      try {
        callback.accept(value);
      } catch (WebSocketException thrown) {
        throw new CallbackException(thrown);
      }
    };
  }

  /**
   * Connects. The future fails with {@link WebSocketException}; cancelling it ends the attempt. It
   * completes on a thread that is not the connection's, perhaps after the first message.
   *
   * @throws IllegalArgumentException if the URI is not {@code ws} or {@code wss}
   */
  public CompletableFuture<Void> connect(URI uri) {
    Connector.check(uri);
    ClientSettings settings = connector.control().freeze();
    closeTimeout = settings.timeouts().close();
    CompletableFuture<Void> connected =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean interrupt) {
            boolean cancelled = super.cancel(interrupt);
            if (cancelled) {
              abort();
            }
            return cancelled;
          }
        };
    Thread thread = new Thread(() -> run(uri, settings, connected), "wsbin-client");
    thread.setDaemon(true);
    thread.start();
    return connected;
  }

  private void run(URI uri, ClientSettings settings, CompletableFuture<Void> connected) {
    Connection connection;
    try {
      connection = connector.connect(uri, settings);
    } catch (RuntimeException | Error failure) {
      sends.end();
      elsewhere(connected, () -> connected.completeExceptionally(failure));
      return;
    }
    elsewhere(connected, () -> connected.complete(null));
    try {
      receive(connection, settings.timeouts().receive());
    } catch (WebSocketException failure) {
      connection.fail(failure); // onClosed receives the result
    } catch (RuntimeException | Error failure) { // a callback's
      closeAfter(connection, failure);
      if (failure instanceof CallbackException marked) {
        throw marked.thrown;
      }
      throw failure;
    } finally {
      connection.abort();
      sends.end();
      onClosed.accept(connection.closed());
    }
  }

  /** On another thread, because what depends on it may wait for a message. */
  private static void elsewhere(CompletableFuture<Void> connected, Runnable completion) {
    try {
      connected.defaultExecutor().execute(completion);
    } catch (RuntimeException | Error noThread) {
      completion.run(); // whoever waits for it is not left waiting
    }
  }

  private void closeAfter(Connection connection, Throwable failure) {
    try {
      connection.closeAndWait(
          CloseFrame.of(CloseStatus.INTERNAL_ERROR, "internal error"), closeTimeout);
    } catch (RuntimeException | Error second) { // also of a callback, while it closes
      failure.addSuppressed(second);
    }
  }

  private void receive(Connection connection, Duration wait) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    Optional<MessageSlice> next = next(connection, wait, whole);
    while (next.isPresent()) {
      if (next.get().last()) {
        onMessage.accept(new Message(next.get().kind(), ByteBuffer.wrap(whole.toByteArray())));
        whole.reset();
      }
      next = next(connection, wait, whole);
    }
  }

  private static Optional<MessageSlice> next(
      Connection connection, Duration wait, ByteArrayOutputStream whole) {
    return connection.whileReading(
        () -> {
          Optional<MessageSlice> part = connection.next(wait);
          part.map(MessageSlice::bytes)
              .ifPresent(
                  bytes ->
                      whole.write(
                          bytes.array(),
                          bytes.arrayOffset() + bytes.position(),
                          bytes.remaining()));
          return part;
        });
  }

  /**
   * Sends a text; the future completes when all of it is written.
   *
   * @throws IllegalArgumentException if it contains half of a surrogate pair, which UTF-8 cannot
   *     represent
   */
  public CompletableFuture<Void> send(String text) {
    try {
      return send(UTF_8.newEncoder().encode(CharBuffer.wrap(text)), MessageKind.TEXT, true);
    } catch (CharacterCodingException half) {
      throw new IllegalArgumentException(
          "The text has half of a surrogate pair; allowed is what UTF-8 can say.", half);
    }
  }

  /**
   * Sends a ping; {@link Information#lastRoundTrip} then has its round trip.
   *
   * @throws IllegalArgumentException if the payload is larger than 125 bytes
   */
  public void ping(ByteBuffer payload) {
    connector.required().sendControl(Opcode.PING, payload);
  }

  /**
   * Sends an unsolicited pong (RFC 6455 section 5.5.3).
   *
   * @throws IllegalArgumentException if the payload is larger than 125 bytes
   */
  public void pong(ByteBuffer payload) {
    connector.required().sendControl(Opcode.PONG, payload);
  }

  /** Sends a message of {@link #kind}; the buffer must not change until the future completes. */
  public CompletableFuture<Void> send(ByteBuffer message) {
    return send(message, true);
  }

  /** Sends a fragment of a message of {@link #kind}. */
  public CompletableFuture<Void> send(ByteBuffer part, boolean last) {
    return send(part, kind, last);
  }

  private CompletableFuture<Void> send(ByteBuffer part, MessageKind of, boolean last) {
    Connection connection = connector.required();
    return sends.add(() -> connection.send(of, part, last), this::abort);
  }

  /**
   * Closes after everything sent before; {@link #onClosed} receives the result.
   *
   * @throws IllegalArgumentException if the code may not be sent, or the reason is longer than 123
   *     bytes
   */
  public void close(int code, String reason) {
    CloseStatus status = Connector.status(code, reason);
    connector.required().startClose(CloseFrame.of(status));
  }

  /** Closes with 1000 if there is a connection; a closing handshake that has begun goes on. */
  @Override
  public void close() {
    if (connector.connection().filter(connection -> !connection.hasEnded()).isPresent()) {
      close(CloseStatus.NORMAL, "");
    } else {
      abort();
    }
  }

  /** Ends TCP at once. */
  public void abort() {
    connector.abort();
  }

  /** Why the connection failed; empty if it did not, or one end closed it. */
  public Optional<WebSocketException> failure() {
    return connector.connection().flatMap(Connection::failure);
  }

  /** What is known about the connection, at any time. */
  public Information information() {
    return connector.information();
  }
}
