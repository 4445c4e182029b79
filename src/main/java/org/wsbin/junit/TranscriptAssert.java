package org.wsbin.junit;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.wsbin.junit.TranscriptConnection.Header;

/**
 * Assertions on what the server saw. Each waits until it holds, for at most 5 seconds, or as long
 * as {@link #within} says, because the server may see an end later than the client. A failure's
 * message contains the log of all frames, with secrets as {@code ***}.
 */
public final class TranscriptAssert extends AbstractAssert<TranscriptAssert, WsbinTranscript> {
  private Duration atMost = TranscriptPage.DEFAULT_WAIT;

  private TranscriptAssert(WsbinTranscript transcript) {
    super(transcript, TranscriptAssert.class);
  }

  /** Begins assertions on a transcript. */
  public static TranscriptAssert assertThat(WsbinTranscript transcript) {
    return new TranscriptAssert(transcript);
  }

  /** Sets how long each of the following assertions waits: at most 5 minutes. */
  public TranscriptAssert within(Duration longest) {
    atMost = longest;
    return this;
  }

  /** The client has opened exactly so many connections. */
  public TranscriptAssert hasConnections(int count) {
    return check(
        seen ->
            difference(
                "to open " + connections(count), count, seen.connections().size(), "opened"));
  }

  /** The client has tried exactly so many further handshakes, accepted or refused. */
  public TranscriptAssert reconnected(int times) {
    return check(
        seen ->
            difference(
                "to reconnect " + times + (times == 1 ? " time" : " times"),
                times,
                Math.max(0, seen.handshakes().size() - 1),
                "reconnected"));
  }

  private static Optional<String> difference(String wish, int expected, int count, String verb) {
    return expected == count
        ? Optional.empty()
        : Optional.of("Expected the client " + wish + ", but it " + verb + " " + count + ".");
  }

  private static String connections(int count) {
    return count + (count == 1 ? " connection" : " connections");
  }

  /** The client has sent exactly these texts as messages, on all connections together. */
  public TranscriptAssert hasMessages(String... texts) {
    return sent(Stream.of(texts).map(TranscriptMessage::text).toList());
  }

  /** The client has sent exactly these binary messages, on all connections together. */
  public TranscriptAssert hasBinaryMessages(byte[]... payloads) {
    return sent(
        Arrays.stream(payloads)
            .map(bytes -> new TranscriptMessage(true, HexFormat.of().formatHex(bytes), false))
            .toList());
  }

  private TranscriptAssert sent(List<TranscriptMessage> expected) {
    return check(
        seen ->
            seen.messages().equals(expected)
                ? Optional.empty()
                : Optional.of(
                    "Expected the client to send "
                        + expected
                        + ", but it sent "
                        + seen.messages()
                        + "."
                        + (seen.messages().stream().anyMatch(TranscriptMessage::cut)
                            ? " Of a message with … the transcript has only a part: it keeps 4096"
                                + " bytes of each frame."
                            : "")));
  }

  /** The client has closed with this code on a connection; 1005 is a close without a code. */
  public TranscriptAssert closedWith(int code) {
    return closed("code " + code, one -> one.closeCode().orElse(-1) == code);
  }

  /** The client has closed with this code and this reason on a connection. */
  public TranscriptAssert closedWith(int code, String reason) {
    return closed(
        "code " + code + " and reason \"" + reason + "\"",
        one -> one.closeCode().orElse(-1) == code && one.closeReason().equals(reason));
  }

  private TranscriptAssert closed(String how, Function<TranscriptConnection, Boolean> test) {
    return check(
        seen ->
            seen.connections().stream().anyMatch(test::apply)
                ? Optional.empty()
                : Optional.of(
                    "Expected the client to close with " + how + ", but " + closes(seen) + "."));
  }

