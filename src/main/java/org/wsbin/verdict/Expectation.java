package org.wsbin.verdict;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Quoted;
import org.wsbin.recording.RecordedFrame;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.transcript.RequestHead;
import org.wsbin.transcript.Transcript.Snapshot;

/**
 * What a test expects besides the rules: {@code ?expect=close:4001}.
 *
 * @param text as it was given
 * @param value what follows the name
 */
record Expectation(String text, Kind kind, String value) {

  /** All kinds, in the order in which a sentence lists them. */
  private static final List<Kind> KINDS = kinds();

  /** A kind of expectation; its check says why it is not so. */
  record Kind(
      String name,
      String example,
      Pattern values,
      String sentence,
      BiFunction<Snapshot, String, Optional<String>> check) {}

  private static List<Kind> kinds() {
    return List.of(
        new Kind(
            "close",
            "close:4001",
            Pattern.compile("\\d{4}"),
            "The client closes with this code (1005: without one).",
            Expectation::close),
        new Kind(
            "messages",
            "messages:3",
            Pattern.compile("\\d{1,9}"),
            "The client sends so many messages, on all connections together.",
            Expectation::messages),
        new Kind(
            "header",
            "header:authorization:Bearer*",
            Pattern.compile("[^:]+:.*"),
            "Each handshake has this header; * stands for anything.",
            Expectation::header),
        new Kind(
            "connections",
            "connections:2",
            Pattern.compile("\\d{1,9}"),
            "The client opens so many connections.",
            (transcript, value) -> number(transcript.connections().size(), "connections", value)),
        new Kind(
            "reconnects",
            "reconnects:1",
            Pattern.compile("\\d{1,9}"),
            "The client tries so many further handshakes, accepted or refused.",
            (transcript, value) ->
                number(
                    Math.max(0, Reconnects.attempts(transcript).size() - 1), "reconnects", value)),
        new Kind(
            "backoff",
            "backoff",
            Pattern.compile(""),
            "The client waits longer before each further handshake.",
            (transcript, value) -> Reconnects.withoutBackoff(transcript)));
  }

  /**
   * Reads one.
   *
   * @throws BadParameterException with a sentence, if there is no such expectation
   */
  static Expectation parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    Kind kind =
        KINDS.stream()
            .filter(known -> known.name().equals(name))
            .filter(known -> known.values().matcher(value).matches())
            .findFirst()
            .orElseThrow(() -> unknown(text));
    return new Expectation(text, kind, value);
  }

  private static BadParameterException unknown(String text) {
    return new BadParameterException(
        "The parameter expect is "
            + Quoted.of(text)
            + "; allowed are "
            + KINDS.stream().map(Kind::example).collect(joining(", "))
            + ".");
  }

  Judgement judge(Snapshot transcript) {
    Optional<String> why = kind.check().apply(transcript, value);
    return new Judgement(
        "expect " + text,
        "",
        kind.sentence(),
        why.isEmpty() ? Judgement.Outcome.PASSED : Judgement.Outcome.FAILED,
        why.map(sentence -> List.of(new Finding("", List.of(), sentence))).orElse(List.of()));
  }

  private static Optional<String> close(Snapshot transcript, String value) {
    List<String> codes =
        transcript.connections().stream()
            .flatMap(connection -> Closing.code(connection).stream())
            .map(code -> Integer.toString(code))
            .toList();
    if (codes.contains(value)) {
      return Optional.empty();
    }
    return Optional.of(
        codes.isEmpty()
            ? "The client sent no close."
            : "The client closed with " + String.join(", ", codes) + ".");
  }

  private static Optional<String> messages(Snapshot transcript, String value) {
    long messages =
        transcript.connections().stream()
            .flatMap(connection -> connection.frames().stream())
            .filter(Expectation::endsMessage)
            .count();
    return number(messages, "messages", value);
  }

  private static boolean endsMessage(RecordedFrame frame) {
    boolean control = frame.opcode().isControl() || frame.opcode() == Opcode.CLOSE;
    return frame.received() && frame.header().fin() && frame.complete() && !control;
  }

  private static Optional<String> number(long found, String what, String value) {
    return found == Long.parseLong(value)
        ? Optional.empty()
        : Optional.of("There were " + found + " " + what + ".");
  }

  private static Optional<String> header(Snapshot transcript, String value) {
    int colon = value.indexOf(':');
    String name = value.substring(0, colon);
    Glob pattern = Glob.of(value.substring(colon + 1));
    List<String> without = new ArrayList<>();
    for (RequestHead head : Reconnects.heads(transcript)) {
      boolean has =
          head.headers().stream()
              .filter(header -> header.getKey().equalsIgnoreCase(name))
              .anyMatch(header -> pattern.matches(header.getValue()));
      if (!has) {
        without.add(head.id());
      }
    }
    return without.isEmpty()
        ? Optional.empty()
        : Optional.of("The handshake of " + String.join(", ", without) + " has no such header.");
  }
}
