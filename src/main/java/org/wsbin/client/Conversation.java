package org.wsbin.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.wsbin.client.Control.Settings;
import org.wsbin.client.Dialer.Dialled;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ClosingHandshake;
import org.wsbin.protocol.FrameDecoder;
import org.wsbin.protocol.FrameEncoder;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.MessageDeflater;
import org.wsbin.protocol.MessageInflater;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Role;
import org.wsbin.protocol.ViolationException;

/**
 * The protocol on one open socket. One thread may read while others send; what is read is answered
 * by the thread that reads.
 */
final class Conversation implements MessageDecoder.Sink {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int COMPRESSED_SLICE_BYTES = 1024;

  /** A slice of a message. */
  record Part(MessageKind kind, ByteBuffer bytes, boolean last) {}

  private final Dialled dialled;
  private final Settings settings;
  private final Socket socket;
  private final SendWatch watch;
  private final FrameDecoder decoder;
  private final Deque<Part> parts = new ArrayDeque<>();
  private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES).limit(0);

  private final Object sending = new Object();
  private final FrameEncoder encoder = FrameEncoder.client();
  private final Optional<MessageDeflater> deflater;
  private final ByteBuffer out = ByteBuffer.allocate(BUFFER_BYTES);
  private boolean insideMessage;

  private final ClosingHandshake closing = new ClosingHandshake();
  private final AtomicLong bytesSent = new AtomicLong();
  private final AtomicLong bytesReceived = new AtomicLong();
  private final AtomicLong messagesSent = new AtomicLong();
  private final AtomicLong messagesReceived = new AtomicLong();
  private volatile long pingedAt;
  private volatile Optional<Duration> roundTrip = Optional.empty();
  private volatile boolean ended;

  Conversation(Dialled dialled, Settings settings) {
    this.dialled = dialled;
    this.settings = settings;
    this.socket = dialled.socket();
    this.watch = new SendWatch(settings.timeouts().send(), this::abort);
    var deflate = dialled.opened().deflate();
    Optional<MessageInflater> inflater = deflate.map(agreed -> agreed.inflater(Role.CLIENT));
    this.deflater = deflate.map(agreed -> agreed.deflater(Role.CLIENT));
    this.decoder =
        new FrameDecoder(
            Role.CLIENT,
            deflate.isPresent(),
            deflate.isPresent() ? COMPRESSED_SLICE_BYTES : Integer.MAX_VALUE,
            new MessageDecoder(
                new MessageDecoder.Limits(settings.maxMessage(), Integer.MAX_VALUE),
                inflater,
                this));
  }

  /**
   * The next slice of a message; empty where the conversation has ended.
   *
   * @param wait zero for ever
   * @throws WebSocketException where it fails, or nothing comes in that time
   */
  Optional<Part> next(Duration wait) {
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
      close(broken.violation().close());
      abort();
      throw new WebSocketException(
          WebErrorStatus.of(broken.violation()), broken.violation().sentence(), Optional.empty());
    } catch (SocketTimeoutException late) {
      throw new WebSocketException("Nothing came within " + wait, late);
    } catch (IOException failure) {
      abort();
      throw new WebSocketException("The connection was lost", failure);
    }
  }

  private void fill(Duration wait) throws IOException {
    socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, wait.toMillis()));
    int count = socket.getInputStream().read(in.array());
    if (count < 0) {
      boolean told = !closing.mayReceive();
      abort();
      if (!told) {
        throw new EOFException("TCP has ended without a close frame.");
      }
      return;
    }
    bytesReceived.addAndGet(count);
    in.clear().limit(count);
  }

  private boolean isOver() {
    return ended || !closing.mayReceive();
  }

  @Override
  public boolean paused() {
    return !parts.isEmpty() || !closing.mayReceive();
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
    control(Opcode.PONG, payload);
  }

  @Override
  public void pong(ByteBuffer payload) {
    if (pingedAt != 0) {
      roundTrip = Optional.of(Duration.ofNanos(System.nanoTime() - pingedAt));
    }
  }

  @Override
  public void close(Optional<CloseStatus> status) {
    synchronized (sending) {
      closing.received(status);
    }
    sendClose(status.map(s -> new CloseStatus(s.code(), "").body()).orElse(ByteBuffer.allocate(0)));
  }

  /** Sends a slice of a message. */
  void send(MessageKind kind, ByteBuffer slice, boolean last) {
    synchronized (sending) {
      if (ended || !closing.maySend()) {
        throw new WebSocketException(
            WebErrorStatus.CLOSED, "The connection has been closed.", Optional.empty());
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
      if (last) {
        messagesSent.incrementAndGet();
      }
    }
  }

  private void fragment(MessageKind kind, ByteBuffer payload, boolean last, boolean compressed) {
    Opcode opcode = insideMessage ? Opcode.CONTINUATION : Opcode.of(kind);
    boolean rsv1 = compressed && !insideMessage;
    insideMessage = !last;
    frame(new FrameHeader(last, rsv1, opcode, payload.remaining()), payload);
  }

  /** Sends a ping, whose round trip is measured. */
  void ping() {
    pingedAt = System.nanoTime();
    control(Opcode.PING, ByteBuffer.allocate(0));
  }

  private void control(Opcode opcode, ByteBuffer payload) {
    synchronized (sending) {
      if (!ended && closing.maySend()) {
        frame(new FrameHeader(true, false, opcode, payload.remaining()), payload);
      }
    }
  }

  /** Sends a close frame, unless one was sent. */
  void close(CloseStatus status) {
    sendClose(status.body());
  }

  /** Closes, waits for the peer's close, dropping what comes before, and ends TCP. */
  Closed closeAndWait(CloseStatus status, Duration most) {
    long end = System.nanoTime() + most.toNanos();
    try {
      close(status);
      long left = most.toMillis();
      while (!peerHasClosed() && !ended && left > 0) {
        next(Duration.ofMillis(left));
        left = (end - System.nanoTime()) / 1_000_000;
      }
    } catch (WebSocketException noClose) {
      // how it has ended is in what is returned
    }
    abort();
    return closed();
  }

  private void sendClose(ByteBuffer body) {
    synchronized (sending) {
      if (!ended && closing.maySend()) {
        frame(new FrameHeader(true, false, Opcode.CLOSE, body.remaining()), body);
        closing.sent();
      }
    }
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
      socket.getOutputStream().write(out.array(), 0, out.position());
      bytesSent.addAndGet(out.position());
    } catch (IOException failure) {
      abort();
      throw watch.tripped()
          ? new WebSocketException(
              WebErrorStatus.TIMEOUT,
              "The peer has taken nothing for " + settings.timeouts().send() + ".",
              Optional.empty())
          : new WebSocketException("Could not send", failure);
    } finally {
      watch.end();
    }
  }

  /** Ends TCP at once; from any thread. */
  void abort() {
    ended = true;
    try {
      socket.close();
    } catch (IOException gone) {
      // it is closed
    }
  }

  /** How it ends, if TCP ends now. */
  Closed closed() {
    ClosingHandshake.Ending ending = closing.ending();
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
    return !ended && closing.maySend() && closing.mayReceive();
  }

  boolean hasEnded() {
    return ended;
  }

  /** Whether the peer's close frame has come. */
  boolean peerHasClosed() {
    return !closing.mayReceive();
  }

  Information information() {
    return new Information(
        dialled.uri(),
        (InetSocketAddress) socket.getLocalSocketAddress(),
        (InetSocketAddress) socket.getRemoteSocketAddress(),
        dialled.opened().subprotocol(),
        String.join(", ", dialled.answer().header("Sec-WebSocket-Extensions")),
        dialled.request(),
        dialled.answer(),
        socket instanceof SSLSocket tls ? Optional.of(session(tls)) : Optional.empty(),
        bytesSent.get(),
        bytesReceived.get(),
        messagesSent.get(),
        messagesReceived.get(),
        roundTrip);
  }

  private static SSLSession session(SSLSocket tls) {
    return tls.getSession();
  }
}
