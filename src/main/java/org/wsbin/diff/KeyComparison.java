package org.wsbin.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.diff.Alignment.Pair;
import org.wsbin.diff.Side.Frame;

/** Compares the masking keys that the client chose with those that arrived. */
final class KeyComparison {
  private KeyComparison() {}

  static void compare(
      Findings findings,
      List<Pair<ComparedMessage>> messages,
      List<Pair<ComparedMessage>> controls,
      List<Frame> sent,
      List<Frame> arrived) {
    List<Map.Entry<Frame, Frame>> frames = new ArrayList<>();
    messages.forEach(pair -> add(pair, frames));
    controls.forEach(pair -> add(pair, frames));
    Optional<Frame> close = close(sent);
    close.ifPresent(own -> close(arrived).ifPresent(came -> frames.add(Map.entry(own, came))));
    List<Map.Entry<Frame, Frame>> changed =
        frames.stream()
            .filter(pair -> !pair.getKey().maskingKey().equals(pair.getValue().maskingKey()))
            .toList();
    if (changed.isEmpty()) {
      findings.same("masking keys", "" + frames.size());
      return;
    }
    Map.Entry<Frame, Frame> first = changed.get(0);
    findings.different(
        "masking-keys",
        "masking keys",
        Way.FROM_CLIENT,
        shown(first.getKey()),
        shown(first.getValue()),
        "The masking keys of "
            + changed.size()
            + " of "
            + Plural.of(frames.size(), "frame")
            + " were changed.",
        "Something between unmasks the frames, and masks them anew.");
  }

  private static Optional<Frame> close(List<Frame> frames) {
    return frames.stream().filter(frame -> frame.opcode().equals("close")).findFirst();
  }

  private static void add(Pair<ComparedMessage> pair, List<Map.Entry<Frame, Frame>> frames) {
    if (pair.sent().isPresent() && pair.arrived().isPresent()) {
      List<Frame> sent = pair.sent().get().frames();
      List<Frame> arrived = pair.arrived().get().frames();
      for (int i = 0; sent.size() == arrived.size() && i < sent.size(); i++) {
        frames.add(Map.entry(sent.get(i), arrived.get(i)));
      }
    }
  }

  private static String shown(Frame frame) {
    return "#" + frame.number() + " " + frame.maskingKey().orElse("unmasked");
  }
}
