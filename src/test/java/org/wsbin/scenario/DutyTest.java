package org.wsbin.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wsbin.scenario.Reaction.CLOSES;
import static org.wsbin.scenario.Reaction.ENDS_TCP;
import static org.wsbin.scenario.Reaction.FAILS_HANDSHAKE;
import static org.wsbin.scenario.Reaction.GIVES_UP;
import static org.wsbin.scenario.Reaction.GOES_ON;
import static org.wsbin.scenario.Reaction.NEVER_OPENS;
import static org.wsbin.scenario.Reaction.REPORTS;
import static org.wsbin.scenario.Reaction.WAITS;
import static org.wsbin.scenario.Reaction.closesWith;
import static org.wsbin.scenario.Reaction.closesWithFailureOtherThan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.scenario.ClientConduct.AfterFault;
import org.wsbin.scenario.Duty.Onset;
import org.wsbin.scenario.DutyVerdict.Outcome;

class DutyTest {
  private static final Map<String, Duty> DUTIES =
      Map.of(
          "fail",
              Duty.of("Fail.", closesWith(1002))
                  .tolerating(closesWithFailureOtherThan(1002), ENDS_TCP),
          "any-close", Duty.of("Close.", CLOSES),
          "fail-handshake", Duty.of("Fail.", FAILS_HANDSHAKE),
          "no-101", Duty.of("Fail.", NEVER_OPENS),
          "go-on", Duty.of("Ignore it.", GOES_ON),
          "give-up", Duty.of("Give up.", GIVES_UP).tolerating(WAITS),
          "after-ping", Duty.of("Close.", GIVES_UP).tolerating(WAITS).from(Onset.AFTER_PING),
          "after-close", Duty.of("End TCP.", GIVES_UP).tolerating(WAITS).from(Onset.AFTER_CLOSE),
          "report", Duty.of("Report it.", REPORTS));

