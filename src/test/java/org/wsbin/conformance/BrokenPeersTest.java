package org.wsbin.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.conformance.ScriptedPeer.CLOSE;
import static org.wsbin.conformance.ScriptedPeer.PING;
import static org.wsbin.conformance.ScriptedPeer.PONG;
import static org.wsbin.conformance.ScriptedPeer.TEXT;
import static org.wsbin.conformance.ScriptedPeer.answersClose;
import static org.wsbin.conformance.ScriptedPeer.body;
import static org.wsbin.conformance.ScriptedPeer.closes;
import static org.wsbin.conformance.ScriptedPeer.closesWithoutCode;
import static org.wsbin.conformance.ScriptedPeer.drops;
import static org.wsbin.conformance.ScriptedPeer.echoes;
import static org.wsbin.conformance.ScriptedPeer.pongs;
import static org.wsbin.protocol.Role.CLIENT;
import static org.wsbin.protocol.Role.SERVER;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsbin.conformance.ScriptedPeer.Action;
import org.wsbin.protocol.Role;

/** What peers get that err in typical ways, as the suite that client projects drive judges them. */
class BrokenPeersTest {
  private static final OptionalInt NO_CODE = OptionalInt.empty();
  private static final String NOT_UTF8 = "\u00ff";
  private static final byte[] ECHO =
      "Hello, world!".getBytes(java.nio.charset.StandardCharsets.UTF_8);

  /** One row. The role is that of the suite. */
  record Row(
      String peer,
      String id,
      Role role,
      UnaryOperator<ScriptedPeer> script,
      String behaviour,
      String close,
      OptionalInt remoteCode) {
    @Override
    public String toString() {
      return id + " as " + role + ": " + peer + " -> " + behaviour + " / " + close;
    }
  }

  private static Row row(
      String peer,
      String id,
      Role role,
      UnaryOperator<ScriptedPeer> script,
      String behaviour,
      String close,
      OptionalInt remoteCode) {
    return new Row(peer, id, role, script, behaviour, close, remoteCode);
  }

  private static OptionalInt code(int code) {
    return OptionalInt.of(code);
  }

  /** The peer must close with 1002, and nothing may come before. */
  static Stream<Row> peerMustClose() {
    return Stream.of(
        row("closes with 1002", "3.1", SERVER, on(TEXT, closes(1002)), "OK", "OK", code(1002)),
        row("no code", "3.1", SERVER, on(TEXT, closesWithoutCode()), "OK", "OK", NO_CODE),
        row("drops TCP", "3.1", SERVER, on(TEXT, drops()), "OK", "OK", NO_CODE),
        row(
            "closes with 1002, then ends TCP",
            "3.1",
            CLIENT,
            peer -> peer.on(TEXT, closes(1002)).on(CLOSE, drops()),
            "OK",
            "OK",
            code(1002)),
        row("drops TCP", "3.1", CLIENT, on(TEXT, drops()), "OK", "OK", NO_CODE),
        row(
            "ignores it, answers the kill",
            "3.1",
            SERVER,
            on(CLOSE, answersClose()),
            "OK",
            "FAILED",
            code(1001)),
        row(
            "ignores it, answers the kill",
            "3.1",
            CLIENT,
            on(CLOSE, answersClose()),
            "OK",
            "FAILED",
            code(1001)),
        row("ignores everything", "3.1", SERVER, peer -> peer, "OK", "FAILED", NO_CODE),
        row("1000", "3.1", SERVER, on(TEXT, closes(1000)), "OK", "WRONG CODE", code(1000)),
        row("1009", "2.5", SERVER, on(PING, closes(1009)), "OK", "WRONG CODE", code(1009)),
        row(
            "closes with 1002, keeps TCP",
            "3.1",
            CLIENT,
            on(TEXT, closes(1002)),
            "OK",
            "FAILED BY CLIENT",
            code(1002)),
        row(
            "ignores the reserved bits of a close",
            "3.7",
            SERVER,
            on(CLOSE, closesWithoutCode()),
            "OK",
            "OK",
            NO_CODE),
        row(
            "echoes, then 1002",
            "3.2",
            SERVER,
            peer -> peer.onFrame(1, echoes()).onFrame(2, closes(1002)),
            "OK",
            "OK",
            code(1002)),
        row("1002 only", "3.2", SERVER, onFrame(2, closes(1002)), "NON-STRICT", "OK", code(1002)));
  }

