package org.wsbin.workload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.wsbin.protocol.ClientHandshake.Outcome;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Violation;

/** One connection of a loop, from TCP to its end. Belongs to the loop's thread. */
final class LoadConnection implements AnswerReader.Listener {
  /** How far it is. */
  private enum State {
    CONNECTING,
    SECURING,
    HANDSHAKING,
    OPEN,
    CLOSING,
    CLOSED
  }

  private final int number;
  private final LoadLoop loop;
  private final LoadOpening opening;
  private final SendBacklog backlog;
  private final AnswerReader answers = new AnswerReader(this);
  private final ResponseHead head = new ResponseHead();
  private final long intended;
  private final long deadline;
  private final SelectionKey key;
  private final Link link;

  private State state = State.CONNECTING;
  private long closingDeadline;

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
    this.opening = dialling.opening();
    this.backlog = new SendBacklog(number, loop.source(), loop.keys());
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

  /** When it was to be opened. */
  long intended() {
    return intended;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isOpening() {
    return state.compareTo(State.OPEN) < 0;
  }

  /** How many messages are unanswered. */
  int unanswered() {
    return backlog.size();
  }

  /** A message is to be sent with the next {@link #pump}; returns whether it is the only one. */
  boolean assign(long at) {
    return backlog.add(at);
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
    if (state == State.OPEN && !backlog.hasWaiting() && !link.blocked() && loop.floods()) {
      loop.flood(this);
    }
    taken();
    while (!link.blocked() && backlog.hasBytes()) {
      ByteBuffer out = loop.out().clear();
      backlog.fill(out, state == State.OPEN, loop);
      link.write(out.flip());
      taken();
    }
    interest();
  }

  /** With nobody to answer, a message is done when the network has it. */
  private void taken() {
    while (loop.oneWay() && !link.blocked() && backlog.written() > 0) {
      loop.arrived();
      loop.answered(this, backlog.forget());
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
      default -> {} // counted
    }
  }

  private void answer(long bytes) {
    if (!backlog.hasUnanswered()) {
      loop.error("answer to nothing");
      return;
    }
    if (bytes != backlog.expected()) {
      loop.error("answer of a wrong size");
    }
    loop.answered(this, backlog.forget());
  }

  private void deliver(long bytes, ByteBuffer in, int at) {
    if (!loop.stamp().isOn(in, at, (int) Math.min(bytes, Integer.MAX_VALUE))) {
      return;
    }
    loop.delivered(ChannelStamp.nanos(in, at));
    if (ChannelStamp.publisher(in, at) == number && backlog.hasUnanswered()) {
      backlog.forget();
      loop.published(this);
    }
  }

  @Override
  public void ping(ByteBuffer payload) {
    backlog.send(Opcode.PONG, payload);
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
      backlog.send(Opcode.CLOSE, new CloseStatus(CloseStatus.NORMAL, "").body());
      closingDeadline = loop.clock().now() + LoadLoop.CLOSE_NANOS;
      state = State.CLOSING;
      loop.left(this);
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
      loop.left(this);
    }
    try {
      link.channel().close();
    } finally {
      loop.over(this, before.compareTo(State.OPEN) < 0);
    }
  }

  /** The oldest unanswered message, which is forgotten. */
  long forget() {
    return backlog.forget();
  }
}
