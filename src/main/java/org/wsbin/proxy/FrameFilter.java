package org.wsbin.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.FrameEncoder;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Masking;
import org.wsbin.protocol.Opcode;
import org.wsbin.text.Sizes;

/**
 * Passes the frames of one direction, with the faults about frames. Frames that no fault is about
 * pass byte for byte, also those that break a rule; from an impossible length on, everything does.
 */
final class FrameFilter implements ProxyFilter {
  /** What becomes of a frame. */
  private enum Treatment {
    PASS,
    DROP,
    /** Its payload is collected, and it is handled at its end. */
    COLLECT,
    REFRAME
  }

  private final FrameChanges changes;
  private final ProxySide from;
  private final ProxyOutput same;
  private final ProxyOutput back;
  private final ConnectionClock clock;
  private final boolean pingsAreIdle;
  private final ProxyLedger ledger;
  private final FrameHead.Reader reader = new FrameHead.Reader();
  private final Reframer reframer;
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

  private ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int boundary;
  private FrameHead frame;
  private Treatment treatment = Treatment.PASS;
  private long done;
  private long messageBytes;
  private boolean opaque;

  /**
   * A filter.
   *
   * @param from who sends these frames
   * @param same where they go
   * @param back to the one who sends them
   */
  FrameFilter(
      ProxySettings settings,
      ProxySide from,
      ProxyOutput same,
      ProxyOutput back,
      ConnectionClock clock,
      ProxyLedger ledger) {
    this.changes = settings.frames();
    this.pingsAreIdle = settings.times().pingsAreIdle();
    this.from = from;
    this.same = same;
    this.back = back;
    this.clock = clock;
    this.ledger = ledger;
    this.reframer = new Reframer(changes.reframe().orElse(1), encoder(from));
  }

  /** Makes frames as that side sends them. */
  static FrameEncoder encoder(ProxySide side) {
    return side == ProxySide.CLIENT ? FrameEncoder.client() : FrameEncoder.server();
  }

  @Override
  public void pass(ByteBuffer in) throws IOException {
    boundary = -1;
    try {
      while (in.hasRemaining()) {
        if (opaque) {
          copy(in, in.remaining());
        } else if (frame != null) {
          payload(in);
        } else if (reader.takes(in)) {
          begin(reader.header());
        }
      }
    } finally {
      ByteArrayOutputStream ready = out;
      out = new ByteArrayOutputStream();
      same.offer(ready.toByteArray(), boundary);
    }
  }

  private void copy(ByteBuffer in, int count) {
    byte[] bytes = new byte[count];
    in.get(bytes);
    out.writeBytes(bytes);
  }

  private void begin(FrameHead head) throws IOException {
    if (head.length() < 0) {
      opaque = true;
      out.writeBytes(head.bytes().array());
      return;
    }
    frame = head;
    done = 0;
    collected.reset();
    active();
    checkLimits(head);
    treatment = treatment(head);
    if (treatment == Treatment.PASS) {
      out.writeBytes(head.bytes().array());
    } else if (treatment == Treatment.REFRAME) {
      reframer.begin(head);
    }
    if (head.length() == 0) {
      end();
    }
  }

  private void active() {
    boolean ping = frame.opcode() == FrameHead.PING || frame.opcode() == FrameHead.PONG;
    if (!(ping && pingsAreIdle)) {
      clock.active();
    }
  }

  private void checkLimits(FrameHead head) throws ProxyEndException {
    if (head.isControl()) {
      return;
    }
    long before = head.opcode() == FrameHead.CONTINUATION ? messageBytes : 0;
    messageBytes = before + Math.min(head.length(), Long.MAX_VALUE - before);
    check("frame", head.length(), changes.maxFrame().orElse(Long.MAX_VALUE));
    check("message", messageBytes, changes.maxMessage().orElse(Long.MAX_VALUE));
  }

  private void check(String what, long length, long most) throws ProxyEndException {
    if (length > most) {
      String reason =
          "a " + what + " of " + length + " bytes from " + from + "; at most " + Sizes.format(most);
      throw new ProxyEndException(new ProxyEnd(changes.limitEnd(), CloseStatus.TOO_BIG, reason));
    }
  }

