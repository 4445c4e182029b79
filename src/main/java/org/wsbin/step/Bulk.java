package org.wsbin.step;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.StepContext;
import org.wsbin.text.Json;

/** Sends data as fast as the peer takes it, a piece at a time. */
final class Bulk implements Action {
  /** Of each message so much is made at once. */
  static final int PIECE_BYTES = 32 * 1024;

  /**
   * What to send.
   *
   * @param chunk bytes of each message; the last may have less
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

  Bulk(Plan plan) {
    this.plan = plan;
    this.data = new Data(plan.seed(), plan.kind());
  }

  @Override
  public void start(StepContext stage) {
    stage.soon(() -> piece(stage));
  }

  @Override
  public void roomAgain(StepContext stage) {
    if (waiting) {
      waiting = false;
      stage.soon(() -> piece(stage));
    }
  }

  private void piece(StepContext stage) {
    if (!stage.peer().ready()) {
      waiting = true;
      return;
    }
    long left = Math.min(plan.chunk() - inMessage, plan.bytes() - sent);
    ByteBuffer piece = data.next((int) Math.min(PIECE_BYTES, left));
    digest.update(piece.duplicate());
    boolean last = piece.remaining() == left;
    if (sendsSlices()) {
      stage.peer().send(plan.kind(), piece.duplicate(), last);
      sent(stage, piece.remaining(), last);
    } else {
      stage.say(plan.kind(), piece, () -> sent(stage, piece.remaining(), last));
    }
  }

  private void sent(StepContext stage, int bytes, boolean last) {
    sent += bytes;
    inMessage = last ? 0 : inMessage + bytes;
    messages += last ? 1 : 0;
    if (sent < plan.bytes()) {
      stage.soon(() -> piece(stage));
    } else {
      end(stage);
    }
  }

  private void end(StepContext stage) {
    if (!plan.receipt()) {
      stage.done();
      return;
    }
    Map<String, Object> receipt = new LinkedHashMap<>();
    receipt.put("bytes", sent);
    receipt.put("messages", messages);
    receipt.put("seed", plan.seed());
    receipt.put("sha256", Hash.hex(digest));
    stage.say(MessageKind.TEXT, UTF_8.encode(Json.of(receipt)), stage::done);
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
