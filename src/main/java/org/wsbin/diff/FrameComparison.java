package org.wsbin.diff;

import java.util.List;
import java.util.Optional;
import org.wsbin.diff.Alignment.Pair;
import org.wsbin.diff.Side.Frame;

/** Compares the frames of one direction: messages, pings and pongs, masking keys, delays. */
final class FrameComparison {
  private final Findings findings;
  private final Way way;
  private final Side sender;
  private final Side receiver;
  private final String from;

  FrameComparison(Findings findings, Way way, Side client, Side server) {
    this.findings = findings;
    this.way = way;
    this.sender = way.sent(client, server);
    this.receiver = way.arrived(client, server);
    this.from = "from the " + way.sender();
  }

  void compare() {
    List<Frame> sent = frames(sender);
    List<Frame> arrived = frames(receiver);
    Optional<String> hidden = hidden();
    if (hidden.isPresent()) {
      unknown(sent, arrived, hidden.get());
      return;
    }
    Optional<List<Pair<ComparedMessage>>> messages =
        aligned(ComparedMessage.messages(sent), ComparedMessage.messages(arrived));
    Optional<List<Pair<ComparedMessage>>> controls =
        aligned(ComparedMessage.controls(sent), ComparedMessage.controls(arrived));
    if (messages.isEmpty() || controls.isEmpty()) {
      unknown(sent, arrived, "There are too many different frames " + from + " to compare them.");
      return;
    }
    summary(messages.get(), "messages");
    new MessageComparison(findings, way, unfinished()).compare(messages.get());
    summary(controls.get(), "pings, pongs");
    new ControlComparison(findings, way, unfinished()).compare(controls.get());
    if (way == Way.FROM_CLIENT) {
      KeyComparison.compare(findings, messages.get(), controls.get(), sent, arrived);
    }
    DelayComparison.compare(findings, way, messages.get(), controls.get());
  }

  private List<Frame> frames(Side side) {
    return side.frames().stream().filter(frame -> frame.way() == way).toList();
  }

  private void unknown(List<Frame> sent, List<Frame> arrived, String why) {
    findings.unknown(
        "frames from " + way.sender(),
        way.sent(sent, arrived).size() + " recorded",
        way.arrived(sent, arrived).size() + " recorded",
        why);
  }

  /** Why the frames cannot be compared. */
  private Optional<String> hidden() {
    if (!sender.showsFrames() || !receiver.showsFrames()) {
      return Optional.of(
          "On /ws the server does not see frames: those " + from + " are not compared.");
    }
    if (sender.omittedFrames() + receiver.omittedFrames() > 0) {
      return Optional.of("A transcript was full: the frames " + from + " are not compared.");
    }
    if (way == Way.FROM_SERVER && sender.faulty()) {
      return Optional.of(
          "The server sent raw bytes (a fault): the frames " + from + " are not compared.");
    }
    return Optional.empty();
  }

  /** Whether something may still arrive. */
  private boolean unfinished() {
    return receiver.tcp().isEmpty();
  }

  private static Optional<List<Pair<ComparedMessage>>> aligned(
      List<ComparedMessage> sent, List<ComparedMessage> arrived) {
    return Alignment.of(
        sent,
        arrived,
        (one, other) -> one.kind().equals(other.kind()) && one.compare(other) != Sameness.DIFFERENT,
        (one, other) -> one.kind().equals(other.kind()) || related(one, other));
  }

  /** A text that arrives as binary, with the same payload. */
  private static boolean related(ComparedMessage one, ComparedMessage other) {
    return one.compare(other) == Sameness.SAME
        && !one.kind().equals("ping")
        && !one.kind().equals("pong");
  }

  private void summary(List<Pair<ComparedMessage>> pairs, String what) {
    long same =
        pairs.stream()
            .filter(pair -> pair.sent().isPresent() && pair.arrived().isPresent())
            .count();
    findings.same(
        what + " from " + way.sender(), same == pairs.size() ? "" + same : same + " on both sides");
  }
}