  private Treatment treatment(FrameHead head) throws ProxyEndException {
    if (!head.isControl()) {
      boolean message = head.opcode() <= Opcode.BINARY.code();
      return changes.reframe().isPresent() && message ? Treatment.REFRAME : Treatment.PASS;
    }
    if (head.opcode() == FrameHead.CLOSE && changes.dropClose()) {
      throw new ProxyEndException(
          new ProxyEnd(EndHow.FIN, 0, "a close frame from " + from + " was dropped"));
    }
    boolean answers = changes.answerPings() && head.isSmall(FrameHead.PING);
    boolean changesCode = !changes.closeCodes().isEmpty() && head.isSmall(FrameHead.CLOSE);
    if (answers || changesCode) {
      return Treatment.COLLECT;
    }
    boolean ping = head.opcode() == FrameHead.PING || head.opcode() == FrameHead.PONG;
    return changes.swallowPings() && ping ? Treatment.DROP : Treatment.PASS;
  }

  private void payload(ByteBuffer in) throws IOException {
    int count = (int) Math.min(frame.length() - done, in.remaining());
    active();
    switch (treatment) {
      case PASS -> copy(in, count);
      case DROP -> in.position(in.position() + count);
      case COLLECT -> collected.writeBytes(unmasked(in, count));
      case REFRAME -> {
        reframer.add(unmasked(in, count), out);
        boundary = out.size();
      }
    }
    done += count;
    if (done == frame.length()) {
      end();
    }
  }

  private byte[] unmasked(ByteBuffer in, int count) {
    byte[] bytes = new byte[count];
    in.get(bytes);
    if (frame.masked()) {
      int key = Integer.rotateLeft(frame.key(), (int) (done & 3) * Byte.SIZE);
      Masking.apply(ByteBuffer.wrap(bytes), key);
    }
    return bytes;
  }

  private void end() throws IOException {
    FrameHead ended = frame;
    frame = null;
    switch (treatment) {
      case PASS -> {}
      case DROP -> ledger.did(ProxyLedger.Deed.SWALLOWED);
      case COLLECT -> {
        if (ended.opcode() == FrameHead.PING) {
          answer();
        } else {
          close(ended);
        }
      }
      case REFRAME -> {
        if (ended.fin()) {
          reframer.end(out);
          ledger.did(ProxyLedger.Deed.REFRAMED);
        }
      }
    }
    boundary = out.size();
  }

  private void answer() throws IOException {
    FrameHeader pong = new FrameHeader(true, false, Opcode.PONG, collected.size());
    ProxySide other = from == ProxySide.CLIENT ? ProxySide.SERVER : ProxySide.CLIENT;
    back.inject(encoder(other).frame(pong, ByteBuffer.wrap(collected.toByteArray())).array());
    ledger.did(ProxyLedger.Deed.ANSWERED);
  }

  private void close(FrameHead head) throws IOException {
    ByteBuffer body = ByteBuffer.wrap(collected.toByteArray());
    int code = body.remaining() < 2 ? FrameChanges.WITHOUT_CODE : body.getShort(0) & 0xffff;
    Integer other = changes.closeCodes().get(code);
    if (other == null) {
      out.writeBytes(head.bytes().array());
      if (head.masked()) {
        Masking.apply(body, head.key());
      }
      out.writeBytes(body.array());
      return;
    }
    ledger.did(ProxyLedger.Deed.CHANGED_CLOSES);
    if (other == FrameChanges.WITHOUT_CLOSE) {
      throw new ProxyEndException(
          new ProxyEnd(EndHow.FIN, 0, "the close frame from " + from + " was dropped"));
    }
    ByteBuffer changed = ByteBuffer.allocate(Math.max(body.remaining(), Short.BYTES));
    changed.put(body).putShort(0, other.shortValue()).rewind();
    FrameHeader header = new FrameHeader(true, false, Opcode.CLOSE, changed.remaining());
    out.writeBytes(encoder(from).frame(header, changed).array());
  }
}
