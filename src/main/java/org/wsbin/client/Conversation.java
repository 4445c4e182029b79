package org.wsbin.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.wsbin.client.Control.Settings;
import org.wsbin.client.Dialer.Dialled;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ClosingHandshake;
import org.wsbin.protocol.FrameDecoder;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.MessageInflater;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Role;
import org.wsbin.protocol.ViolationException;

/**
 * The protocol on one open socket. One thread may read while others send; what is read is answered
 * by the thread that reads.
 */
final class Conversation implements MessageDecoder.Sink, Sending.Failing {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int COMPRESSED_SLICE_BYTES = 1024;

  /** A slice of a message. */
  record Part(MessageKind kind, ByteBuffer bytes, boolean last) {}

  private final Dialled dialled;
  private final Listening listening;
  private final Duration closeTimeout;
  private final Socket socket;
  private final FrameDecoder decoder;

  /** Held by whoever reads: who closes reads too, perhaps while another thread receives. */
  private final ReentrantLock reading = new ReentrantLock();

  private final Deque<Part> parts = new ArrayDeque<>();
  private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private final Sending sending;
  private final Optional<Pings> pings;

  private final AtomicLong bytesReceived = new AtomicLong();
  private final AtomicLong messagesReceived = new AtomicLong();
  private volatile long readingSince;
  private volatile long pingedAt;
  private volatile long receivedAtPing = -1;
  private volatile Optional<Duration> roundTrip = Optional.empty();
  private volatile boolean ended;
  private Optional<WebSocketException> failure = Optional.empty();

  Conversation(Dialled dialled, Settings settings, Listening listening) {
    this.dialled = dialled;
    this.listening = listening;
    this.closeTimeout = settings.timeouts().close();
    this.socket = dialled.socket();
    var deflate = dialled.opened().deflate();
    this.sending = new Sending(socket, settings, deflate, this);
    Optional<MessageInflater> inflater = deflate.map(agreed -> agreed.inflater(Role.CLIENT));
    this.decoder =
        new FrameDecoder(
            Role.CLIENT,
            deflate.isPresent(),
            deflate.isPresent() ? COMPRESSED_SLICE_BYTES : Integer.MAX_VALUE,
            new MessageDecoder(
                new MessageDecoder.Limits(settings.maxMessage(), Integer.MAX_VALUE),
                inflater,
                this));
    Duration interval = settings.timeouts().ping();
    this.pings =
        interval.isZero()
            ? Optional.empty()
            : Optional.of(Pings.start(interval, () -> keepAlive(interval)));
  }

  /**
   * The next slice of a message; empty where the conversation has ended.
   *
   * @param wait zero for ever
   * @throws WebSocketException where it fails, or nothing comes in that time
   */
  Optional<Part> next(Duration wait) {
    reading.lock();
    try {
      while (parts.isEmpty() && !isOver()) {
        if (in.hasRemaining()) {
          decoder.decode(in);
        } else {
          fill(wait);
        }
      }
      return Optional.ofNullable(parts.poll());
    } catch (ViolationException broken) {
      throw broken(broken);
    } catch (SocketTimeoutException late) {
      throw new WebSocketException("Nothing came within " + wait, late);
    } catch (IOException lost) {
      fail(new WebSocketException("The connection was lost", lost));
      throw failure().orElseGet(Sending::closed);
    } finally {
      reading.unlock();
    }
  }

  private WebSocketException broken(ViolationException broken) {
    WebSocketException cause =
        new WebSocketException(
            WebErrorStatus.of(broken.violation()), broken.violation().sentence(), Optional.empty());
    try {
      close(broken.violation().close());
      drain();
    } catch (WebSocketException | IOException gone) {
      cause.addSuppressed(gone);
    }
    fail(cause);
    return cause;
  }

  /** Drops what still comes, because the peer may lose our close frame where TCP ends before. */
  private void drain() throws IOException {
    Deadline until = Deadline.in(closeTimeout);
    socket.shutdownOutput();
    do {
      socket.setSoTimeout(until.millisLeft("Closing"));
    } while (socket.getInputStream().read(in.array()) >= 0);
  }

