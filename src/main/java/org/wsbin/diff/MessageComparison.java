package org.wsbin.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsbin.diff.Alignment.Pair;

/** Compares the messages of one direction. */
final class MessageComparison {
  private static final String REFRAMES = "Something between reads messages and frames them anew.";

  private final Findings findings;
  private final Way way;
  private final boolean unfinished;
  private final List<Pair<ComparedMessage>> merged = new ArrayList<>();
  private final List<Pair<ComparedMessage>> split = new ArrayList<>();
  private final List<Pair<ComparedMessage>> moved = new ArrayList<>();
  private final List<Pair<ComparedMessage>> plain = new ArrayList<>();
  private final List<Pair<ComparedMessage>> compressed = new ArrayList<>();
  private final List<Pair<ComparedMessage>> recompressed = new ArrayList<>();
  private final List<Pair<ComparedMessage>> changed = new ArrayList<>();
  private final List<Pair<ComparedMessage>> kinds = new ArrayList<>();
  private final List<Pair<ComparedMessage>> lost = new ArrayList<>();
  private final List<Pair<ComparedMessage>> added = new ArrayList<>();
  private int cut;

  /**
   * For one direction.
   *
   * @param unfinished whether something may still arrive
   */
  MessageComparison(Findings findings, Way way, boolean unfinished) {
    this.findings = findings;
    this.way = way;
    this.unfinished = unfinished;
  }

  void compare(List<Pair<ComparedMessage>> pairs) {
    for (Pair<ComparedMessage> pair : pairs) {
      if (pair.arrived().isEmpty()) {
        lost.add(pair);
      } else if (pair.sent().isEmpty()) {
        added.add(pair);
      } else {
        both(pair, pair.sent().get(), pair.arrived().get());
      }
    }
    report();
  }

  private void both(Pair<ComparedMessage> pair, ComparedMessage sent, ComparedMessage arrived) {
    Sameness same = sent.compare(arrived);
    if (same == Sameness.DIFFERENT) {
      changed.add(pair);
      return;
    }
    cut += same == Sameness.UNSURE ? 1 : 0;
    if (!sent.kind().equals(arrived.kind())) {
      kinds.add(pair);
    }
    if (sent.rsv1() != arrived.rsv1()) {
      (sent.rsv1() ? plain : compressed).add(pair);
    } else if (!sent.complete() || !arrived.complete()) {
      cut += same == Sameness.UNSURE ? 0 : 1;
    } else if (sent.length() != arrived.length()) {
      recompressed.add(pair);
    } else if (sent.frames().size() > arrived.frames().size()) {
      merged.add(pair);
    } else if (sent.frames().size() < arrived.frames().size()) {
      split.add(pair);
    } else if (!sent.sizes().equals(arrived.sizes())) {
      moved.add(pair);
    }
  }

  private void report() {
    some("frames-merged", merged, "arrived in fewer frames", REFRAMES);
    some("frames-split", split, "arrived in more frames", REFRAMES);
    some("frames-moved", moved, "arrived in frames of other sizes", REFRAMES);
    some(
        "compression-lost",
        plain,
        "left compressed (RSV1) and arrived plain",
        "Something between inflates messages.");
    some(
        "compression-added",
        compressed,
        "left plain and arrived compressed (RSV1)",
        "Something between compresses messages.");
    some("compression-changed", recompressed, "arrived compressed differently", REFRAMES);
    some("payload-changed", changed, "arrived with another payload", "");
    some("kind-changed", kinds, "arrived as another type", REFRAMES);
    if (unfinished && !lost.isEmpty()) {
      findings.note(
          "The connection was open when it was recorded: "
              + Plural.of(lost.size(), "message")
              + " from the "
              + way.sender()
              + " may still have been on the way.");
    } else {
      some("message-lost", lost, "did not arrive", "");
    }
    some("message-added", added, "arrived although the " + way.sender() + " sent none", "");
    if (cut > 0) {
      findings.note(
          "Only a part of "
              + Plural.of(cut, "message")
              + " from the "
              + way.sender()
              + " was kept: the rest cannot be compared.");
    }
  }

  private void some(String kind, List<Pair<ComparedMessage>> pairs, String verb, String cause) {
    if (pairs.isEmpty()) {
      return;
    }
    Pair<ComparedMessage> first = pairs.get(0);
    String where = first.sent().isPresent() ? way.sender() : way.receiver();
    int number = first.sent().or(first::arrived).orElseThrow().first().number();
    String which =
        pairs.size() == 1
            ? "A message from the %s, #%d of the %s, %s."
                .formatted(way.sender(), number, where, verb)
            : "%d messages from the %s %s; the first is #%d of the %s."
                .formatted(pairs.size(), way.sender(), verb, number, where);
    findings.different(
        kind,
        "message from " + way.sender(),
        way,
        shown(first.sent()),
        shown(first.arrived()),
        which,
        cause);
  }

  private static String shown(Optional<ComparedMessage> message) {
    return message.map(ComparedMessage::shown).orElse(Findings.NONE);
  }
}
