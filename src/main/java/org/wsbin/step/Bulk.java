package org.wsbin.step;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.StepContext;
import org.wsbin.text.Json;

/**
 * Sends data as fast as the peer reads it, in turns: a piece of a message each, or as many small
 * messages.
 */
final class Bulk implements Action {
  /** The size of a piece, and of a turn. */
  static final int PIECE_BYTES = 32 * 1024;

  /** What the smallest message counts in a turn. */
  private static final int LEAST_BYTES = 128;

  /**
   * What to send.
   *
   * @param chunk bytes of each message; the last one may have fewer
   * @param receipt whether a receipt follows
   */
  record Plan(long bytes, long chunk, long seed, MessageKind kind, boolean receipt) {}

  private final Plan plan;
  private final Data data;
  private final MessageDigest digest = Hash.sha256();
  private long sent;
  private long inMessage;
  private long messages;
  private boolean waiting;
  private int leftOfTurn;

  /** Whether {@link #turn} is running; the next piece is its own then. */
  private boolean inTurn;

  private boolean pieceDue;
  private Pace pace = new Pace(0);

  Bulk(Plan plan) {
    this.plan = plan;
    this.data = new Data(plan.seed(), plan.kind());
  }

  @Override
  public void start(StepContext context) {
    pace = new Pace(context.limits().maxBandwidth());
    context.soon(() -> turn(context));
  }

  @Override
  public void roomAgain(StepContext context) {
    if (waiting) {
      waiting = false;
      context.soon(() -> turn(context));
    }
  }

  private void turn(StepContext context) {
    leftOfTurn = PIECE_BYTES;
    pieceDue = true;
    inTurn = true;
    while (pieceDue) {
      pieceDue = false;
      piece(context);
    }
    inTurn = false;
  }

  private void piece(StepContext context) {
    if (!context.peer().ready()) {
      waiting = true;
      return;
    }
    long left = Math.min(plan.chunk() - inMessage, plan.bytes() - sent);
    ByteBuffer piece = data.next((int) Math.min(PIECE_BYTES, left));
    digest.update(piece.duplicate());
    boolean last = piece.remaining() == left;
    if (sendsSlices()) {
      context.peer().send(plan.kind(), piece.duplicate(), last);
      sent(context, piece.remaining(), last);
    } else {
      context.say(plan.kind(), piece, () -> sent(context, piece.remaining(), last));
    }
  }

  private void sent(StepContext context, int bytes, boolean last) {
    sent += bytes;
    inMessage = last ? 0 : inMessage + bytes;
    messages += last ? 1 : 0;
    Duration wait = pace.sent(bytes, context.timer().nanos());
    leftOfTurn -= Math.max(bytes, LEAST_BYTES);
    Runnable next = sent < plan.bytes() ? () -> turn(context) : () -> end(context);
    if (!wait.isZero()) {
      context.after(wait, () -> context.soon(next));
    } else if (sent < plan.bytes() && inTurn && leftOfTurn > 0) {
      pieceDue = true;
    } else if (sent < plan.bytes()) {
      context.soon(next);
    } else {
      next.run();
    }
  }

  private void end(StepContext context) {
    if (!plan.receipt()) {
      context.done();
      return;
    }
    Map<String, Object> receipt = new LinkedHashMap<>();
    receipt.put("bytes", sent);
    receipt.put("messages", messages);
    receipt.put("seed", plan.seed());
    receipt.put("sha256", Hash.hex(digest));
    context.say(MessageKind.TEXT, UTF_8.encode(Json.of(receipt)), context::done);
  }

  @Override
  public boolean sendsSlices() {
    return Math.min(plan.chunk(), plan.bytes()) > PIECE_BYTES;
  }

  @Override
  public boolean bounded() {
    return true;
  }
}
