package org.wsbin.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.wsbin.client.ClientClock.Alarm;
import org.wsbin.client.Dialer.DialResult;
import org.wsbin.client.Information.Times;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameReceiver;
import org.wsbin.protocol.FrameSender;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Role;
import org.wsbin.protocol.Violation;

/**
 * One open connection: combines reading, writing, keep-alive and closing. One thread may read while
 * others send; the reader never waits for a sender.
 */
final class Connection implements ConnectionReader.Listener {
  private final DialResult dial;
  private final ControlFrameListener listener;
  private final ConnectionLifecycle lifecycle = new ConnectionLifecycle();
  private final ConnectionObserver observer;
  private final long openedAt;

  /** How and when TCP ended. */
  private record Ended(EndOfStream how, long nanos) {}

  private volatile Optional<Ended> ended = Optional.empty();
  private final ClientClock clock;
  private final ClientKeepAlive keepAlive;
  private final ConnectionWriter writer;
  private final ConnectionReader reader;
  private final ClientCloser closer;
  private final Duration closeTimeout;
  private final PingTask pings;
  private boolean insideCallback; // of the reading thread

  /**
   * A connection on a socket, after the opening handshake.
   *
   * @param closes runs a task after everything sent before, without blocking the caller; used for
   *     close frames
   * @param watching sees both halves, one call at a time
   */
  Connection(
      DialResult dial,
      ClientSettings settings,
      ControlFrameListener listener,
      ClientClock clock,
      Executor closes,
      ConnectionObserver watching) {
    this.dial = dial;
    this.listener = listener;
    this.clock = clock;
    this.observer = SerialObserver.of(watching);
    var timeouts = settings.timeouts();
    var deflate = dial.opened().deflate();
    this.keepAlive = new ClientKeepAlive(clock, timeouts.ping());
    SocketOutput output =
        new SocketOutput(
            dial.socket(),
            new WriteTimeout(clock, timeouts.send(), () -> overdue(timeouts.send())));
    this.writer =
        new ConnectionWriter(
            lifecycle,
            output,
            new FrameSender<>(Role.CLIENT, deflate, output, observer, clock::nanos));
    var limits = new MessageDecoder.Limits(settings.maxMessage(), Integer.MAX_VALUE);
    this.reader =
        new ConnectionReader(
            dial.socket(),
            clock,
            lifecycle,
            keepAlive,
            this,
            deflate.isPresent(),
            target ->
                new FrameReceiver(Role.CLIENT, limits, deflate, target, observer, clock::nanos));
    this.closeTimeout = timeouts.close();
    this.closer =
        new ClientCloser(clock, timeouts.close(), lifecycle, reader, writer, closes, this::end);
    this.pings = new PingTask(clock, timeouts.ping(), keepAlive, lifecycle, writer, this::fail);
    openedAt = clock.nanos();
    observer.opened(openedAt);
    pings.start();
  }

  private void overdue(Duration limit) {
    fail(
        new WebSocketException(
            WebErrorStatus.TIMEOUT, "The peer has taken nothing for " + limit + "."));
  }

  /** Reads a slice and processes it, while nobody else reads. */
  <T> T whileReading(Supplier<T> work) {
    return reader.exclusively(work);
  }

  /** Whether unread slices are dropped, because we have closed. */
  /** What is left of a slice comes next, unless the connection drops what it reads. */
  void pushBack(MessageSlice rest) {
    if (!isDiscarding()) {
      reader.pushBack(rest);
    }
  }

  boolean isDiscarding() {
    return closer.isDiscarding();
  }

  /**
   * The next slice of a message; empty if the connection has ended. Call it only within {@link
   * #whileReading}.
   *
   * @param wait the timeout; zero waits forever
   * @throws WebSocketException if the connection fails, or nothing arrives in that time
   */
  Optional<MessageSlice> next(Duration wait) {
    try {
      Optional<MessageSlice> next = reader.next(wait);
      if (next.isEmpty()) {
        checkEnd();
      }
      return next;
    } catch (SocketTimeoutException late) {
      throw new WebSocketException("Nothing came within " + wait, late);
    } catch (IOException lost) {
      lifecycle.fail(new WebSocketException("The connection was lost", lost));
      end(endOf(lost));
      throw lifecycle.reason();
    }
  }

  /** How TCP ended, from the failure of a read. */
  static EndOfStream endOf(IOException lost) {
    return lost instanceof EOFException ? EndOfStream.FIN : EndOfStream.RESET;
  }

