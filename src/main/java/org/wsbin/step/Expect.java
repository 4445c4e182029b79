package org.wsbin.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.wsbin.scenario.Declaration.Group.FLOW;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Quoted;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;
import org.wsbin.scenario.StepContext;

/** Checks what the client sends. */
public final class Expect implements ConnectionStep {
  private static final Parameter<String> TEXT = Parameter.inPath("text", StepValues.text());

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "expect",
            FLOW,
            "Waits for the client's next message. If it is not this text, closes with 1008 and says"
                + " what came instead.")
        .path(TEXT)
        .example("expect/hello/message/welcome", "> hello", "< welcome", "< close 1000")
        .example(
            "expect/hello/message/welcome",
            "> goodbye",
            "< close 1008 The text \"goodbye\" came instead of \"hello\".")
        .example(
            "expect/a", "> 0x61", "< close 1008 A binary message of 1 B came instead of \"a\".")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    return new Expecting(arguments.get(TEXT));
  }

  private static final class Expecting implements Action {
    /** A close reason is short, so only this much of a message is kept for it. */
    private static final int MOST_KEPT = 256;

    private final String expected;
    private final byte[] bytes;
    private final ByteArrayOutputStream came = new ByteArrayOutputStream();
    private MessageKind kind = MessageKind.TEXT;
    private long length;
    private boolean differs;

    Expecting(String expected) {
      this.expected = expected;
      this.bytes = expected.getBytes(UTF_8);
    }

    @Override
    public void start(StepContext context) {
      // the message ends this step
    }

    @Override
    public int messages() {
      return 1;
    }

    @Override
    public void receive(StepContext context, MessageKind of, ByteBuffer slice, boolean last) {
      kind = of;
      while (slice.hasRemaining()) {
        byte next = slice.get();
        differs |= length >= bytes.length || bytes[(int) length] != next;
        length++;
        if (came.size() < MOST_KEPT) {
          came.write(next);
        }
      }
    }

    @Override
    public void receivedAll(StepContext context) {
      if (kind == MessageKind.TEXT && !differs && length == bytes.length) {
        context.done();
        return;
      }
      String what =
          kind == MessageKind.TEXT
              ? "The text " + Quoted.of(came.toString(UTF_8))
              : "A binary message of " + length + " B";
      context
          .peer()
          .close(
              new CloseStatus(
                  CloseStatus.POLICY_VIOLATION,
                  what + " came instead of " + Quoted.of(expected) + "."));
    }
  }
}
