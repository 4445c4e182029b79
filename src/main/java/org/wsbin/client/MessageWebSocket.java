package org.wsbin.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;

/**
 * A WebSocket for messages that are not very large: callbacks tell of whole messages and of the
 * end, one at a time and in order, on a thread of the connection's own, which nothing else uses; a
 * callback that throws closes with 1011. Sends are queued, {@value #MOST_SENDS} at most: with more,
 * the one who sends waits. Cancelling the future of a send ends the connection at once, because a
 * message cannot be taken back. All threads are daemons.
 */
public final class MessageWebSocket implements AutoCloseable {
  /** Sends that may wait. */
  public static final int MOST_SENDS = AsyncSender.MOST;

  /** A whole message, however it was fragmented. */
  public record Message(MessageKind kind, ByteBuffer bytes) {
    /** Of a text, its characters. */
    public Reader reader() {
      return new StringReader(text());
    }

    /** Of a text, all of it. */
    public String text() {
      return UTF_8.decode(bytes.duplicate()).toString();
    }
  }

  private final Connector connecting = new Connector();
  private final AsyncSender sends = new AsyncSender();
  private volatile Consumer<Message> onMessage = message -> {};
  private volatile Consumer<CloseResult> onClosed = closed -> {};
  private volatile MessageKind kind = MessageKind.TEXT;
  private Duration closeTimeout = Duration.ZERO;

  /** What can be set before connecting. */
  public ClientOptions control() {
    return connecting.control();
  }

  /** The kind of what {@link #send} sends; text unless said, and may be set at any time. */
  public MessageWebSocket kind(MessageKind next) {
    kind = next;
    return this;
  }

  /** Gets each message; to be set before connecting. */
  public MessageWebSocket onMessage(Consumer<Message> callback) {
    connecting.control().change();
    onMessage = callback;
    return this;
  }

  /** Is told once how the connection has ended, behind the last message. */
  public MessageWebSocket onClosed(Consumer<CloseResult> callback) {
    connecting.control().change();
    onClosed = callback;
    return this;
  }

  /** Gets the payload of each ping, which is answered anyway; to be set before connecting. */
  public MessageWebSocket onPing(Consumer<ByteBuffer> callback) {
    connecting.onPing(callback);
    return this;
  }

  /** Gets the payload of each pong; to be set before connecting. */
  public MessageWebSocket onPong(Consumer<ByteBuffer> callback) {
    connecting.onPong(callback);
    return this;
  }

  /**
   * Connects. The future fails with {@link WebSocketException}; cancelling it ends the connecting.
   *
   * @throws IllegalArgumentException where the URI is not {@code ws} or {@code wss}
   */
  public CompletableFuture<Void> connect(URI uri) {
    Connector.check(uri);
    ClientOptions.Settings settings = connecting.control().freeze();
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

  private void run(URI uri, ClientOptions.Settings settings, CompletableFuture<Void> connected) {
    Connection conversation;
    try {
      conversation = connecting.connect(uri, settings);
    } catch (RuntimeException | Error failure) {
      sends.end();
      connected.completeExceptionally(failure);
      return;
    }
    connected.complete(null);
    try {
      receive(conversation, settings.timeouts().receive());
    } catch (WebSocketException failure) {
      conversation.fail(failure); // how it has ended is what onClosed is told
    } catch (RuntimeException | Error failure) { // a callback's
      conversation.closeAndWait(
          new CloseStatus(CloseStatus.INTERNAL_ERROR, "internal error"), closeTimeout);
      throw failure;
    } finally {
      conversation.abort();
      sends.end();
      onClosed.accept(conversation.closed());
    }
  }

  private void receive(Connection conversation, Duration wait) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    Optional<MessageSlice> next = next(conversation, wait, whole);
    while (next.isPresent()) {
      if (next.get().last()) {
        onMessage.accept(new Message(next.get().kind(), ByteBuffer.wrap(whole.toByteArray())));
        whole.reset();
      }
      next = next(conversation, wait, whole);
    }
  }

  private static Optional<MessageSlice> next(
      Connection conversation, Duration wait, ByteArrayOutputStream whole) {
    return conversation.reading(
        () -> {
          Optional<MessageSlice> part = conversation.next(wait);
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
   * Sends a text; the future completes when all of it has left.
   *
   * @throws IllegalArgumentException where it has half of a surrogate pair, which no UTF-8 can be
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
   * Sends a ping; {@link Information#lastRoundTrip} says how long its pong took.
   *
   * @throws IllegalArgumentException where the payload is larger than 125 bytes
   */
  public void ping(ByteBuffer payload) {
    connecting.required().sendControl(Opcode.PING, payload);
  }

  /**
   * Sends a pong that nobody asked for (RFC 6455 section 5.5.3).
   *
   * @throws IllegalArgumentException where the payload is larger than 125 bytes
   */
  public void pong(ByteBuffer payload) {
    connecting.required().sendControl(Opcode.PONG, payload);
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
    Connection conversation = connecting.required();
    return sends.add(() -> conversation.send(of, part, last), this::abort);
  }

  /**
   * Closes behind what was sent; {@link #onClosed} says how it went.
   *
   * @throws IllegalArgumentException where the code may not be sent, or the reason is longer than
   *     123 bytes
   */
  public void close(int code, String reason) {
    CloseStatus status = Connector.status(code, reason);
    Connection conversation = connecting.required();
    CompletableFuture<Void> unusedBecauseOnClosedIsTold =
        sends.add(() -> close(conversation, status), this::abort);
  }

  private void close(Connection conversation, CloseStatus status) {
    try {
      conversation.close(status);
    } catch (WebSocketException failure) {
      conversation.fail(failure); // which onClosed is told as well
    }
    WeakReference<Connection> kept = new WeakReference<>(conversation);
    CompletableFuture.delayedExecutor(closeTimeout.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
        .execute(
            () -> {
              Connection still = kept.get();
              if (still != null) {
                still.abort();
              }
            });
  }

  /** Closes with 1000, where there is a connection. */
  @Override
  public void close() {
    if (connecting.conversation().filter(Connection::isOpen).isPresent()) {
      close(CloseStatus.NORMAL, "");
    } else {
      abort();
    }
  }

  /** Ends TCP at once. */
  public void abort() {
    connecting.abort();
  }

  /** What the connection has failed of; empty where it has not, or was closed by either. */
  public Optional<WebSocketException> failure() {
    return connecting.conversation().flatMap(Connection::failure);
  }

  /** What is known of the connection; may be asked at any time. */
  public Information information() {
    return connecting.information();
  }
}
