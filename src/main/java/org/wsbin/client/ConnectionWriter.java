package org.wsbin.client;

import static java.lang.System.Logger.Level.DEBUG;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.FrameSender;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;

/**
 * The sending half of one connection. Safe from any thread; virtual threads can wait for its lock.
 * A pong and a close never wait for it: the thread that holds the lock sends them after its frames.
 */
final class ConnectionWriter {
  private static final System.Logger LOG = System.getLogger(ConnectionWriter.class.getName());
  private static final int MAX_CONTROL_BYTES = 125;

  private final ReentrantLock lock = new ReentrantLock();
  private final ConnectionLifecycle lifecycle;
  private final SocketOutput output;
  private final FrameSender<WebSocketException> sender;
  private final OutgoingText text = new OutgoingText();
  private final AtomicLong messages = new AtomicLong();

  private final AtomicReference<ByteBuffer> pendingPong = new AtomicReference<>();
  private final AtomicReference<PendingClose> pendingClose = new AtomicReference<>();
  private final CountDownLatch closeDone = new CountDownLatch(1);

  /** A close frame to send as soon as possible; our half of TCP may end after it. */
  private record PendingClose(CloseFrame frame, boolean shutdown) {}

  /**
   * A writer.
   *
   * @param sender writes into {@code output}
   */
  ConnectionWriter(
      ConnectionLifecycle lifecycle, SocketOutput output, FrameSender<WebSocketException> sender) {
    this.lifecycle = lifecycle;
    this.output = output;
    this.sender = sender;
  }

  /**
   * Sends a slice of a message.
   *
   * @throws IllegalArgumentException if a text is not UTF-8, or the message began with the other
   *     kind; nothing of the slice is sent
   */
  void message(MessageKind kind, ByteBuffer slice, boolean last) {
    lock.lock();
    try {
      checkOpen();
      Optional<MessageKind> begun = sender.begun();
      if (kind == MessageKind.TEXT && begun.orElse(kind) == kind) {
        text.add(slice, begun.isEmpty(), last);
      }
      flushing(() -> sender.message(kind, slice, last));
      messages.addAndGet(last ? 1 : 0);
    } finally {
      release();
    }
  }

  /**
   * Sends a ping or a pong.
   *
   * @throws IllegalArgumentException if the payload is too large for a control frame
   */
  void control(Opcode opcode, ByteBuffer payload) {
    checkControl(payload);
    lock.lock();
    try {
      checkOpen();
      flushing(() -> sender.control(opcode, payload));
    } finally {
      release();
    }
  }

  /** Refuses a payload that is too large for a control frame (RFC 6455 section 5.5). */
  static void checkControl(ByteBuffer payload) {
    if (payload.remaining() > MAX_CONTROL_BYTES) {
      throw new IllegalArgumentException(
          "The payload has "
              + payload.remaining()
              + " bytes; allowed are "
              + MAX_CONTROL_BYTES
              + ".");
    }
  }

  /** Sends a ping, unless something else is being sent, or nothing may be sent. */
  boolean pingIfIdle(ByteBuffer payload) {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      if (!maySend()) {
        return false;
      }
      flushing(() -> sender.control(Opcode.PING, payload));
      return true;
    } finally {
      release();
    }
  }

  /**
   * Answers a ping: at once, or after the frames that another thread is sending. The reader must
   * not wait for a sender, because the peer may stop reading until we read from it. If the pong
   * cannot be sent, the next send fails; earlier data from the peer can still be read.
   */
  void pong(ByteBuffer payload) {
    pendingPong.set(payload);
    sendPending();
  }

  /**
   * Sends a close frame, unless one was sent or waits to be sent: at once, or after the frames that
   * another thread is sending. {@link #awaitClose} waits until it is written.
   *
   * @param shutdown whether our half of TCP ends after it
   */
  void close(CloseFrame frame, boolean shutdown) {
    pendingClose.accumulateAndGet(new PendingClose(frame, shutdown), ConnectionWriter::firstFrame);
    sendPending();
  }

  private static PendingClose firstFrame(PendingClose earlier, PendingClose later) {
    return earlier == null
        ? later
        : new PendingClose(earlier.frame(), earlier.shutdown() || later.shutdown());
  }

  /** Waits until a close frame is written, or cannot be written any more. */
  void awaitClose() throws InterruptedException {
    closeDone.await();
  }

  /** Whether a close frame is written, or cannot be written any more. */
  boolean closeIsDone() {
    return closeDone.getCount() == 0;
  }

  private void release() {
    lock.unlock();
    sendPending();
    freeIfEnded();
  }

  private void sendPending() {
    while ((pendingPong.get() != null || pendingClose.get() != null) && lock.tryLock()) {
      try {
        sendPendingPong();
        sendPendingClose();
      } catch (WebSocketException gone) {
        LOG.log(DEBUG, "A pong or a close was not sent.", gone); // the next send fails
      } finally {
        lock.unlock();
      }
    }
  }

  private void sendPendingPong() {
    ByteBuffer payload = pendingPong.getAndSet(null);
    if (payload != null && maySend()) {
      flushing(() -> sender.control(Opcode.PONG, payload));
    }
  }

  private void sendPendingClose() {
    PendingClose close = pendingClose.getAndSet(null);
    if (close == null) {
      return;
    }
    try {
      if (output.failure().isEmpty() && lifecycle.closing(close.frame())) {
        flushing(() -> sender.close(close.frame()));
      }
      if (close.shutdown()) {
        output.shutdown();
      }
    } finally {
      closeDone.countDown();
    }
  }

  private boolean maySend() {
    return lifecycle.state().maySend() && output.failure().isEmpty();
  }

  private void checkOpen() {
    if (!maySend()) {
      throw lifecycle.failure().or(output::failure).orElseGet(ConnectionLifecycle::closed);
    }
  }

  private void flushing(Runnable send) {
    try {
      send.run();
      output.flush();
    } catch (WebSocketException lost) {
      throw lifecycle.failure().orElse(lost); // there may be an earlier cause
    }
  }

  /** TCP has ended: nothing is sent from now on. Does not wait for a running send. */
  void end() {
    closeDone.countDown();
    freeIfEnded();
  }

  /** Frees the deflater's memory, or leaves that to a thread that is sending. */
  private void freeIfEnded() {
    if (lifecycle.hasEnded() && lock.tryLock()) {
      try {
        sender.close();
      } finally {
        lock.unlock();
      }
    }
  }

  /** When the last byte was sent, by the clock of the connection. */
  OptionalLong lastAt() {
    return output.lastAt();
  }

  /** The number of sent bytes, including frame headers. */
  long bytes() {
    return output.bytes();
  }

  long messages() {
    return messages.get();
  }
}
