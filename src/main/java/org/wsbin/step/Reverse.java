package org.wsbin.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.wsbin.scenario.Declaration.Group.MESSAGES;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.wsbin.limits.MemoryAccount;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Peer;
import org.wsbin.scenario.StepContext;
import org.wsbin.text.Sizes;

/** Echoes each message reversed; it must have the whole message first. */
public final class Reverse implements ConnectionStep {
  /** A larger message closes with 1009. */
  static final int MOST_BYTES = 1 << 20;

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "reverse",
            MESSAGES,
            "From now on, sends back every message of up to "
                + Sizes.format(MOST_BYTES)
                + " reversed: a text by its characters, a binary message by its bytes.")
        .example("reverse", "> one two", "< owt eno", "> close 1000", "< close 1000")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    return new Gathering();
  }

  /** Messages and the end may come at the same time, so they are guarded by its lock. */
  private static final class Gathering implements Action {
    private static final byte[] NOTHING = {};

    private ByteArrayOutputStream gathered = new ByteArrayOutputStream(0);
    private MemoryAccount memory;
    private boolean ended;

    @Override
    public void start(StepContext context) {
      memory = new MemoryAccount(context.memory());
      context.listen(this::message);
      context.stay();
      context.done();
    }

    @Override
    public boolean listens() {
      return true;
    }

    @Override
    public synchronized void closed() {
      ended = true;
      take();
    }

    private void message(Peer peer, MessageKind kind, ByteBuffer slice, boolean last) {
      Optional<CloseStatus> objection = add(slice);
      if (objection.isPresent()) {
        take();
        peer.close(objection.get());
      } else if (last) {
        byte[] whole = take();
        peer.send(kind, kind == MessageKind.TEXT ? text(whole) : binary(whole), true);
      }
    }

    private synchronized Optional<CloseStatus> add(ByteBuffer slice) {
      if (ended) { // the last slice may still be handled while the connection ends
        return Optional.empty();
      }
      int size = gathered.size() + slice.remaining();
      if (size > MOST_BYTES) {
        return Optional.of(
            new CloseStatus(
                CloseStatus.TOO_BIG,
                "The step reverse accepts messages of up to " + Sizes.format(MOST_BYTES) + "."));
      }
      // the stream doubles its array when that is full
      if (!memory.tryHold(2L * size)) {
        return Optional.of(new CloseStatus(CloseStatus.TRY_AGAIN_LATER, MemoryBudget.SPENT));
      }
      byte[] bytes = new byte[slice.remaining()];
      slice.get(bytes);
      gathered.writeBytes(bytes);
      return Optional.empty();
    }

    /** What was gathered, which is not held any more. */
    private synchronized byte[] take() {
      byte[] whole = gathered.size() == 0 ? NOTHING : gathered.toByteArray();
      gathered = new ByteArrayOutputStream(0);
      memory.hold(0);
      return whole;
    }

    private static ByteBuffer text(byte[] whole) {
      return UTF_8.encode(new StringBuilder(new String(whole, UTF_8)).reverse().toString());
    }

    private static ByteBuffer binary(byte[] whole) {
      ByteBuffer reversed = ByteBuffer.allocate(whole.length);
      for (int i = whole.length - 1; i >= 0; i--) {
        reversed.put(whole[i]);
      }
      return reversed.flip();
    }
  }
}
