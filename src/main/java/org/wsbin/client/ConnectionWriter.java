package org.wsbin.client;

import static java.lang.System.Logger.Level.DEBUG;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.FrameSender;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;

/**
 * The sending half of one connection, for any thread. The lock is one that a virtual thread may
 * wait for. A pong and a close never wait for it: whoever holds it sends them behind the frames
 * that it is sending.
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

  /** A close frame that is to leave as soon as it can; our half of TCP may end behind it. */
  private record PendingClose(CloseFrame frame, boolean shutdown) {}

  /**
   * A writer.
   *
   * @param sender which fills {@code output}
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
   * @throws IllegalArgumentException if it belongs to a text and is not UTF-8, or the message has
   *     begun with the other kind; nothing of it is sent
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
   * @throws IllegalArgumentException if the payload is larger than a control frame's may be
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

  /** Refuses what no control frame can carry (RFC 6455 section 5.5). */
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

  /** Sends a ping, unless something else is being sent, or nothing can be. */
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
   * Answers a ping: at once, or behind the frames that are just being sent. The thread that reads
   * must not wait for one that sends, because the peer may take nothing until it is read from. If
   * it cannot be sent, the next send fails; what the peer has sent before can still be read.
   */
  void pong(ByteBuffer payload) {
    pendingPong.set(payload);
    sendPending();
  }

  /**
   * Sends a close frame, unless one was sent: at once, or behind the frames that are just being
   * sent. {@link #awaitClose} waits until it has left.
   *
   * @param shutdown whether our half of TCP ends behind it
   */
  void close(CloseFrame frame, boolean shutdown) {
    pendingClose.set(new PendingClose(frame, shutdown));
    sendPending();
  }

  /** Waits until a close frame has left, or cannot leave any more. */
  void awaitClose() throws InterruptedException {
    closeDone.await();
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
        LOG.log(DEBUG, "A pong or a close was not sent.", gone); // and the next send fails
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
      throw lifecycle.failure().orElse(lost); // it may have been ended for a reason
    }
  }

  /** TCP has ended: nothing is sent from now on. Does not wait for what is just being sent. */
  void end() {
    closeDone.countDown();
    freeIfEnded();
  }

  /** The deflater's memory, which whoever sends may be using: then that one frees it. */
  private void freeIfEnded() {
    if (lifecycle.hasEnded() && lock.tryLock()) {
      try {
        sender.close();
      } finally {
        lock.unlock();
      }
    }
  }

  /** How many were sent, with their frames. */
  long bytes() {
    return output.bytes();
  }

  long messages() {
    return messages.get();
  }
}