  private void fill(Duration wait) throws IOException {
    readingSince = System.nanoTime();
    int count;
    try {
      socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, wait.toMillis()));
      count = socket.getInputStream().read(in.array());
    } finally {
      readingSince = 0;
    }
    if (count < 0) {
      throw new EOFException("TCP has ended without a close frame.");
    }
    bytesReceived.addAndGet(count);
    in.clear().limit(count);
  }

  private boolean isOver() {
    return (ended && failure().isEmpty()) || peerHasClosed();
  }

  @Override
  public boolean paused() {
    return !parts.isEmpty() || peerHasClosed();
  }

  @Override
  public void data(MessageKind kind, ByteBuffer slice, boolean last) {
    parts.add(new Part(kind, ByteBuffer.allocate(slice.remaining()).put(slice).flip(), last));
    if (last) {
      messagesReceived.incrementAndGet();
    }
  }

  @Override
  public void ping(ByteBuffer payload) {
    listening.onPing().accept(copy(payload));
    sending.answer(copy(payload));
  }

  @Override
  public void pong(ByteBuffer payload) {
    if (pingedAt != 0) {
      roundTrip = Optional.of(Duration.ofNanos(System.nanoTime() - pingedAt));
      pingedAt = 0;
    }
    listening.onPong().accept(copy(payload));
  }

  private static ByteBuffer copy(ByteBuffer payload) {
    return ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
  }

  @Override
  public void close(Optional<CloseStatus> status) {
    sending.closed(status, closeTimeout);
  }

  /** Sends a slice of a message. */
  void send(MessageKind kind, ByteBuffer slice, boolean last) {
    sending.message(kind, slice, last);
  }

  /** Sends a ping, whose round trip is measured. */
  void sendPing(ByteBuffer payload) {
    pingedAt = System.nanoTime();
    sending.control(Opcode.PING, payload);
  }

  /** Sends a pong that nobody asked for. */
  void sendPong(ByteBuffer payload) {
    sending.control(Opcode.PONG, payload);
  }

  /** One look each interval; false where there is nothing to look after any more. */
  private boolean keepAlive(Duration interval) {
    long reading = readingSince;
    boolean waiting = reading != 0 && reading < System.nanoTime() - interval.toNanos() / 2;
    if (waiting && bytesReceived.get() == receivedAtPing) {
      fail(
          new WebSocketException(
              WebErrorStatus.TIMEOUT,
              "The peer has not answered a ping for " + interval + ".",
              Optional.empty()));
      return false;
    }
    long received = bytesReceived.get();
    pingedAt = System.nanoTime();
    try {
      boolean sent = sending.pingBetween();
      receivedAtPing = waiting && sent ? received : -1;
    } catch (WebSocketException lost) {
      return false; // which the next call of the user's is told
    }
    return !ended;
  }

  /** Sends a close frame, unless one was sent. */
  void close(CloseStatus status) {
    sending.close(status.body());
  }

  /**
   * Closes, waits for the peer's close, dropping what comes before, and ends TCP. What another
   * thread receives meanwhile is not dropped.
   */
  Closed closeAndWait(CloseStatus status, Duration most) {
    long end = System.nanoTime() + most.toNanos();
    try {
      close(status);
      if (reading.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        dropUntilClosed(end);
      }
    } catch (WebSocketException noClose) {
      // how it has ended is in what is returned
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    abort();
    return closed();
  }

  private void dropUntilClosed(long end) {
    try {
      long left = (end - System.nanoTime()) / 1_000_000;
      while (!peerHasClosed() && !ended && left > 0) {
        next(Duration.ofMillis(left));
        left = (end - System.nanoTime()) / 1_000_000;
      }
    } finally {
      reading.unlock();
    }
  }

  @Override
  public void fail(WebSocketException cause) {
    synchronized (this) {
      if (!ended && failure.isEmpty()) {
        failure = Optional.of(cause);
      }
    }
    abort();
  }

  @Override
  public synchronized Optional<WebSocketException> failure() {
    return failure;
  }

  /** Ends TCP at once; from any thread. */
  void abort() {
    ended = true;
    pings.ifPresent(Pings::end);
    if (sending.ending().clean()) {
      Dialer.close(socket); // with TLS, saying so
    }
    Dialer.close(dialled.network());
    sending.end();
  }

  /** How it ends, if TCP ends now. */
  Closed closed() {
    ClosingHandshake.Ending ending = sending.ending();
    return new Closed(
        ending.code(),
        ending.reason(),
        switch (ending.by()) {
          case US -> Closed.By.US;
          case PEER -> Closed.By.PEER;
          case NETWORK -> Closed.By.NETWORK;
        });
  }

  boolean isOpen() {
    return !ended && sending.isOpen();
  }

  boolean hasEnded() {
    return ended;
  }

  /** Whether the peer's close frame has come. */
  boolean peerHasClosed() {
    return sending.peerHasClosed();
  }

  /** Adds what is known of the connection to what is known of its handshake. */
  Information information() {
    return new Information(
        Optional.of(dialled.uri()),
        dialled.local(),
        dialled.remote(),
        dialled.opened().subprotocol(),
        String.join(", ", dialled.answer().header("Sec-WebSocket-Extensions")),
        Optional.of(dialled.request()),
        Optional.of(dialled.answer()),
        dialled.tls(),
        sending.bytes(),
        bytesReceived.get(),
        sending.messages(),
        messagesReceived.get(),
        roundTrip);
  }
}
