package org.wsbin.probe;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.client.WebSocketException;
import org.wsbin.diff.Side;
import org.wsbin.protocol.MessageKind;
import org.wsbin.symptom.Symptom;

/** The largest frame and the largest message each way, by bisection up to 8 MiB. */
final class SizesCheck implements Check {
  private static final int MOST = 8 << 20;
  private static final int LEAST = 125;
  private static final int FRAGMENT = 4096;
  private static final long PATIENCE = 20_000;

  /** Bisection ends when the bounds are as near as that. */
  private static final double NEAR = 1.03;

  /** A way and a form. */
  enum Form {
    FRAME_TO_SERVER("a frame to the server"),
    MESSAGE_TO_SERVER("a message to the server, in fragments"),
    FRAME_TO_CLIENT("a frame to the client"),
    MESSAGE_TO_CLIENT("a message to the client, in fragments");

    private final String words;

    Form(String words) {
      this.words = words;
    }
  }

  /**
   * What came of one size.
   *
   * @param end how it ended, if it did not pass
   * @param server what the server saw then
   */
  private record Try(boolean passed, String end, String server, boolean byServer) {}

  @Override
  public String id() {
    return "sizes";
  }

  @Override
  public String title() {
    return "large frames and messages";
  }

  @Override
  public CheckResult run(ProbeTarget target) throws InterruptedException {
    Map<Form, FoundSymptom> limits = new EnumMap<>(Form.class);
    List<String> evidence = new ArrayList<>();
    try {
      for (Form form : Form.values()) {
        largest(target, form, evidence).ifPresent(limit -> limits.put(form, limit));
      }
      return CheckResult.of(
          limits.isEmpty() ? "8 MiB pass both ways" : "not all of 8 MiB pass",
          limits.keySet().stream().map(form -> named(form, limits)).toList(),
          evidence);
    } catch (WebSocketException failed) {
      return CheckResult.skipped("there is no connection: " + failed.getMessage());
    }
  }

  /** If fragments pass where a frame does not, the limit of that way is for frames. */
  static FoundSymptom named(Form form, Map<Form, FoundSymptom> limits) {
    FoundSymptom limit = limits.get(form);
    boolean frames =
        (form == Form.FRAME_TO_SERVER && !limits.containsKey(Form.MESSAGE_TO_SERVER))
            || (form == Form.FRAME_TO_CLIENT && !limits.containsKey(Form.MESSAGE_TO_CLIENT));
    return frames
        ? new FoundSymptom(Symptom.FRAME_LIMIT, limit.what(), limit.client(), limit.server())
        : limit;
  }

  private static Optional<FoundSymptom> largest(
      ProbeTarget target, Form form, List<String> evidence) throws InterruptedException {
    Try whole = attempt(target, form, MOST);
    if (whole.passed) {
      evidence.add(form.words + ": 8 MiB pass");
      return Optional.empty();
    }
    int passes = 0;
    int fails = MOST;
    Try last = whole;
    int next = LEAST;
    long end = System.nanoTime() + target.settings().maxTime().toNanos();
    while (fails > passes * NEAR + 1 && System.nanoTime() < end) {
      Try one = attempt(target, form, next);
      if (one.passed) {
        passes = next;
      } else {
        fails = next;
        last = one;
      }
      boolean growing = fails == MOST && next < MOST / 8;
      next = growing ? next * 8 : (passes + fails) / 2;
    }
    String what =
        "The largest that passes as "
            + form.words
            + " has about "
            + passes
            + " bytes; with "
            + fails
            + " the connection ended by "
            + last.end
            + (last.byServer ? ", which the server sent itself: its --max-message." : ".");
    evidence.add(what);
    return Optional.of(new FoundSymptom(Symptom.MESSAGE_LIMIT, what, last.end, last.server));
  }

  private static Try attempt(ProbeTarget target, Form form, int size) throws InterruptedException {
    try (ProbeVisit visit =
        ProbeVisit.to(target, path(form, size), options -> options.noDeflate())) {
      if (form == Form.FRAME_TO_SERVER) {
        visit.send(ByteBuffer.allocate(size), MessageKind.BINARY, true);
      } else if (form == Form.MESSAGE_TO_SERVER) {
        for (int at = 0; at < size && !visit.isOver(); at += FRAGMENT) {
          boolean last = at + FRAGMENT >= size;
          int part = Math.min(FRAGMENT, size - at);
          visit.send(ByteBuffer.allocate(part), MessageKind.BINARY, last);
        }
      }
      boolean toServer = form == Form.FRAME_TO_SERVER || form == Form.MESSAGE_TO_SERVER;
      Optional<ProbeVisit.Received> answer = visit.message(PATIENCE);
      boolean passed = answer.filter(message -> toServer || message.length() == size).isPresent();
      if (passed) {
        visit.awaitEnd(1000);
        return new Try(true, "", "", false);
      }
      visit.awaitEnd(2000);
      Optional<Side> server = visit.server();
      boolean byServer = server.flatMap(Side::closedBy).filter("server"::equals).isPresent();
      return new Try(
          false,
          visit.isOver() ? visit.howItEnded() : "no answer within " + PATIENCE / 1000 + " s",
          server.map(side -> "closed by " + side.closedBy().orElse("nobody")).orElse(""),
          byServer);
    }
  }

  private static String path(Form form, int size) {
    return switch (form) {
      case FRAME_TO_SERVER, MESSAGE_TO_SERVER -> "sink";
      case FRAME_TO_CLIENT -> "binary/" + size;
      case MESSAGE_TO_CLIENT -> "fragment/" + FRAGMENT + "/binary/" + size;
    };
  }
}
