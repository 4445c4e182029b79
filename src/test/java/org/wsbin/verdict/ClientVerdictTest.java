package org.wsbin.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionObserver.Direction;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Rule;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.protocol.Violation;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Duty;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.Reaction;
import org.wsbin.settings.Settings.Recording;
import org.wsbin.step.FakeOpeningRequest;
import org.wsbin.transcript.Transcripts;
import org.wsbin.verdict.Judgement.Outcome;

class ClientVerdictTest {
  private static final CloseFrame NORMAL = CloseFrame.of(1000, "");

  private static final FaultDuty DUTIES =
      new FaultDuty(
          Map.of(
              "fault/masked",
              Duty.of("Close with 1002.", Reaction.closesWith(1002)).tolerating(Reaction.ENDS_TCP)),
          Set.of("fault/masked"));

  private static final long LATER = Duration.ofSeconds(2).toNanos();

  private final FakeTimer timer = new FakeTimer();
  private final Transcripts transcripts =
      new Transcripts(
          new Recording(3, Duration.ofHours(1), 10_000_000), new MemoryBudget(1 << 28), timer);
  private int handshakes;

  @Test
  void aGoodClientPasses() {
    ConnectionObserver seen = open();
    received(seen, Opcode.TEXT, "a", 0x1234abcd, 1);
    sent(seen, Opcode.PING, "p", 2);
    received(seen, Opcode.PONG, "p", 0x77777777, 3);
    closed(seen, NORMAL, NORMAL, EndOfStream.LOCAL);
    ClientVerdict verdict = verdict();
    assertThat(verdict.judgements()).noneMatch(one -> one.outcome() == Outcome.FAILED);
    assertThat(verdict.passed()).isTrue();
    assertThat(outcome("pings-answered")).isEqualTo(Outcome.PASSED);
    assertThat(outcome("close-answered")).as("the client closed").isEqualTo(Outcome.SKIPPED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Rule.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"TOO_BIG", "TOO_MANY_FRAGMENTS"})
  void everyViolationFailsOneRule(Rule rule) {
    ConnectionObserver seen = open();
    received(seen, Opcode.TEXT, "a", 1, 1);
    seen.violation(new Violation(rule, "The reason."), ByteBuffer.allocate(0), LATER);
    closed(seen, CloseFrame.of(rule.closeCode(), ""), null, EndOfStream.FIN);
    List<Judgement> failed =
        verdict().judgements().stream().filter(one -> one.outcome() == Outcome.FAILED).toList();
    assertThat(failed).hasSize(1);
    assertThat(failed.get(0).section())
        .contains(
            rule.section()
                .replaceAll("(section \\d+).*", "$1")
                .substring(9)
                .replace("section ", ""));
    assertThat(failed.get(0).findings())
        .containsExactly(new Finding("0123456789abcdef", List.of(1), "The reason."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TOO_BIG", "TOO_MANY_FRAGMENTS"})
  void aLimitOfTheServerIsNoFaultOfTheClient(Rule rule) {
    ConnectionObserver seen = open();
    seen.violation(new Violation(rule, "The reason."), ByteBuffer.allocate(0), LATER);
    closed(seen, CloseFrame.of(1009, ""), null, EndOfStream.FIN);
    assertThat(verdict().passed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'1,1', FAILED",
    "'1,0,3', FAILED",
    "'1,2,3,4', FAILED",
    "'-1,-2,-3,-4', FAILED",
    "'1,2,3', PASSED",
    "'5,9,1,77', PASSED"
  })
  void maskingKeysAreFresh(String keys, Outcome outcome) {
    ConnectionObserver seen = open();
    for (String key : keys.split(",", -1)) {
      received(seen, Opcode.TEXT, "a", Integer.parseInt(key), 1);
    }
    assertThat(outcome("fresh-masking-keys")).isEqualTo(outcome);
  }

  @Test
  void onePairOfEqualKeysAmongVeryManyIsChance() {
    ConnectionObserver seen = open();
    Random random = new Random(42);
    IntStream.range(0, 2000)
        .forEach(
            i ->
                received(
                    seen, Opcode.TEXT, "", i == 1000 ? 7 : i == 5 ? 7 : random.nextInt() | 8, 1));
    assertThat(outcome("fresh-masking-keys")).isEqualTo(Outcome.PASSED);
  }

  @Test
  void aPingMustBeAnsweredUnlessALaterOneIsOrTheEndIsNear() {
    ConnectionObserver seen = open();
    sent(seen, Opcode.PING, "a", 1);
    sent(seen, Opcode.PING, "b", 2);
    received(seen, Opcode.PONG, "b", 3, 3);
    sent(seen, Opcode.PING, "c", 10);
    end(seen, EndOfStream.FIN, 12);
    assertThat(outcome("pings-answered")).isEqualTo(Outcome.PASSED);

    ConnectionObserver silent = open();
    sent(silent, Opcode.PING, "a", 1);
    end(silent, EndOfStream.FIN, 20);
    assertThat(outcome("pings-answered")).isEqualTo(Outcome.FAILED);
  }

  @Test
  void pongsKeepTheOrderOfThePings() {
    ConnectionObserver seen = open();
    sent(seen, Opcode.PING, "a", 1);
    sent(seen, Opcode.PING, "b", 2);
    received(seen, Opcode.PONG, "b", 3, 3);
    received(seen, Opcode.PONG, "a", 4, 4);
    assertThat(outcome("pongs-in-order")).isEqualTo(Outcome.FAILED);
  }

  @ParameterizedTest
  @CsvSource({
    "true, FIN, PASSED, the client answered",
    "false, FIN, FAILED, it ended TCP",
    "false, RESET, FAILED, it reset TCP",
    "false, TIMEOUT, FAILED, the server had to end TCP"
  })
  void theServersCloseIsAnswered(boolean answered, EndOfStream how, Outcome outcome, String why) {
    closed(open(), NORMAL, answered ? NORMAL : null, how);
    assertThat(outcome("close-answered")).isEqualTo(outcome);
    if (!answered) {
      assertThat(judgement("close-answered").findings().get(0).sentence()).contains(why);
    }
  }

  @Test
  void nothingFollowsAClose() {
    ConnectionObserver seen = open();
    seen.close(Direction.RECEIVED, NORMAL, 1);
    seen.ignored(7, 2);
    end(seen, EndOfStream.LOCAL, 3);
    assertThat(judgement("nothing-after-close").findings().get(0).sentence())
        .isEqualTo("The client sent 7 bytes after its close.");
  }

  @Test
  void tcpDoesNotEndBeforeAClose() {
    end(open(), EndOfStream.RESET, 1);
    assertThat(judgement("closed-before-tcp").findings().get(0).sentence())
        .isEqualTo("Without a close, the client reset TCP.");
    ConnectionObserver faulty = open();
    faulty.rawBytes(ByteBuffer.allocate(1), 1);
    assertThat(judgement("closed-before-tcp").findings()).hasSize(1);
  }

  @Test
  void onTheContainersEngineClosesAreNotJudged() {
    FakeOpeningRequest opening = opening("key");
    opening.engine = Engine.CONTAINER;
    ConnectionObserver seen = transcripts.accepted(opening, "echo").orElseThrow();
    seen.opened(0);
    end(seen, EndOfStream.UNKNOWN, 1);
    assertThat(outcome("closed-before-tcp")).isEqualTo(Outcome.SKIPPED);
    assertThat(outcome("close-answered")).isEqualTo(Outcome.SKIPPED);
  }

  @Test
  void aMalformedHandshakeFailsAndAForbiddenOneDoesNot() {
    transcripts.answered(opening("a"), new Refused(403, "The origin is not allowed."));
    assertThat(outcome("handshake")).isEqualTo(Outcome.PASSED);
    transcripts.answered(opening("b"), new Refused(400, "The key is missing."));
    assertThat(judgement("handshake").findings().get(0).sentence())
        .isEqualTo("400: The key is missing.");
  }

  @Test
  void handshakeKeysAreFresh() {
    transcripts.accepted(opening("a"), "echo");
    transcripts.accepted(opening("b"), "echo");
    assertThat(outcome("fresh-handshake-key")).isEqualTo(Outcome.PASSED);
    transcripts.accepted(opening("a"), "echo");
    assertThat(outcome("fresh-handshake-key")).isEqualTo(Outcome.FAILED);
  }

  @Test
  void retryAfterIsKept() {
    Refused later = new Refused(503, Map.of("Retry-After", "5"), "later");
    transcripts.answered(opening("a"), later);
    assertThat(outcome("retry-after")).as("it has not come back").isEqualTo(Outcome.SKIPPED);
    timer.advance(Duration.ofSeconds(5));
    transcripts.answered(opening("b"), later);
    assertThat(outcome("retry-after")).isEqualTo(Outcome.PASSED);
    timer.advance(Duration.ofMillis(4999));
    open();
    assertThat(judgement("retry-after").findings().get(0).sentence())
        .isEqualTo("After a refusal with Retry-After: 5 the client came back after 4999ms.");
  }

  @ParameterizedTest
  @CsvSource({
    "1002, LOCAL, PASSED, 'strict about fault/masked: The client closed with 1002 after '",
    "1000, LOCAL, FAILED, 'violated about fault/masked: The client closed with 1000 after '",
    "0, FIN, PASSED, 'lenient about fault/masked: The client ended TCP without a close frame '",
    "0, LOCAL, SKIPPED, 'inconclusive about fault/masked: '"
  })
  void theDutyAboutAFaultIsARule(int code, EndOfStream how, Outcome outcome, String finding) {
    FakeOpeningRequest opening = opening("key");
    opening.path = "/wire/fault/masked";
    ConnectionObserver seen = transcripts.accepted(opening, "fault/masked").orElseThrow();
    seen.opened(0);
    seen.rawBytes(ByteBuffer.allocate(3), LATER);
    ConnectionState state = ConnectionState.OPEN;
    if (code != 0) {
      CloseFrame close = CloseFrame.of(code, "");
      seen.close(Direction.RECEIVED, close, LATER + 1);
      state = state.received(close);
    }
    seen.ended(state.ended(), how, LATER + 2);
    assertThat(outcome("fault-duty")).isEqualTo(outcome);
    assertThat(judgement("fault-duty").findings().get(0).sentence()).startsWith(finding);
    assertThat(judgement("fault-duty").sentence()).isEqualTo("Close with 1002.");
  }

  /** Behind other steps of the path, for which the client did not wait. */
  @Test
  void aFaultThatWasNotSentIsNotJudged() {
    FakeOpeningRequest opening = opening("key");
    opening.path = "/wire/delay/5s/fault/masked";
    ConnectionObserver seen = transcripts.accepted(opening, "delay").orElseThrow();
    seen.opened(0);
    closed(seen, NORMAL, NORMAL, EndOfStream.LOCAL);
    assertThat(outcome("fault-duty")).isEqualTo(Outcome.SKIPPED);
    assertThat(judgement("fault-duty").findings().get(0).sentence())
        .isEqualTo(
            "inconclusive about fault/masked: The connection ended before the fault was sent.");
  }

  @Test
  void aPathWithoutAFaultOrWithTwoHasNoDuty() {
    open();
    FakeOpeningRequest two = opening("key");
    two.path = "/wire/fault/masked/fault/masked";
    transcripts.accepted(two, "fault/masked").orElseThrow().opened(0);
    assertThat(outcome("fault-duty")).isEqualTo(Outcome.SKIPPED);
    assertThat(judgement("fault-duty").findings()).isEmpty();
  }

  /** docs/transcripts.md describes them. */
  @Test
  void everyRuleIsDocumented() throws IOException {
    open();
    String documented = Files.readString(Path.of("docs/transcripts.md"));
    assertThat(verdict().judgements())
        .allSatisfy(rule -> assertThat(documented).contains("`" + rule.id() + "`"));
  }

  @Test
  void expectationsAreJudged() {
    ConnectionObserver seen = open();
    received(seen, Opcode.TEXT, "a", 0x1234abcd, 1);
    received(seen, Opcode.PONG, "a", 0x1214abcd, 1);
    closed(seen, NORMAL, CloseFrame.of(4001, ""), EndOfStream.LOCAL);
    assertThat(expected("close:4001", "messages:1", "connections:1", "reconnects:0"))
        .containsOnly(Outcome.PASSED);
    assertThat(expected("header:host:localhost*")).containsOnly(Outcome.PASSED);
    assertThat(expected("close:4002", "messages:2", "reconnects:1", "header:x:*", "backoff"))
        .containsOnly(Outcome.FAILED);
  }

  @Test
  void growingGapsAreABackoff() {
    for (int seconds : List.of(1, 2, 4)) {
      end(open(), EndOfStream.FIN, 0);
      timer.advance(Duration.ofSeconds(seconds));
    }
    open();
    assertThat(expected("backoff", "reconnects:3")).containsOnly(Outcome.PASSED);
    end(open(), EndOfStream.FIN, 0);
    open();
    assertThat(expected("backoff")).containsOnly(Outcome.FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "close", "close:abc", "sink:1", "messages:-1", "header:x"})
  void anUnknownExpectationIsRefused(String text) {
    open();
    assertThatExceptionOfType(BadParameterException.class)
        .isThrownBy(() -> expected(text))
        .withMessageStartingWith(
            "The parameter expect is \"" + text + "\"; allowed are close:4001, ");
    assertThatExceptionOfType(BadParameterException.class)
        .isThrownBy(() -> expected(Collections.nCopies(33, "backoff").toArray(String[]::new)))
        .withMessageContaining("at most 32");
  }

  @Test
  void theFormatsSurviveHostileText() {
    ConnectionObserver seen = open();
    received(seen, Opcode.TEXT, "a", 1, 1);
    seen.violation(
        new Violation(Rule.INVALID_UTF8, "]]>\u0000\u001b[2J<&\"\nend"),
        ByteBuffer.allocate(0),
        LATER);
    ClientVerdict verdict = verdict();
    assertThat(VerdictFormat.JUNIT.write(verdict))
        .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?><testsuite name=\"it\" tests=\"")
        .contains(
            "<failure message=\"Text, and the reason of a close, is UTF-8.\">]]&gt;??[2J&lt;&amp;\"?end");
    assertThat(VerdictFormat.TAP.write(verdict))
        .startsWith("TAP version 13\n1..")
        .contains(
            "\nnot ok ", " - utf-8\n# ]]>??[2J<&\"?end Frames: #1. Connection 0123456789abcdef.\n");
    assertThat(VerdictFormat.TEXT.write(verdict))
        .contains(
            "failed  utf-8: Text, and the reason of a close, is UTF-8. (RFC 6455 section 8.1)\n")
        .contains(" failed, ");
    assertThat(VerdictFormat.JSON.write(verdict))
        .contains("\"passed\":false", "\"id\":\"utf-8\",\"outcome\":\"failed\"");
  }

  private List<Outcome> expected(String... expectations) {
    return ClientVerdict.of(
            transcripts.find("it").orElseThrow().now(), List.of(expectations), DUTIES)
        .judgements()
        .stream()
        .filter(one -> one.id().startsWith("expect "))
        .map(Judgement::outcome)
        .toList();
  }

  private ClientVerdict verdict() {
    return ClientVerdict.of(transcripts.find("it").orElseThrow().now(), List.of(), DUTIES);
  }

  private Outcome outcome(String id) {
    return judgement(id).outcome();
  }

  private Judgement judgement(String id) {
    return verdict().judgements().stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private ConnectionObserver open() {
    handshakes++;
    ConnectionObserver seen =
        transcripts.accepted(opening("key " + handshakes), "echo").orElseThrow();
    seen.opened(0);
    return seen;
  }

  private static FakeOpeningRequest opening(String key) {
    FakeOpeningRequest opening = new FakeOpeningRequest().header("Sec-WebSocket-Key", key);
    opening.query = "transcript=it";
    return opening;
  }

  private static void received(
      ConnectionObserver seen, Opcode opcode, String payload, int key, int at) {
    frame(seen, Direction.RECEIVED, opcode, payload, OptionalInt.of(key), at);
  }

  private static void sent(ConnectionObserver seen, Opcode opcode, String payload, int at) {
    frame(seen, Direction.SENT, opcode, payload, OptionalInt.empty(), at);
  }

  private static void frame(
      ConnectionObserver seen,
      Direction direction,
      Opcode opcode,
      String payload,
      OptionalInt key,
      int at) {
    byte[] bytes = payload.getBytes(UTF_8);
    long nanos = Duration.ofSeconds(at).toNanos();
    seen.frame(direction, new FrameHeader(true, false, opcode, bytes.length), key, nanos);
    seen.payload(direction, ByteBuffer.wrap(bytes), true, nanos);
  }

  /** The server closes first, unless it only answers. */
  private static void closed(
      ConnectionObserver seen, CloseFrame sent, CloseFrame received, EndOfStream how) {
    long at = Duration.ofSeconds(5).toNanos();
    seen.close(Direction.SENT, sent, at);
    ConnectionState state = ConnectionState.OPEN.sent(sent);
    if (received != null) {
      seen.close(Direction.RECEIVED, received, at - (how == EndOfStream.LOCAL ? 1 : 0));
      state = state.received(received);
    }
    seen.ended(state.ended(), how, at + 1);
  }

  private static void end(ConnectionObserver seen, EndOfStream how, int at) {
    seen.ended(ConnectionState.OPEN.ended(), how, Duration.ofSeconds(at).toNanos());
  }
}
