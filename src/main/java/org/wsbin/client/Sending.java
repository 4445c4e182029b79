package org.wsbin.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.wsbin.client.Control.Settings;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ClosingHandshake;
import org.wsbin.protocol.FrameEncoder;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.MessageDeflater;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.protocol.Role;
import org.wsbin.protocol.Utf8Validator;

/**
 * What goes out on one connection, one frame at a time, from any thread; and who has closed. The
 * lock is one that a virtual thread may wait for.
 */
final class Sending {
  private static final int BUFFER_BYTES = 64 * 1024;

  private static final int MOST_CONTROL_BYTES = 125;

  private final ReentrantLock lock = new ReentrantLock();
  private final Socket socket;
  private final Failing failing;
  private final SendWatch watch;
  private final FrameEncoder encoder = FrameEncoder.client();
  private final Optional<MessageDeflater> deflater;
  private final ByteBuffer out = ByteBuffer.allocate(BUFFER_BYTES);
  private final AtomicReference<ByteBuffer> pong = new AtomicReference<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong messages = new AtomicLong();
  private Utf8Validator utf8 = new Utf8Validator();
  private boolean insideMessage;
  private volatile boolean ended;

  /** Guards itself, and never while something is being sent. */
  private final ClosingHandshake closing = new ClosingHandshake();

  /** Where a connection goes that has failed. */
  interface Failing {
    /** Ends TCP at once; the cause is what every later call is told. */
    void fail(WebSocketException cause);

    /** What it failed of. */
    Optional<WebSocketException> failure();
  }

  Sending(Socket socket, Settings settings, Optional<PerMessageDeflate> agreed, Failing failing) {
    this.socket = socket;
    this.failing = failing;
    this.deflater = agreed.map(deflate -> deflate.deflater(Role.CLIENT));
    this.watch =
        new SendWatch(
            settings.timeouts().send(),
            () ->
                failing.fail(
                    new WebSocketException(
                        WebErrorStatus.TIMEOUT,
                        "The peer has taken nothing for " + settings.timeouts().send() + ".",
                        Optional.empty())));
  }

  /**
   * Sends a slice of a message.
   *
   * @throws IllegalArgumentException where it belongs to a text and is not UTF-8; nothing of it is
   *     sent
   */
  void message(MessageKind kind, ByteBuffer slice, boolean last) {
    lock.lock();
    try {
      if (ended || !maySend()) {
        throw failing.failure().orElseGet(Sending::closed);
      }
      if (kind == MessageKind.TEXT) {
        checkText(slice, last);
      }
      if (deflater.isEmpty()) {
        fragment(kind, slice, last, false);
      } else {
        Deque<ByteBuffer> compressed = new ArrayDeque<>();
        deflater.get().deflate(slice, last, (payload, end) -> compressed.add(payload));
        while (!compressed.isEmpty()) {
          ByteBuffer payload = compressed.poll();
          fragment(kind, payload, last && compressed.isEmpty(), true);
        }
      }
      messages.addAndGet(last ? 1 : 0);
    } finally {
      release();
    }
  }

  static WebSocketException closed() {
    return new WebSocketException(
        WebErrorStatus.CLOSED, "The connection has been closed.", Optional.empty());
  }

  private void checkText(ByteBuffer slice, boolean last) {
    utf8 = insideMessage ? utf8 : new Utf8Validator();
    int wrong = utf8.check(slice);
    if (wrong != Utf8Validator.VALID || (last && utf8.unfinished() > 0)) {
      throw new IllegalArgumentException(
          wrong == Utf8Validator.VALID
              ? "The text ends in the middle of a character; allowed is UTF-8."
              : "Byte "
                  + (wrong - slice.position())
                  + " of the text is 0x%02x; allowed is UTF-8.".formatted(slice.get(wrong)));
    }
  }

  private void fragment(MessageKind kind, ByteBuffer payload, boolean last, boolean compressed) {
    Opcode opcode = insideMessage ? Opcode.CONTINUATION : Opcode.of(kind);
    boolean rsv1 = compressed && !insideMessage;
    insideMessage = !last;
    frame(new FrameHeader(last, rsv1, opcode, payload.remaining()), payload);
  }

