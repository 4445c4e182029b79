package org.wsbin.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.wsbin.scenario.Declaration.Group.MESSAGES;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
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
    return new ListenAction(new Gathering());
  }

  private static final class Gathering implements StepContext.Listener {
    private ByteArrayOutputStream gathered = new ByteArrayOutputStream(0);

    @Override
    public void message(Peer peer, MessageKind kind, ByteBuffer slice, boolean last) {
      if (gathered.size() + slice.remaining() > MOST_BYTES) {
        gathered = new ByteArrayOutputStream(0);
        peer.close(
            new CloseStatus(
                CloseStatus.TOO_BIG,
                "The step reverse accepts messages of up to " + Sizes.format(MOST_BYTES) + "."));
        return;
      }
      byte[] bytes = new byte[slice.remaining()];
      slice.get(bytes);
      gathered.writeBytes(bytes);
      if (last) {
        byte[] whole = gathered.toByteArray();
        gathered = new ByteArrayOutputStream(0);
        peer.send(kind, kind == MessageKind.TEXT ? text(whole) : binary(whole), true);
      }
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
