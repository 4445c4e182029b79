package org.wsbin.client;

import static java.lang.System.Logger.Level.DEBUG;

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
import org.wsbin.client.ClientOptions.Settings;
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
final class ConnectionWriter {
  private static final System.Logger LOG = System.getLogger(ConnectionWriter.class.getName());
  private static final int BUFFER_BYTES = 64 * 1024;

  private static final int MOST_CONTROL_BYTES = 125;

  private final ReentrantLock lock = new ReentrantLock();
  private final Socket socket;
  private final Failing failing;
  private final WriteTimeout watch;
  private final FrameEncoder encoder = FrameEncoder.client();
  private final Optional<MessageDeflater> deflater;
  private final ByteBuffer out = ByteBuffer.allocate(BUFFER_BYTES);
  private final AtomicReference<ByteBuffer> pong = new AtomicReference<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong messages = new AtomicLong();
  private Utf8Validator utf8 = new Utf8Validator();
  private MessageKind begun = MessageKind.BINARY;
  private boolean insideMessage;
  private volatile boolean ended;
  private volatile Optional<WebSocketException> unsent = Optional.empty();

  /** Guards itself, and never while something is being sent. */
  private final ClosingHandshake closing = new ClosingHandshake();

  /** Where a connection goes that has failed. */
  interface Failing {
    /** Ends TCP at once; the cause is what every later call is told. */
    void fail(WebSocketException cause);

    /** What it failed of. */
    Optional<WebSocketException> failure();
  }

  ConnectionWriter(
      Socket socket, Settings settings, Optional<PerMessageDeflate> agreed, Failing failing) {
    this.socket = socket;
    this.failing = failing;
    this.deflater = agreed.map(deflate -> deflate.deflater(Role.CLIENT));
    this.watch =
        new WriteTimeout(
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
   * @throws IllegalArgumentException where it belongs to a text and is not UTF-8, or the message
   *     has begun with the other kind; nothing of it is sent
   */
  void message(MessageKind kind, ByteBuffer slice, boolean last) {
    lock.lock();
    try {
      checkOpen();
      if (insideMessage && kind != begun) {
        throw new IllegalArgumentException(
            "The fragment is " + kind + "; allowed is " + begun + ", as its message has begun.");
      }
      if (kind == MessageKind.TEXT) {
        checkText(slice, last);
      }
      begun = kind;
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

  private void checkOpen() {
    if (ended || !maySend()) {
      throw failing.failure().or(() -> unsent).orElseGet(ConnectionWriter::closed);
    }
  }

  static WebSocketException closed() {
    return new WebSocketException(
        WebErrorStatus.CLOSED, "The connection has been closed.", Optional.empty());
  }

  private void checkText(ByteBuffer slice, boolean last) {
    Utf8Validator next = insideMessage ? utf8.copy() : new Utf8Validator();
    int wrong = next.check(slice);
    if (wrong != Utf8Validator.VALID || (last && next.unfinished() > 0)) {
      throw new IllegalArgumentException(
          wrong == Utf8Validator.VALID
              ? "The text ends in the middle of a character; allowed is UTF-8."
              : "Byte "
                  + (wrong - slice.position())
                  + " of the text is 0x%02x; allowed is UTF-8.".formatted(slice.get(wrong)));
    }
    utf8 = next;
  }

  private void fragment(MessageKind kind, ByteBuffer payload, boolean last, boolean compressed) {
    Opcode opcode = insideMessage ? Opcode.CONTINUATION : Opcode.of(kind);
    boolean rsv1 = compressed && !insideMessage;
    insideMessage = !last;
    frame(new FrameHeader(last, rsv1, opcode, payload.remaining()), payload);
  }

  /**
   * Sends a ping or a pong.
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
      checkOpen();
      frame(new FrameHeader(true, false, opcode, payload.remaining()), payload);
    } finally {
      release();
    }
  }

  /**
   * Answers a ping: at once, or behind the frame that is just being sent. The thread that reads
   * must not wait for one that sends, because the peer may take nothing until it is read from.
   * Where it cannot be sent, the next one who sends is told; what the peer has sent before can
   * still be read.
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
      } catch (WebSocketException gone) {
        return; // which is kept
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
      if (!ended && maySend()) {
        control(Opcode.PING, ByteBuffer.allocate(0));
      }
      return !ended;
    } finally {
      release();
    }
  }

  /**
   * Sends a close frame, unless one was sent.
   *
   * @return whether nothing else was being sent for all of that time
   */
  boolean close(ByteBuffer body, Duration most) {
    try {
      if (!lock.tryLock(most.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return false;
    }
    try {
      closeLocked(body);
      return true;
    } finally {
      release();
    }
  }

  /** The peer's close frame has come: answers it, unless that takes too long or cannot be. */
  void closed(Optional<CloseStatus> status, Duration most) {
    synchronized (closing) {
      closing.received(status);
    }
    try {
      close(
          status.map(s -> new CloseStatus(s.code(), "").body()).orElse(ByteBuffer.allocate(0)),
          most);
    } catch (WebSocketException gone) {
      LOG.log(DEBUG, "The peer's close was not answered.", gone);
    }
  }

  private void closeLocked(ByteBuffer body) {
    if (!ended && maySend()) {
      synchronized (closing) {
        closing.sent(); // before its answer can come
      }
      frame(new FrameHeader(true, false, Opcode.CLOSE, body.remaining()), body);
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
      unsent = Optional.of(new WebSocketException("Could not send", failure));
      ended = true; // what the peer has sent before can still be read
      throw failing.failure().or(() -> unsent).orElseGet(ConnectionWriter::closed);
    } finally {
      watch.end();
    }
  }
}
