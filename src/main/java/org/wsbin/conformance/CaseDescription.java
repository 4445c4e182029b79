package org.wsbin.conformance;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.List;

/** A case in words, made from its data. */
final class CaseDescription {
  private static final List<String> OPCODES =
      List.of("continuation", "text", "binary", "", "", "", "", "", "close", "ping", "pong");

  private CaseDescription() {}

  static String of(ConformanceCase played) {
    return (played.own().words().isEmpty()
            ? played.title() + ": "
            : played.own().words().replaceFirst("\\.$", "") + " (" + played.own().source() + "): ")
        + (played.own().head().isEmpty()
            ? ""
            : "a head with " + played.own().head().inWords() + ", then ")
        + played.script().stream().map(CaseDescription::step).collect(joining(", "))
        + "."
        + played.compression().map(terms -> " Compression: " + terms.inWords() + ".").orElse("");
  }

  static String expectation(ConformanceCase played) {
    if (played.informs()) {
      return "Whatever the peer does is noted.";
    }
    String refusal =
        played.own().refusals().isEmpty()
            ? ""
            : played.own().refusals().entrySet().stream()
                    .map(
                        each ->
                            each.getKey()
                                + " for a refusal"
                                + (each.getValue().isEmpty() ? "" : " with " + each.getValue()))
                    .sorted()
                    .collect(joining(", "))
                + (played.expected().isEmpty() ? "." : "; ");
    if (played.expected().isEmpty() && !refusal.isEmpty()) {
      return refusal;
    }
    String events =
        played.judgesEchoes()
            ? "Each echo is equal to what was sent"
            : played.expected().entrySet().stream()
                .map(each -> each.getKey() + " for " + events(each.getValue()))
                .collect(joining(", "));
    ExpectedClose closing = played.closing();
    String codes =
        closing.codes().isEmpty()
            ? "none"
            : closing.codes().stream().distinct().map(String::valueOf).collect(joining(" or "));
    if (closing.byEither()) {
      return refusal
          + events
          + "; either end closes, the peer with "
          + codes
          + " or without a code.";
    }
    return refusal
        + events
        + (closing.byUs()
            ? "; the peer answers the close with " + codes + " or without a code."
            : "; the peer closes with " + codes + " or without a code, or ends TCP.");
  }

  private static String events(List<Event> events) {
    return events.isEmpty()
        ? "nothing"
        : events.stream()
            .map(
                event ->
                    switch (event.kind()) {
                      case TEXT -> "the text of " + event.content().length() + " bytes";
                      case BINARY -> "the binary message of " + event.content().length() + " bytes";
                      case PONG -> "a pong of " + event.content().length() + " bytes";
                      case TIME -> "time " + event.content().shown();
                    })
            .collect(joining(", "));
  }

  private static String step(CaseStep step) {
    if (step instanceof CaseStep.Frame frame) {
      return frame(frame);
    } else if (step instanceof CaseStep.Message message) {
      return OPCODES.get(message.opcode())
          + " message of "
          + message.payload()
          + (message.fragment() == 0 ? "" : " in fragments of " + message.fragment() + " bytes");
    } else if (step instanceof CaseStep.Data data) {
      return data.size()
          + (data.file().isText() ? " characters of " : " bytes of ")
          + data.file()
          + (data.fragment() == 0 ? "" : " in fragments of " + data.fragment() + " bytes");
    } else if (step instanceof CaseStep.Header header) {
      return "the header of a text frame of " + header.length() + " bytes without FIN";
    } else if (step instanceof CaseStep.Octets octets) {
      return "of its payload " + octets.payload();
    } else if (step instanceof CaseStep.Close close) {
      return "close "
          + (close.code().isPresent() ? String.valueOf(close.code().getAsInt()) : "without a code")
          + (close.rest().length() == 0 ? "" : ", then " + close.rest());
    } else if (step instanceof CaseStep.Wait wait) {
      return "a wait of " + seconds(wait.time());
    } else if (step instanceof CaseStep.Kill kill) {
      return "close 1001 after " + seconds(kill.after());
    } else if (step instanceof CaseStep.End end) {
      return "close without a code after " + seconds(end.after());
    } else if (step instanceof CaseStep.Echoes echoes) {
      return echoes(echoes);
    }
    return unusual(step);
  }

  private static String unusual(CaseStep step) {
    if (step instanceof CaseStep.Times times) {
      return times.count() + " times a " + frame(times.frame());
    } else if (step instanceof CaseStep.Stall stall) {
      return "nothing is read for " + seconds(stall.time());
    } else if (step instanceof CaseStep.Hold hold) {
      return "the peer's close is held for " + seconds(hold.time());
    }
    return "the suite ends its side of TCP";
  }

  private static String echoes(CaseStep.Echoes echoes) {
    return (echoes.count() == 1 ? "" : echoes.count() + " times, each after the echo: ")
        + step(echoes.what());
  }

  private static String frame(CaseStep.Frame frame) {
    String name =
        frame.opcode() < OPCODES.size() && !OPCODES.get(frame.opcode()).isEmpty()
            ? OPCODES.get(frame.opcode())
            : "opcode " + frame.opcode();
    return name
        + " frame of "
        + frame.payload()
        + (frame.fin() ? "" : ", without FIN")
        + (frame.reserved() == 0 ? "" : ", with reserved bits " + frame.reserved())
        + (frame.chop() == 0 ? "" : ", in writes of " + frame.chop() + " bytes")
        + (frame.alone() ? ", in a write of its own" : "")
        + frame.form().inWords();
  }

  private static String seconds(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
