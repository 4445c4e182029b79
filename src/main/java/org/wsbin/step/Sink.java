package org.wsbin.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.wsbin.scenario.Declaration.Group.BULK;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.StepContext;
import org.wsbin.scenario.WirePeer;
import org.wsbin.text.Json;

/** Reads one message of any size, and sends a receipt. */
public final class Sink implements ConnectionStep {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "sink",
            BULK,
            "Reads the client's next message, of any size up to --max-message, and answers with a"
                + " receipt in JSON: its length, its fragments (null on /ws, whose API hides them),"
                + " its SHA-256, and the milliseconds from its first byte to its last.")
        .example(
            "sink",
            "> hello",
            "< {\"kind\":\"text\",\"bytes\":5,\"fragments\":…,\"sha256\":"
                + "\"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\",\"millis\":…}",
            "< close 1000")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    return new Sinking();
  }

  private static final class Sinking implements Action {
    private final MessageDigest digest = Hash.sha256();
    private final Map<String, Object> receipt = new LinkedHashMap<>();
    private boolean begun;
    private long startedAt;
    private long bytes;

    @Override
    public void start(StepContext context) {
      // the message ends this step
    }

    @Override
    public int messages() {
      return 1;
    }

    @Override
    public void receive(StepContext context, MessageKind kind, ByteBuffer slice, boolean last) {
      if (!begun) {
        begun = true;
        startedAt = context.timer().nanos();
      }
      bytes += slice.remaining();
      digest.update(slice);
      if (last) {
        receipt.put("kind", kind.name().toLowerCase(Locale.ROOT));
        receipt.put("bytes", bytes);
        receipt.put(
            "fragments",
            context.peer() instanceof WirePeer wire
                ? Optional.of(wire.fragments())
                : Optional.empty());
        receipt.put("sha256", Hash.hex(digest));
        receipt.put("millis", TimeUnit.NANOSECONDS.toMillis(context.timer().nanos() - startedAt));
      }
    }

    @Override
    public void receivedAll(StepContext context) {
      context.say(MessageKind.TEXT, UTF_8.encode(Json.of(receipt)), context::done);
    }
  }
}