  @DisplayName("RFC 6455 section 7.1.7: how a client fails the connection")
  @ParameterizedTest(name = "{0}: {1} is {2}")
  @CsvSource({
    "fail, local 1002, strict",
    "fail, fin 1002 late message, strict",
    "fail, timeout 1002, strict",
    "fail, local 1002 server-1001, strict",
    "fail, local 1007, lenient",
    "fail, local 1009, lenient",
    "fail, local 1011, lenient",
    "fail, fin, lenient",
    "fail, reset, lenient",
    "fail, fin message, lenient",
    "fail, local 1000, violated",
    "fail, local 1001 server-1001, violated",
    "fail, local no-code, violated",
    "fail, local 4000, violated",
    "fail, timeout late, violated",
    "fail, timeout late message, violated",
    "fail, timeout late raw-close, violated",
    "fail, send-timeout late, violated",
    "fail, fin late message, violated",
    "fail, reset late pong, violated",
    "fail, local violation, violated",
    "fail, fin violation, violated",
    "fail, unsent, inconclusive",
    "fail, refused 503, inconclusive",
    "fail, open, inconclusive",
    "fail, open 1002, inconclusive",
    "fail, fin late, inconclusive",
    "fail, reset late, inconclusive",
    "fail, local, inconclusive",
    "fail, unknown, inconclusive",
    "fail, fin server-1001, inconclusive",
    "fail, timeout server-1001 late, inconclusive",
    "any-close, local no-code, strict",
    "any-close, local 4999, strict",
    "any-close, fin, violated",
    "fail-handshake, fin, strict",
    "fail-handshake, reset, strict",
    "fail-handshake, fin message, violated",
    "fail-handshake, timeout pong late, violated",
    "fail-handshake, local 1000, violated",
    "fail-handshake, fin late, inconclusive",
    "fail-handshake, fin server-1001, inconclusive",
    "fail-handshake, refused 503, inconclusive",
    "no-101, refused 503, strict",
    "no-101, unsent, inconclusive",
    "go-on, fin message, strict",
    "go-on, reset ping late, strict",
    "go-on, timeout pong late, strict",
    "go-on, local 1000, strict",
    "go-on, local 1001 server-1001, strict",
    "go-on, local no-code, strict",
    "go-on, local 3000, strict",
    "go-on, local 1002, violated",
    "go-on, local 1002 message, violated",
    "go-on, local 1011, violated",
    "go-on, fin, violated",
    "go-on, timeout late, violated",
    "go-on, local message violation, violated",
    "go-on, fin late, inconclusive",
    "go-on, reset, inconclusive",
    "go-on, local, inconclusive",
    "give-up, fin late, strict",
    "give-up, reset, strict",
    "give-up, timeout late, lenient",
    "give-up, local, inconclusive",
    "after-ping, fin ping, strict",
    "after-ping, timeout ping late, lenient",
    "after-ping, fin message, inconclusive",
    "after-close, fin 1000, strict",
    "after-close, timeout 1000 late, lenient",
    "after-close, fin, inconclusive",
    "report, local, inconclusive",
    "report, fin late, inconclusive",
    "report, unsent, inconclusive",
    "report, fin violation, violated"
  })
  void whatWasSeenIsJudged(String duty, String seen, String outcome) {
    DutyVerdict verdict = DUTIES.get(duty).judge(ConductExamples.of(seen));
    assertThat(verdict.outcome().word()).as(verdict.sentence()).isEqualTo(outcome);
    assertThat(verdict.sentence()).matches("(The|A) .*[^.]\\.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fail | fin 1002 | The client closed with 1002 after 3 ms and ended TCP, as a strict client"
            + " does.",
        "fail | reset | The client reset TCP without a close frame after 3 ms, which is tolerable; a"
            + " strict client closes with 1002.",
        "fail | timeout late message | The client did not end the connection within 10000 ms, and"
            + " sent 1 message, 0 pings and 0 pongs after the fault; a strict client closes with"
            + " 1002.",
        "fail | local violation | The client violated the protocol itself (A frame is not masked); a"
            + " strict client closes with 1002.",
        "fail | local no-code | The client closed without a code after 3 ms; a strict client closes"
            + " with 1002.",
        "fail | fin late | The client ended TCP after 10000 ms without a sign of life: perhaps it"
            + " was stopped.",
        "fail | timeout server-1001 | The server closed with 1001 before the client reacted.",
        "fail | refused 429 | The handshake was answered with 429, so the fault was not sent.",
        "no-101 | refused 418 | The response was 418, and the client opened no connection on it.",
        "after-close | timeout 1000 late | The client closed with 1000 after 10000 ms and did not"
            + " end TCP, which is tolerable; a strict client ends TCP after a time of its own choice."
      })
  void theSentenceSaysWhy(String duty, String seen, String sentence) {
    assertThat(DUTIES.get(duty).judge(ConductExamples.of(seen)).sentence()).isEqualTo(sentence);
  }

  @Test
  void aReasonOfTheClientIsQuoted() {
    ClientConduct seen =
        new AfterFault(
            ConnectionState.OPEN.received(CloseFrame.of(1002, "no\u001b[2J")).ended(),
            Optional.of(EndOfStream.FIN),
            Optional.empty(),
            0,
            0,
            0,
            Duration.ZERO);
    assertThat(DUTIES.get("fail").judge(seen).sentence())
        .startsWith("The client closed with 1002 \"no")
        .doesNotContain("\u001b");
  }

  @Test
  void reactionsAreListedAsOneWouldSayThem() {
    Duty duty = DUTIES.get("fail");
    assertThat(duty.strictWords()).isEqualTo("closes with 1002");
    assertThat(duty.lenientWords())
        .isEqualTo(
            "closes with 1003, 1007, 1008, 1009, 1010 or 1011, or ends TCP at once, without a close"
                + " frame");
    assertThat(DUTIES.get("report").lenientWords()).isEmpty();
    assertThat(closesWith(1000, 1001).words()).isEqualTo("closes with 1000 or 1001");
    assertThat(CLOSES.words()).isEqualTo("closes, with any code or none");
  }

  @Test
  void aDutyWithoutAStrictReactionIsRefused() {
    assertThatThrownBy(() -> Duty.of("Nothing."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"Nothing.\"");
    List<Reaction> strict = List.of(GOES_ON);
    assertThatThrownBy(() -> new Duty(" ", Onset.AT_ONCE, strict, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void outcomesAreWords() {
    assertThat(Outcome.INCONCLUSIVE.word()).isEqualTo("inconclusive");
    assertThat(FAILS_HANDSHAKE.kind().word()).isEqualTo("fails-handshake");
  }
}