  private static UnaryOperator<ScriptedPeer> on(int opcode, Action action) {
    return peer -> peer.on(opcode, action);
  }

  private static UnaryOperator<ScriptedPeer> onFrame(int number, Action action) {
    return peer -> peer.onFrame(number, action);
  }

  private static Action after(int millis, Action action) {
    return (frame, peer) -> peer.later(Duration.ofMillis(millis), () -> action.on(frame, peer));
  }

  /** The peer must find what is not UTF-8. */
  static Stream<Row> peerMustFindTheFault() {
    return Stream.of(
        row("echoes", "6.3.1", SERVER, polite(echoes()), "FAILED", "FAILED", code(1007)),
        row("ignores it", "6.3.1", SERVER, polite(nothing()), "FAILED", "FAILED", code(1001)),
        row("ignores it", "6.3.1", CLIENT, polite(nothing()), "FAILED", "FAILED", code(1001)),
        row("1007", "6.3.1", SERVER, on(TEXT, closes(1007)), "OK", "OK", code(1007)),
        row("1002", "6.3.1", SERVER, on(TEXT, closes(1002)), "OK", "WRONG CODE", code(1002)),
        row("before A", "6.4.1", SERVER, on(TEXT, closes(1007)), "FAILED", "OK", code(1007)),
        row("A to B", "6.4.1", SERVER, onFrame(2, closes(1007)), "OK", "OK", code(1007)),
        row(
            "A to B, then ends TCP",
            "6.4.1",
            CLIENT,
            peer -> peer.onFrame(2, closes(1007)).on(CLOSE, drops()),
            "OK",
            "OK",
            code(1007)),
        row(
            "after the last part",
            "6.4.1",
            SERVER,
            onFrame(3, closes(1007)),
            "NON-STRICT",
            "OK",
            code(1007)),
        row("never", "6.4.1", SERVER, polite(nothing()), "FAILED", "FAILED", code(1001)),
        row("A to B, octets", "6.4.3", SERVER, inTime(1500), "OK", "OK", code(1007)),
        row("before A, octets", "6.4.4", SERVER, inTime(500), "FAILED", "OK", code(1007)),
        row("late, octets", "6.4.4", SERVER, inTime(2500), "NON-STRICT", "OK", code(1007)));
  }

  private static UnaryOperator<ScriptedPeer> inTime(int millis) {
    return peer ->
        peer.atFirst(
            any -> any.later(Duration.ofMillis(millis), () -> any.send(CLOSE, body(1007, ""))));
  }

  private static Action nothing() {
    return (frame, peer) -> {};
  }

  /** Does that with a text, and answers a close. */
  private static UnaryOperator<ScriptedPeer> polite(Action text) {
    return peer -> peer.on(TEXT, text).on(CLOSE, answersClose());
  }

  /** Does that with a text, and that with a close. */
  private static UnaryOperator<ScriptedPeer> does(Action text, Action close) {
    return peer -> peer.on(TEXT, text).on(CLOSE, close);
  }