  private static String closes(TranscriptContent seen) {
    List<String> closes =
        seen.connections().stream()
            .filter(one -> one.closeCode().isPresent())
            .map(one -> one.closeCode().getAsInt() + " \"" + Printable.of(one.closeReason()) + "\"")
            .toList();
    return closes.isEmpty() ? "it sent no close frame" : "it sent " + String.join(", ", closes);
  }

  /**
   * The client has connected, and each connection has ended after a closing handshake. On {@code
   * /ws} the container hides that, so there this fails.
   */
  public TranscriptAssert wasCleanlyClosed() {
    return check(
        seen -> {
          if (seen.connections().isEmpty()) {
            return Optional.of("Expected a clean close, but the client opened no connection.");
          }
          return numbered(seen.connections(), one -> !one.ended() || !one.clean())
              .findFirst()
              .map(
                  number ->
                      "Expected every connection to be closed cleanly, but connection "
                          + number
                          + unclean(seen.connections().get(number - 1)));
        });
  }

  private static String unclean(TranscriptConnection one) {
    if (!one.ended()) {
      return " is open.";
    }
    return one.engine().equals("ws")
        ? " is on /ws, where the container hides how it ended: connect to /wire/…"
        : " ended otherwise.";
  }

  /**
   * Each handshake had this header. The failure's message shows the values, also those of secrets.
   *
   * @param pattern of a whole value; {@code *} stands for anything
   */
  public TranscriptAssert hasHeader(String name, String pattern) {
    Pattern wanted =
        Pattern.compile(
            Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(joining(".*")));
    return check(
        seen -> {
          if (seen.handshakes().isEmpty()) {
            return Optional.of(
                "Expected the header " + name + ", but the client made no handshake.");
          }
          return numbered(
                  seen.handshakes(),
                  one -> values(one, name).stream().noneMatch(v -> wanted.matcher(v).matches()))
              .findFirst()
              .map(
                  number -> {
                    List<String> values = values(seen.handshakes().get(number - 1), name);
                    return "Expected the header "
                        + name
                        + " to be \""
                        + pattern
                        + "\" in each handshake, but handshake "
                        + number
                        + (values.isEmpty()
                            ? " has none."
                            : " has " + Printable.of(values.toString()) + ".");
                  });
        });
  }

  private static List<String> values(List<Header> headers, String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  /** The numbers, from 1 on, of those of which this is true. */
  private static <T> Stream<Integer> numbered(List<T> all, Function<T, Boolean> test) {
    return IntStream.range(0, all.size()).filter(i -> test.apply(all.get(i))).mapToObj(i -> i + 1);
  }

  /**
   * The client violated no rule of wsbin's and fulfilled these expectations. Waits for the end of
   * one connection, or of as many as an expectation {@code connections:2} says.
   *
   * @throws IllegalArgumentException with the server's sentence, if one is not an expectation
   */
  public TranscriptAssert passesVerdict(String... expectations) {
    isNotNull();
    TranscriptVerdict verdict = actual.verdict(atMost, List.of(expectations));
    if (!verdict.passed()) {
      failWithMessage(
          "Expected the client to pass the verdict, but:%n%s%n%s",
          problems(verdict), actual.text());
    }
    return this;
  }

  /** The lines of the verdict that matter. */
  private static String problems(TranscriptVerdict verdict) {
    return verdict
        .text()
        .lines()
        .filter(line -> !line.startsWith("passed ") && !line.startsWith("skipped "))
        .collect(joining("\n"));
  }

  /** Looks until there is nothing wrong, or the time is over. */
  private TranscriptAssert check(Function<TranscriptContent, Optional<String>> problem) {
    isNotNull();
    long deadline = System.nanoTime() + atMost.toNanos();
    Optional<String> wrong = problem.apply(actual.content());
    while (wrong.isPresent() && System.nanoTime() < deadline) {
      TranscriptPage.pause();
      wrong = problem.apply(actual.content());
    }
    wrong.ifPresent(sentence -> failWithMessage("%s%n%s", sentence, actual.text()));
    return this;
  }
}
