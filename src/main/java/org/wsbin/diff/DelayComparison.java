package org.wsbin.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.wsbin.diff.Alignment.Pair;
import org.wsbin.diff.Side.Frame;

/**
 * Finds frames that took much longer than the fastest one. The clocks of both ends need not agree:
 * only what changes within the connection counts.
 */
final class DelayComparison {
  /** In seconds; less is normal on a network. */
  private static final double LARGE = 1;

  private DelayComparison() {}

  private record Passage(Frame sent, Frame arrived) {
    double offset() {
      return arrived.at() - sent.at();
    }
  }

  static void compare(
      Findings findings,
      Way way,
      List<Pair<ComparedMessage>> messages,
      List<Pair<ComparedMessage>> controls) {
    List<Passage> passages = new ArrayList<>();
    for (List<Pair<ComparedMessage>> pairs : List.of(messages, controls)) {
      for (Pair<ComparedMessage> pair : pairs) {
        if (pair.sent().isPresent() && pair.arrived().isPresent()) {
          passages.add(new Passage(pair.sent().get().first(), pair.arrived().get().first()));
        }
      }
    }
    Comparator<Passage> byOffset = Comparator.comparingDouble(Passage::offset);
    double fastest = passages.stream().min(byOffset).map(Passage::offset).orElse(0.0);
    passages.stream()
        .max(byOffset)
        .filter(slowest -> slowest.offset() - fastest > LARGE)
        .ifPresent(slowest -> report(findings, way, slowest, slowest.offset() - fastest));
  }

  private static void report(Findings findings, Way way, Passage slowest, double delay) {
    findings.different(
        "delay",
        "delay from " + way.sender(),
        way,
        at(slowest.sent()),
        at(slowest.arrived()),
        String.format(
            Locale.ROOT,
            "A frame from the %s, #%d of the %s, took %.1f s longer than the fastest.",
            way.sender(),
            slowest.sent().number(),
            way.sender(),
            delay),
        "Something between holds data back, or the " + way.receiver() + " read late.");
  }

  private static String at(Frame frame) {
    return String.format(Locale.ROOT, "#%d at %.3f s", frame.number(), frame.at());
  }
}