  /** The suite closes, and the closing handshake must be complete. */
  static Stream<Row> suiteCloses() {
    return Stream.of(
        row("1000", "1.1.2", SERVER, does(echoes(), closes(1000)), "OK", "OK", code(1000)),
        row("1000", "1.1.2", CLIENT, polite(echoes()), "OK", "OK", code(1000)),
        row("no code", "1.1.2", SERVER, does(echoes(), closesWithoutCode()), "OK", "OK", NO_CODE),
        row(
            "no code",
            "1.1.2",
            CLIENT,
            does(echoes(), closesWithoutCode().then(drops())),
            "OK",
            "OK",
            NO_CODE),
        row("closes", "1.1.2", SERVER, on(TEXT, closes(1000)), "FAILED", "FAILED", code(1000)),
        row("drops", "1.1.2", SERVER, on(TEXT, drops()), "FAILED", "FAILED", NO_CODE),
        row("drops", "1.1.2", CLIENT, on(TEXT, drops()), "FAILED", "FAILED", NO_CODE),
        row(
            "closes first, and still echoes",
            "1.1.2",
            CLIENT,
            does(closes(1000).then(echoes()), drops()),
            "OK",
            "FAILED",
            code(1000)),
        row(
            "closes with 1005",
            "1.1.2",
            SERVER,
            does(echoes(), closes(1005)),
            "OK",
            "UNCLEAN",
            code(1005)),
        row(
            "closes with 1005",
            "1.1.2",
            CLIENT,
            does(echoes(), closes(1005)),
            "OK",
            "UNCLEAN",
            code(1005)),
        row(
            "a reason that is not UTF-8",
            "1.1.2",
            SERVER,
            does(echoes(), sends(1000, NOT_UTF8)),
            "OK",
            "UNCLEAN",
            code(1000)),
        row(
            "a reason that is not UTF-8",
            "1.1.2",
            CLIENT,
            does(echoes(), sends(1000, NOT_UTF8)),
            "OK",
            "UNCLEAN",
            code(1000)),
        row("no answer", "1.1.2", SERVER, on(TEXT, echoes()), "OK", "UNCLEAN", NO_CODE),
        row("no answer", "1.1.6", CLIENT, on(TEXT, echoes()), "OK", "UNCLEAN", NO_CODE),
        row("drops", "1.1.2", SERVER, does(echoes(), drops()), "OK", "UNCLEAN", NO_CODE),
        row("drops", "1.1.2", CLIENT, does(echoes(), drops()), "OK", "UNCLEAN", NO_CODE),
        row(
            "a server that keeps TCP, kill 1",
            "1.1.2",
            CLIENT,
            does(echoes(), closes(1000)),
            "OK",
            "FAILED BY CLIENT",
            code(1000)),
        row(
            "a server that keeps TCP, kill 10",
            "1.1.6",
            CLIENT,
            does(echoes(), closes(1000)),
            "OK",
            "UNCLEAN",
            code(1000)),
        row(
            "a server that keeps TCP, end",
            "2.2",
            CLIENT,
            peer -> peer.on(PING, pongs()).on(CLOSE, closes(1000)),
            "OK",
            "UNCLEAN",
            code(1000)),
        row(
            "a server that keeps TCP",
            "12.1.1",
            CLIENT,
            on(CLOSE, closes(1000)),
            "UNIMPLEMENTED",
            "UNCLEAN",
            code(1000)),
        row("no deflate", "12.1.1", SERVER, polite(nothing()), "UNIMPLEMENTED", "OK", code(1000)),
        row("no deflate", "13.7.18", CLIENT, polite(nothing()), "UNIMPLEMENTED", "OK", code(1000)),
        row(
            "no deflate, and speaks first",
            "12.1.1",
            SERVER,
            peer -> peer.atFirst(any -> any.send(TEXT, ECHO)).on(CLOSE, closes(1000)),
            "UNIMPLEMENTED",
            "OK",
            code(1000)));
  }

  private static Action sends(int code, String reason) {
    return (frame, peer) -> peer.send(CLOSE, body(code, reason));
  }