  /**
   * Sends a ping or a pong, where no close was sent before.
   *
   * @throws IllegalArgumentException where the payload is larger than a control frame's may be
   */
  void control(Opcode opcode, ByteBuffer payload) {
    if (payload.remaining() > MOST_CONTROL_BYTES) {
      throw new IllegalArgumentException(
          "The payload has "
              + payload.remaining()
              + " bytes; allowed are "
              + MOST_CONTROL_BYTES
              + ".");
    }
    lock.lock();
    try {
      if (!ended && maySend()) {
        frame(new FrameHeader(true, false, opcode, payload.remaining()), payload);
      }
    } finally {
      release();
    }
  }

  /**
   * Answers a ping: at once, or behind the frame that is just being sent. The thread that reads
   * must not wait for one that sends, because the peer may take nothing until it is read from.
   */
  void answer(ByteBuffer payload) {
    pong.set(payload);
    sendPong();
  }

  private void sendPong() {
    while (pong.get() != null && lock.tryLock()) {
      try {
        ByteBuffer payload = pong.getAndSet(null);
        if (payload != null && !ended && maySend()) {
          frame(new FrameHeader(true, false, Opcode.PONG, payload.remaining()), payload);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void release() {
    boolean outermost = lock.getHoldCount() == 1;
    lock.unlock();
    if (outermost && ended) {
      end();
    } else if (outermost) {
      sendPong();
    }
  }

  /** Sends a ping, unless something else is being sent, or a close was. */
  boolean pingBetween() {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      control(Opcode.PING, ByteBuffer.allocate(0));
      return true;
    } finally {
      release();
    }
  }

  /** Sends a close frame, unless one was sent. */
  void close(ByteBuffer body) {
    lock.lock();
    try {
      closeLocked(body);
    } finally {
      release();
    }
  }

  /** The peer's close frame has come: answers it, unless that takes too long. */
  void closed(Optional<CloseStatus> status, Duration most) {
    synchronized (closing) {
      closing.received(status);
    }
    try {
      if (lock.tryLock(most.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          closeLocked(
              status.map(s -> new CloseStatus(s.code(), "").body()).orElse(ByteBuffer.allocate(0)));
        } finally {
          release();
        }
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeLocked(ByteBuffer body) {
    if (!ended && maySend()) {
      frame(new FrameHeader(true, false, Opcode.CLOSE, body.remaining()), body);
      synchronized (closing) {
        closing.sent();
      }
    }
  }

  private boolean maySend() {
    synchronized (closing) {
      return closing.maySend();
    }
  }

  /** Whether neither has closed. */
  boolean isOpen() {
    synchronized (closing) {
      return !ended && closing.maySend() && closing.mayReceive();
    }
  }

  /** Whether the peer's close frame has come. */
  boolean peerHasClosed() {
    synchronized (closing) {
      return !closing.mayReceive();
    }
  }

  /** How it ends, if TCP ends now. */
  ClosingHandshake.Ending ending() {
    synchronized (closing) {
      return closing.ending();
    }
  }

  /** Nothing is sent from now on; does not wait for what is just being sent. */
  void end() {
    ended = true;
    if (lock.tryLock()) { // else the one that holds it comes here
      try {
        deflater.ifPresent(MessageDeflater::close);
      } finally {
        lock.unlock();
      }
    }
  }

  long bytes() {
    return bytes.get();
  }

  long messages() {
    return messages.get();
  }

  private void frame(FrameHeader header, ByteBuffer payload) {
    encoder.header(header, out.clear());
    encoder.payload(payload, out);
    write();
    while (payload.hasRemaining()) {
      encoder.payload(payload, out.clear());
      write();
    }
  }

  private void write() {
    watch.begin();
    try {
      OutputStream network = socket.getOutputStream();
      network.write(out.array(), 0, out.position());
      bytes.addAndGet(out.position());
    } catch (IOException failure) {
      failing.fail(new WebSocketException("Could not send", failure));
      throw failing.failure().orElseGet(Sending::closed);
    } finally {
      watch.end();
    }
  }
}
