package org.wsbin.workload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.wsbin.protocol.ClientHandshake.Outcome;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.FrameEncoder;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Violation;

/** One connection of a loop, from TCP to its end. Belongs to the loop's thread. */
final class LoadConnection implements AnswerReader.Listener {
  /** Most control frames that wait behind a message: a server that pings faster gets no more. */
  static final int MOST_CONTROL_FRAMES = 64;

  /** How far it is. */
  private enum State {
    CONNECTING,
    SECURING,
    HANDSHAKING,
    OPEN,
    CLOSING,
    CLOSED
  }

  private static final int NO_MESSAGE = -1;

  private final int number;
  private final LoadLoop loop;
  private final LoadOpening opening;
  private final FrameEncoder encoder;
  private final AnswerReader answers = new AnswerReader(this);
  private final ResponseHead head = new ResponseHead();
  private final Deque<ByteBuffer> control = new ArrayDeque<>();
  private final SendTimes sent = new SendTimes();
  private final long intended;
  private final long deadline;
  private final SelectionKey key;
  private final Link link;

  private State state = State.CONNECTING;
  private long closingDeadline;
  private int waiting;
  private long sentNumber;
  private long answeredNumber;
  private int size;
  private int written = NO_MESSAGE;

  /**
   * Begins to connect.
   *
   * @param intended when it was to be opened
   */
  LoadConnection(
      int number, LoadLoop loop, Dialling dialling, Selector selector, long intended, long now)
      throws IOException {
    this.number = number;
    this.loop = loop;
    this.intended = intended;
    this.deadline = now + dialling.timeoutNanos();
    this.encoder = FrameEncoder.client(loop.keys());
    this.opening = dialling.opening();
    SocketChannel channel = dialling.channel();
    try {
      this.link = dialling.link(channel);
      this.key = channel.register(selector, SelectionKey.OP_CONNECT, this);
      if (dialling.connect(channel)) {
        connected();
      }
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  int number() {
    return number;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isOpening() {
    return state.compareTo(State.OPEN) < 0;
  }

  /** How many messages are unanswered. */
  int unanswered() {
    return sent.size();
  }

  /** A message is to be sent with the next {@link #pump}; returns whether it is the only one. */
  boolean assign(long at) {
    sent.add(at);
    waiting++;
    return waiting == 1;
  }

  /** Its socket can be read, or written. */
  void ready(SelectionKey selected) {
    if (!selected.isValid()) {
      return;
    }
    try {
      if (state == State.CONNECTING) {
        if (link.channel().finishConnect()) {
          connected();
        }
        return;
      }
      boolean readable = selected.isReadable();
      link.flush();
      if (state == State.SECURING) {
        secure();
      } else if (readable) {
        read();
      }
      push();
    } catch (IOException failed) {
      fail(ErrorKinds.of(failed, state.compareTo(State.OPEN) >= 0));
    }
  }

  private void connected() throws IOException {
    state = State.SECURING;
    secure();
    interest();
  }

  private void secure() throws IOException {
    if (link.secure()) {
      state = State.HANDSHAKING;
      link.write(opening.request());
    }
  }

  private void read() throws IOException {
    int count;
    do {
      ByteBuffer in = loop.in().clear();
      count = link.read(in);
      if (count > 0) {
        loop.arrived();
        take(in.flip());
      } else if (count == Link.END) {
        ended();
      }
    } while (count > 0 && link instanceof TlsLink && state != State.CLOSED);
  }

  private void take(ByteBuffer in) throws IOException {
    if (state == State.HANDSHAKING) {
      if (head.take(in)) {
        judge();
      } else if (head.tooLong()) {
        fail("handshake: the head is longer than " + ResponseHead.MOST_BYTES + " bytes");
      }
    }
    if (state == State.OPEN || state == State.CLOSING) {
      answers.read(in);
    }
  }

  private void judge() {
    Optional<Integer> status = head.status();
    if (status.isEmpty()) {
      fail("handshake: no HTTP response");
    } else if (status.get() != 101) {
      fail("handshake: status " + status.get());
    } else if (opening.handshake().judge(101, head::values) instanceof Outcome.Failed failed) {
      // one kind for all of them: each has a key of its own
      fail("handshake: " + failed.sentence().replaceFirst("(Accept header is ).*", "$1wrong."));
    } else {
      state = State.OPEN;
      loop.opened(this, intended);
    }
  }

  /** Sends what waits, as far as the network takes it. */
  void pump() {
    try {
      push();
    } catch (IOException failed) {
      fail(ErrorKinds.of(failed, true));
    }
  }

  private void push() throws IOException {
    if (state != State.OPEN && state != State.CLOSING) {
      interest();
      return;
    }
    if (state == State.OPEN && waiting == 0 && !link.blocked() && loop.floods()) {
      loop.flood(this);
    }
    while (!link.blocked() && (waiting > 0 || written >= 0 || !control.isEmpty())) {
      ByteBuffer out = loop.out().clear();
      fill(out);
      link.write(out.flip());
    }
    if (loop.oneWay() && !link.blocked() && waiting == 0 && written < 0) {
      taken();
    }
    interest();
  }

  /** With nobody to answer, a message is done when the network has it. */
  private void taken() {
    if (sent.size() > 0) {
      loop.arrived();
      while (sent.size() > 0) {
        loop.answered(this, sent.poll());
      }
    }
  }

  private void fill(ByteBuffer out) {
    while (true) {
      if (written >= 0) {
        written = loop.source().go(size, written, encoder, out);
        if (written < size) {
          return;
        }
        written = NO_MESSAGE;
      }
      while (!control.isEmpty() && out.remaining() >= control.peek().remaining()) {
        out.put(control.poll());
      }
      if (waiting == 0 || state != State.OPEN || out.remaining() < loop.source().beginBytes()) {
        return;
      }
      long at = sent.at(sent.size() - waiting);
      size = loop.source().size(sentNumber, number);
      waiting--;
      sentNumber++;
      written = loop.source().begin(size, number, at, encoder, out);
      loop.sent(at, size);
    }
  }

  private void interest() {
    if (key.isValid()) {
      int wanted = SelectionKey.OP_READ;
      if (state == State.CONNECTING) {
        wanted = SelectionKey.OP_CONNECT;
      } else if (link.blocked() || (state == State.OPEN && loop.floods())) {
        wanted |= SelectionKey.OP_WRITE;
      }
      if (key.interestOps() != wanted) {
        key.interestOps(wanted);
      }
    }
  }

  @Override
  public void message(long bytes, ByteBuffer in, int at) {
    if (state != State.OPEN) {
      return;
    }
    loop.received(bytes);
    switch (loop.scenario()) {
      case ECHO -> answer(bytes);
      case CHANNEL -> deliver(bytes, in, at);
      default -> {
        // counted
      }
    }
  }

  private void answer(long bytes) {
    if (sent.size() == waiting) {
      loop.error("answer to nothing");
      return;
    }
    long at = sent.poll();
    long expected = loop.source().size(answeredNumber, number);
    answeredNumber++;
    if (bytes != expected) {
      loop.error("answer of a wrong size");
    }
    loop.answered(this, at);
  }

  private void deliver(long bytes, ByteBuffer in, int at) {
    int length = (int) Math.min(bytes, Integer.MAX_VALUE);
    if (!loop.stamp().isOn(in, at, length)) {
      return;
    }
    loop.delivered(ChannelStamp.nanos(in, at));
    if (ChannelStamp.publisher(in, at) == number && sent.size() - waiting > 0) {
      sent.poll();
      loop.published(this);
    }
  }

  @Override
  public void ping(ByteBuffer payload) {
    send(Opcode.PONG, payload);
  }

  @Override
  public void closed(CloseFrame frame) {
    if (state == State.OPEN) {
      int code = frame.status().map(CloseStatus::code).orElse(CloseStatus.NO_STATUS);
      String reason = frame.status().map(CloseStatus::reason).orElse("");
      loop.error("closed " + code + (reason.isEmpty() ? "" : " " + reason));
      close();
    }
  }

  @Override
  public void violated(Violation violation) {
    fail("violation: " + violation.sentence());
  }

  /** Begins the closing handshake, or answers to it. */
  void close() {
    if (state == State.OPEN) {
      ByteBuffer body = new CloseStatus(CloseStatus.NORMAL, "").body();
      send(Opcode.CLOSE, body);
      closingDeadline = loop.clock().now() + LoadLoop.CLOSE_NANOS;
      state = State.CLOSING;
      leave();
    }
  }

  private void leave() {
    loop.left(this, sent.size());
    while (sent.size() > 0) {
      sent.poll();
    }
    waiting = 0;
  }

  private void send(Opcode opcode, ByteBuffer payload) {
    if (control.size() < MOST_CONTROL_FRAMES) {
      // with its own key, since a message may be half written
      FrameEncoder own = FrameEncoder.client(loop.keys());
      control.add(own.frame(new FrameHeader(true, false, opcode, payload.remaining()), payload));
    }
  }

  /** The server ended TCP. */
  private void ended() throws IOException {
    if (state == State.CLOSING) {
      over();
    } else {
      fail(
          state == State.OPEN
              ? "closed " + CloseStatus.ABNORMAL + ": TCP ended without a close frame"
              : "handshake: TCP ended");
    }
  }

  /** Gives up what takes too long. */
  void check(long now) {
    if (isOpening() && now >= deadline) {
      fail("connect: timeout");
    } else if (state == State.CLOSING && now >= closingDeadline) {
      abort();
    }
  }

  private void fail(String kind) {
    if (state != State.CLOSED) {
      if (state != State.CLOSING) {
        loop.error(kind);
      }
      abort();
    }
  }

  /** Ends it at once. */
  void abort() {
    if (state != State.CLOSED) {
      try {
        over();
      } catch (IOException nothingToDo) {
        // it is closed all the same
      }
    }
  }

  private void over() throws IOException {
    State before = state;
    state = State.CLOSED;
    if (before == State.OPEN) {
      leave();
    }
    try {
      link.channel().close();
    } finally {
      loop.over(this, before.compareTo(State.OPEN) < 0);
    }
  }

  /** The oldest unanswered message, which is forgotten. */
  long forget() {
    long at = sent.poll();
    waiting = Math.min(waiting, sent.size());
    return at;
  }
}