  private void checkEnd() {
    if (lifecycle.peerHasClosed()) {
      closer.awaitAnswer();
    } else if (lifecycle.failure().isPresent()) {
      throw lifecycle.reason();
    }
  }

  /** Closes because of what the peer sent, and ends TCP; returns the cause. */
  WebSocketException refuse(CloseFrame frame, WebSocketException cause) {
    lifecycle.fail(cause);
    closer.refuse(frame);
    return cause;
  }

  @Override
  public void ping(ByteBuffer payload) {
    writer.pong(payload.duplicate()); // before the callback, which may wait
    call(listener.onPing(), payload);
  }

  @Override
  public void pong(ByteBuffer payload) {
    keepAlive.pong(payload);
    call(listener.onPong(), payload);
  }

  /** A callback that reads or closes is not called again within itself. */
  private void call(Consumer<ByteBuffer> callback, ByteBuffer payload) {
    if (insideCallback) {
      return;
    }
    insideCallback = true;
    try {
      callback.accept(payload);
    } finally {
      insideCallback = false;
    }
  }

  @Override
  public void close(CloseFrame frame) {
    closer.peerCloses(frame);
  }

  @Override
  public void violation(Violation violation) {
    throw refuse(
        CloseFrame.of(violation.close()),
        new WebSocketException(WebErrorStatus.of(violation), violation.sentence()));
  }

  /** Sends a slice of a message. */
  void send(MessageKind kind, ByteBuffer slice, boolean last) {
    writer.message(kind, slice, last);
  }

  /**
   * Sends a pong, or a ping whose round trip is measured.
   *
   * @throws IllegalArgumentException if the payload is larger than 125 bytes
   */
  void sendControl(Opcode opcode, ByteBuffer payload) {
    ConnectionWriter.checkControl(payload);
    if (opcode == Opcode.PING) {
      keepAlive.pinged(payload);
    }
    writer.control(opcode, payload);
  }

  /**
   * Closes after everything sent before; ends TCP if the peer does not close in time. Does not
   * block.
   */
  void startClose(CloseFrame frame) {
    closer.start(frame);
  }

  /**
   * Closes, waits for the peer's close, and ends TCP. Data that arrives before is dropped, unless
   * another thread is reading.
   */
  CloseResult closeAndWait(CloseFrame frame, Duration limit) {
    closer.closeAndWait(frame, limit);
    return closed();
  }

  /** Ends TCP because something took too long; every later call fails with the first cause. */
  void fail(WebSocketException cause) {
    lifecycle.fail(cause);
    end(EndOfStream.TIMEOUT);
  }

  /** The cause of its failure. */
  Optional<WebSocketException> failure() {
    return lifecycle.failure();
  }

  /** Ends TCP at once. */
  void abort() {
    end(EndOfStream.LOCAL);
  }

  private void end(EndOfStream how) {
    if (lifecycle.end()) {
      ended = Optional.of(new Ended(how, clock.nanos()));
      observer.ended(lifecycle.state(), how, clock.nanos());
    }
    if (how == EndOfStream.LOCAL && lifecycle.state().clean() && writer.closeIsDone()) {
      closeTls();
    }
    SocketOpener.close(dial.network());
    closer.end();
    writer.end();
    reader.freeIfEnded();
  }

  /** Sends a close_notify, which may wait for the peer; nothing is sent without TLS. */
  private void closeTls() {
    if (dial.socket() != dial.network()) {
      Alarm late = clock.after(closeTimeout, dial.network(), SocketOpener::close);
      SocketOpener.close(dial.socket());
      late.cancel();
    }
  }

  /** The result if TCP ends now. */
  CloseResult closed() {
    return CloseResult.of(lifecycle.state());
  }

  boolean hasEnded() {
    return lifecycle.hasEnded();
  }

  Information information() {
    return Information.of(dial, writer, reader, keepAlive.roundTrip(), times());
  }

  private Times times() {
    Optional<Ended> end = ended;
    long now = end.map(Ended::nanos).orElseGet(clock::nanos);
    return new Times(
        Duration.ofNanos(now - openedAt),
        before(now, writer.lastAt()),
        before(now, reader.lastAt()),
        end.map(Ended::how));
  }

  private static Optional<Duration> before(long now, OptionalLong then) {
    return then.isPresent()
        ? Optional.of(Duration.ofNanos(Math.max(0, now - then.getAsLong())))
        : Optional.empty();
  }
}
