package org.wsbin.diff;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsbin.diff.Alignment.Pair;

/** Compares the pings and pongs of one direction. */
record ControlComparison(Findings findings, Way way, boolean unfinished) {

  void compare(List<Pair<ComparedMessage>> pairs) {
    for (String kind : List.of("ping", "pong")) {
      List<Pair<ComparedMessage>> lost = new ArrayList<>();
      List<Pair<ComparedMessage>> added = new ArrayList<>();
      List<Pair<ComparedMessage>> changed = new ArrayList<>();
      for (Pair<ComparedMessage> pair : pairs) {
        boolean wanted =
            pair.sent().or(pair::arrived).filter(frame -> frame.kind().equals(kind)).isPresent();
        if (wanted && pair.arrived().isEmpty()) {
          lost.add(pair);
        } else if (wanted && pair.sent().isEmpty()) {
          added.add(pair);
        } else if (wanted
            && pair.sent().get().compare(pair.arrived().get()) == Sameness.DIFFERENT) {
          changed.add(pair);
        }
      }
      report(kind, lost, added, changed);
    }
  }

  private void report(
      String kind,
      List<Pair<ComparedMessage>> lost,
      List<Pair<ComparedMessage>> added,
      List<Pair<ComparedMessage>> changed) {
    boolean ping = kind.equals("ping");
    if (unfinished && !lost.isEmpty()) {
      findings.note(
          Plural.of(lost.size(), kind)
              + " from the "
              + way.sender()
              + " may still have been on the way.");
    } else {
      some(
          kind,
          "-lost",
          lost,
          "did not arrive",
          ping
              ? "Something between keeps pings for itself, and perhaps answers them."
              : "Something between keeps pongs for itself.");
    }
    some(
        kind,
        "-added",
        added,
        "arrived that the " + way.sender() + " did not send",
        ping
            ? "Something between pings by itself, to keep the connection alive."
            : "Something between answers pings itself.");
    some(kind, "-changed", changed, "arrived with another payload", "");
  }

  private void some(
      String kind, String what, List<Pair<ComparedMessage>> pairs, String verb, String cause) {
    if (!pairs.isEmpty()) {
      Pair<ComparedMessage> first = pairs.get(0);
      findings.different(
          kind + what,
          kind + " from " + way.sender(),
          way,
          shown(first.sent()),
          shown(first.arrived()),
          (pairs.size() == 1 ? "A " + kind : pairs.size() + " " + kind + "s")
              + (what.equals("-added") ? " " : " from the " + way.sender() + " ")
              + verb
              + ".",
          cause);
    }
  }

  private static String shown(Optional<ComparedMessage> control) {
    return control
        .map(
            c ->
                "#%d %s \"%s\""
                    .formatted(
                        c.first().number(), c.kind(), new String(c.first().payload(), UTF_8)))
        .orElse(Findings.NONE);
  }
}