  /** The kill comes because the echo does not. */
  static Stream<Row> noEcho() {
    return Stream.of(
        row(
            "1001",
            "1.1.2",
            SERVER,
            does(nothing(), closes(1001)),
            "FAILED",
            "WRONG CODE",
            code(1001)),
        row(
            "no code",
            "1.1.2",
            SERVER,
            does(nothing(), closesWithoutCode()),
            "FAILED",
            "OK",
            NO_CODE),
        row("1000", "1.1.2", SERVER, does(nothing(), closes(1000)), "FAILED", "OK", code(1000)),
        row(
            "1000",
            "1.1.2",
            CLIENT,
            does(nothing(), closes(1000).then(drops())),
            "FAILED",
            "OK",
            code(1000)),
        row(
            "echoes after the kill",
            "1.1.2",
            SERVER,
            on(CLOSE, late().then(closes(1000))),
            "FAILED",
            "OK",
            code(1000)),
        row("silent", "1.1.2", SERVER, peer -> peer, "FAILED", "UNCLEAN", NO_CODE));
  }

  private static Action late() {
    return (frame, peer) -> peer.send(TEXT, Payload.parse("x2a*125").bytes());
  }

  /** Cases about close codes, in which a wrong one is a wrong behaviour too. */
  static Stream<Row> closeCodes() {
    return Stream.of(
        row(
            "1001",
            "7.1.1",
            SERVER,
            does(echoes(), closes(1001)),
            "FAILED",
            "WRONG CODE",
            code(1001)),
        row("1003", "7.7.1", SERVER, on(CLOSE, closes(1003)), "FAILED", "WRONG CODE", code(1003)),
        row("999", "7.9.2", SERVER, on(CLOSE, closes(999)), "FAILED", "WRONG CODE", code(999)),
        row("1000", "7.9.2", SERVER, on(CLOSE, closes(1000)), "FAILED", "WRONG CODE", code(1000)),
        row("1002", "7.9.2", SERVER, on(CLOSE, closes(1002)), "OK", "OK", code(1002)),
        row("1002", "7.9.2", CLIENT, on(CLOSE, closes(1002).then(drops())), "OK", "OK", code(1002)),
        row("1007", "7.5.1", SERVER, on(CLOSE, closes(1007)), "OK", "OK", code(1007)),
        row("drops", "7.9.2", SERVER, on(CLOSE, drops()), "OK", "OK", NO_CODE),
        row("unclean only", "7.7.1", SERVER, on(CLOSE, drops()), "OK", "UNCLEAN", NO_CODE),
        row(
            "any code",
            "7.13.1",
            SERVER,
            on(CLOSE, closes(1000)),
            "INFORMATIONAL",
            "INFORMATIONAL",
            code(1000)),
        row("silent", "7.13.2", CLIENT, peer -> peer, "INFORMATIONAL", "INFORMATIONAL", NO_CODE),
        row(
            "drops",
            "7.1.6",
            SERVER,
            on(TEXT, drops()),
            "INFORMATIONAL",
            "INFORMATIONAL",
            NO_CODE));
  }

  /** What comes besides, or in place of, the echo. */
  static Stream<Row> unasked() {
    Action pong = (frame, peer) -> peer.send(PONG, ECHO);
    Action ping = (frame, peer) -> peer.send(PING, ECHO);
    return Stream.of(
        row(
            "pong, echo, answers 1000",
            "1.1.2",
            SERVER,
            does(pong.then(echoes()), closes(1000)),
            "FAILED",
            "OK",
            code(1000)),
        row(
            "pong, echo, answers 1001",
            "1.1.2",
            SERVER,
            does(pong.then(echoes()), closes(1001)),
            "FAILED",
            "WRONG CODE",
            code(1001)),
        row(
            "pong, echo, no answer",
            "1.1.2",
            SERVER,
            on(TEXT, pong.then(echoes())),
            "FAILED",
            "UNCLEAN",
            NO_CODE),
        row("pong for echo", "9.1.1", SERVER, polite(pong), "FAILED", "OK", code(1000)),
        row("pong for echo", "9.1.1", CLIENT, polite(pong), "FAILED", "OK", code(1000)),
        row("ping, echo", "1.1.2", SERVER, polite(ping.then(echoes())), "OK", "OK", code(1000)),
        row("ping, echo", "1.1.2", CLIENT, polite(ping.then(echoes())), "OK", "OK", code(1000)),
        row(
            "echoes twice, in time",
            "1.1.2",
            SERVER,
            polite(echoes().then(echoes())),
            "FAILED",
            "OK",
            code(1000)),
        row(
            "an unmasked echo",
            "1.1.1",
            SERVER,
            does(unmasked(echoes()), closes(1000)),
            "FAILED",
            "OK",
            code(1000)),
        row(
            "a masked echo of a server",
            "1.1.1",
            CLIENT,
            does(masked(echoes()), closes(1000).then(drops())),
            "FAILED",
            "OK",
            code(1000)),
        row(
            "closes with 1002 late",
            "3.1",
            SERVER,
            on(TEXT, after(900, closes(1002))),
            "OK",
            "OK",
            code(1002)));
  }

