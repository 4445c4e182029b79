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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.wsbin.client.ClientOptions.Settings;
import org.wsbin.client.Dialer.Dialled;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.CloseStatus;
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
final class Connection implements MessageDecoder.Sink, ConnectionWriter.Failing {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int COMPRESSED_SLICE_BYTES = 1024;

  private final Dialled dialled;
  private final ControlFrameListener listening;
  private final Duration closeTimeout;
  private final boolean inflating;
  private final Socket socket;
  private final FrameDecoder decoder;
  private final Optional<MessageInflater> inflater;
  private final Deque<MessageSlice> parts = new ArrayDeque<>();
  private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private final ReentrantLock reading = new ReentrantLock();
  private final Heartbeat heartbeat = new Heartbeat();
  private final ConnectionWriter sending;
  private final Optional<PeriodicTask> pings;

  private final AtomicLong bytesReceived = new AtomicLong();
  private final AtomicLong messagesReceived = new AtomicLong();
  private volatile boolean ended;
  private volatile boolean dropping;
  private final CountDownLatch over = new CountDownLatch(1);
  private Optional<WebSocketException> failure = Optional.empty();

  Connection(Dialled dialled, Settings settings, ControlFrameListener listening) {
    this.dialled = dialled;
    this.listening = listening;
    this.closeTimeout = settings.timeouts().close();
    this.socket = dialled.socket();
    var deflate = dialled.opened().deflate();
    this.inflating = deflate.isPresent();
    this.sending = new ConnectionWriter(socket, settings, deflate, this);
    this.inflater = deflate.map(agreed -> agreed.inflater(Role.CLIENT));
    this.decoder =
        new FrameDecoder(
            Role.CLIENT,
            inflating,
            inflating ? COMPRESSED_SLICE_BYTES : Integer.MAX_VALUE,
            new MessageDecoder(
                new MessageDecoder.Limits(settings.maxMessage(), Integer.MAX_VALUE),
                inflater,
                this));
    Duration interval = settings.timeouts().ping();
    this.pings =
        interval.isZero()
            ? Optional.empty()
            : Optional.of(PeriodicTask.start(interval, () -> keepAlive(interval)));
  }

  /** Takes a slice and does something with it, while nobody else reads. */
  <T> T reading(Supplier<T> work) {
    reading.lock();
    try {
      return work.get();
    } finally {
      reading.unlock();
      freeWhereEnded();
    }
  }

  /** The inflater's memory, which whoever reads may be using. */
  private void freeWhereEnded() {
    if (ended && reading.tryLock()) {
      try {
        inflater.ifPresent(MessageInflater::close);
      } finally {
        reading.unlock();
      }
    }
  }

  /** Whether what comes is dropped, and so are slices that were not used up before. */
  boolean dropping() {
    return dropping;
  }

  /**
   * The next slice of a message; to be called within {@link #reading}; empty where the conversation
   * has ended.
   *
   * @param wait zero for ever
   * @throws WebSocketException where it fails, or nothing comes in that time
   */
  Optional<MessageSlice> next(Duration wait) {
    Deadline until = Deadline.in(wait);
    try {
      while (parts.isEmpty() && !isOver()) {
        if (in.hasRemaining()) {
          decoder.decode(in);
        } else {
          fill(wait.isZero() ? 0 : until.millisLeft("Receiving"));
        }
      }
      return Optional.ofNullable(parts.poll());
    } catch (ViolationException broken) {
      throw broken(broken);
    } catch (SocketTimeoutException late) {
      throw new WebSocketException("Nothing came within " + wait, late);
    } catch (IOException lost) {
      fail(new WebSocketException("The connection was lost", lost));
      throw failure().orElseGet(ConnectionWriter::closed);
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

  private void fill(int millis) throws IOException {
    heartbeat.reading();
    int count;
    try {
      socket.setSoTimeout(millis);
      count = socket.getInputStream().read(in.array());
    } finally {
      heartbeat.read();
    }
    if (count < 0) {
      throw new EOFException("TCP has ended without a close frame.");
    }
    bytesReceived.addAndGet(count);
    in.clear().limit(count);
  }

  private boolean isOver() {
    if (ended && failure().isPresent()) {
      throw failure().get();
    }
    return ended || peerHasClosed();
  }

  @Override
  public boolean paused() {
    return !parts.isEmpty() || peerHasClosed();
  }

  @Override
  public void data(MessageKind kind, ByteBuffer slice, boolean last) {
    // nothing overwrites a slice before the next read, but an inflater gives several of them
    ByteBuffer kept = inflating ? copy(slice) : slice.duplicate();
    parts.add(new MessageSlice(kind, kept, last));
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
    heartbeat.pong();
    listening.onPong().accept(copy(payload));
  }

  private static ByteBuffer copy(ByteBuffer payload) {
    return ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
  }

  @Override
  public void close(CloseFrame frame) {
    sending.closed(frame.status(), closeTimeout);
    over.countDown();
  }

  /** Sends a slice of a message. */
  void send(MessageKind kind, ByteBuffer slice, boolean last) {
    sending.message(kind, slice, last);
  }

  /** Sends a ping, whose round trip is measured, or a pong. */
  void sendControl(Opcode opcode, ByteBuffer payload) {
    if (opcode == Opcode.PING) {
      heartbeat.pings();
    }
    sending.control(opcode, payload);
  }

  /** One look each interval; false where there is nothing to look after any more. */
  private boolean keepAlive(Duration interval) {
    if (heartbeat.isSilent(interval, bytesReceived.get())) {
      fail(
          new WebSocketException(
              WebErrorStatus.TIMEOUT,
              "The peer has not answered a ping for " + interval + ".",
              Optional.empty()));
      return false;
    }
    long received = bytesReceived.get();
    heartbeat.pings();
    try {
      heartbeat.pinged(sending.pingBetween(), received);
    } catch (WebSocketException lost) {
      return false; // which the next call of the user's is told
    }
    return !ended;
  }

  /** Sends a close frame, unless one was sent. */
  void close(CloseStatus status) {
    if (!sending.close(status.body(), closeTimeout)) {
      abort();
    }
  }

  /**
   * Closes, waits for the peer's close, and ends TCP. What comes before is dropped, unless another
   * thread is reading.
   */
  CloseResult closeAndWait(CloseStatus status, Duration most) {
    Deadline until = Deadline.in(most);
    boolean alone = reading.tryLock(); // before the peer can answer, and wake who reads
    try {
      close(status);
      if (!alone) {
        boolean unused = over.await(most.toMillis(), TimeUnit.MILLISECONDS);
      }
      dropping = alone;
      while (alone && !peerHasClosed() && !ended) {
        next(Duration.ofMillis(until.millisLeft("Closing")));
      }
    } catch (WebSocketException | SocketTimeoutException noClose) {
      // how it has ended is in what is returned
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } finally {
      if (alone) {
        reading.unlock();
      }
    }
    abort();
    return closed();
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

  /** Ends TCP at once. */
  void abort() {
    ended = true;
    over.countDown();
    pings.ifPresent(PeriodicTask::end);
    if (sending.ending().clean()) {
      Dialer.close(socket); // with TLS, saying so
    }
    Dialer.close(dialled.network());
    sending.end();
    freeWhereEnded();
  }

  /** How it ends, if TCP ends now. */
  CloseResult closed() {
    return CloseResult.of(sending.ending());
  }

  boolean isOpen() {
    return !ended && sending.isOpen();
  }

  boolean hasEnded() {
    return ended;
  }

  private boolean peerHasClosed() {
    return sending.peerHasClosed();
  }

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
        heartbeat.roundTrip());
  }
}