  private static Action unmasked(Action action) {
    return withMask(false, action);
  }

  private static Action masked(Action action) {
    return withMask(true, action);
  }

  private static Action withMask(boolean mask, Action action) {
    return (frame, peer) -> {
      boolean usual = peer.masks;
      peer.masks = mask;
      action.on(frame, peer);
      peer.masks = usual;
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "peerMustClose",
    "peerMustFindTheFault",
    "suiteCloses",
    "noEcho",
    "closeCodes",
    "unasked"
  })
  void gets(Row row) {
    CaseResult result = Played.against(row.script().apply(new ScriptedPeer(row.role())), row.id());
    CaseJudgement judgement = result.judgement();

    assertThat(judgement.behaviour() + " / " + judgement.close())
        .as("%s; %s; %s", row, judgement.result(), judgement.closeResult())
        .isEqualTo(row.behaviour() + " / " + row.close());
    assertThat(result.ending().remoteCode).as("the peer's close code").isEqualTo(row.remoteCode());
  }

  @Test
  @DisplayName("RFC 6455 5.1: a client that does not mask is failed with 1002")
  void failsAnUnmaskedClientWith1002() {
    ScriptedPeer peer = new ScriptedPeer(SERVER).on(TEXT, unmasked(echoes()));

    CaseResult result = Played.against(peer, "1.1.1");

    assertThat(result.ending().localCode).hasValue(1002);
    assertThat(result.ending().failedByMe).isTrue();
  }

  @Test
  @DisplayName("RFC 6455 5.5.2: the suite answers a ping of the peer")
  void answersPings() {
    ScriptedPeer peer =
        new ScriptedPeer(SERVER).on(TEXT, (frame, any) -> any.send(PING, new byte[] {7, 8}));

    Played.against(peer, "1.1.2");

    assertThat(peer.heard)
        .filteredOn(frame -> frame.opcode() == PONG)
        .singleElement()
        .satisfies(pong -> assertThat(pong.payload()).containsExactly(7, 8));
  }

  @Test
  void handshakeThatTheSuiteRefusesFailsInNoTime() {
    assertThat(refused("1.1.1").behaviour()).isEqualTo(Verdicts.Behaviour.FAILED);
    assertThat(refused("1.1.1").close()).isEqualTo(Verdicts.Close.FAILED);
    assertThat(refused("1.1.1").result()).isEqualTo("The offer is wrong.");
    assertThat(refused("12.1.1").behaviour()).isEqualTo(Verdicts.Behaviour.FAILED);
    assertThat(refused("7.1.6").behaviour()).isEqualTo(Verdicts.Behaviour.INFORMATIONAL);
    assertThat(refused("7.1.6").close()).isEqualTo(Verdicts.Close.INFORMATIONAL);
  }

  private static CaseJudgement refused(String id) {
    List<CaseResult> results = new ArrayList<>();
    new CaseRun(
            Played.named(id),
            Played.setting(SERVER),
            Optional.empty(),
            new DataFiles(),
            () -> 0,
            results::add)
        .notOpened("The offer is wrong.", OptionalInt.empty());
    assertThat(results).hasSize(1);
    assertThat(results.get(0).time()).isZero();
    assertThat(results.get(0).opened()).isFalse();
    return results.get(0).judgement();
  }
}
