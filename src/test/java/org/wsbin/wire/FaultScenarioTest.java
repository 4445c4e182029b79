package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.wsbin.wire.ClientBytes.close;
import static org.wsbin.wire.ClientBytes.ping;
import static org.wsbin.wire.ClientBytes.text;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wsbin.fault.FaultLines;
import org.wsbin.fault.Faults;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.scenario.Catalogue;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.Query;
import org.wsbin.scenario.ScenarioParser;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.scenario.SharedServices;
import org.wsbin.scenario.Step;
import org.wsbin.step.FakeOpeningRequest;
import org.wsbin.step.Steps;

/**
 * Scenarios with faults, on the wire. The reaction is awaited for 3 s; a silence lasts a minute.
 */
class FaultScenarioTest {
  private final FakeTimer timer = new FakeTimer();
  private final FakeTransport network = new FakeTransport();
  private final Connections connections =
      new Connections(Wired.settings(), timer, ServerObserver.NONE);
  private final Faults faults = new Faults(Wired.limits());
  private final ScenarioParser parser = new ScenarioParser(catalogue(), Set.of(), "");
  private FaultLines lines;

  @BeforeEach
  void keepLines() {
    lines = FaultLines.of("");
  }

  @AfterEach
  void end() {
    faults.close();
    lines.close();
  }

  @Test
  void whileTheReactionIsAwaitedMessagesAreIgnoredAndACloseIsAnswered() {
    WireConnection connection = open("fault/utf8-truncated");
    network.arrive(text("ignored"));
    network.arrive(close(1002, "no"));
    assertThat(connection.readable()).isTrue();
    timer.advance(Duration.ofMillis(500));
    assertThat(connection.readable()).isFalse();
    assertThat(network.calls).containsExactly("close");
    assertLogged(
        "Fault utf8-truncated: the client closed with 1002 \"no\" after 500 ms"
            + " (1 messages, 0 pings, 0 pongs).");
  }

  @Test
  void theReactionIsAwaitedForTheTimeThatIsSet() {
    open("fault/rsv/2");
    timer.advance(Duration.ofSeconds(3));
    assertThat(network.calls).isEmpty();
    timer.advance(Duration.ofMillis(200));
    assertThat(network.calls).containsExactly("close");
    assertLogged(
        "Fault rsv/2: the client did not react after 3100 ms"
            + " (0 messages, 0 pings, 0 pongs; not closed cleanly).");
  }

  @Test
  void aFaultBehindOtherStepsAwaitsTheReactionToo() {
    WireConnection connection = open("message/before/fault/close-one-byte");
    timer.advance(Duration.ofSeconds(3));
    assertThat(network.calls).isEmpty();
    network.arrive(close(1002, ""));
    assertThat(connection.readable()).isFalse();
    assertThat(network.calls).containsExactly("close");
  }

  @Test
  void inSilenceNothingMoreIsSent() {
    WireConnection connection = open("fault/length-2-63");
    network.arrive(ping(""));
    network.arrive(close(1002, ""));
    assertThat(connection.readable()).isTrue();
    assertThat(connection.readable()).isTrue();
    timer.advance(Duration.ofMillis(3200));
    assertThat(network.taken()).hasSize(10);
    assertThat(network.calls).containsExactly("close");
    assertLogged(
        "Fault length-2-63: the client closed with 1002 after 3100 ms"
            + " (0 messages, 1 pings, 0 pongs; not closed cleanly).");
  }

  @Test
  void behindAWrongCloseNoOtherOneIsSent() {
    WireConnection connection = open("fault/close-one-byte");
    network.arrive(close(1002, ""));
    assertThat(connection.readable()).isFalse();
    assertThat(HexFormat.of().formatHex(network.taken())).isEqualTo("880103");
    assertThat(network.calls).containsExactly("close");
  }

  @Test
  void aPongThatTheClientNeedNotMindIsFollowedByAnEcho() {
    WireConnection connection = open("fault/pong-unasked");
    network.arrive(text("still here"));
    timer.advance(Duration.ofSeconds(10));
    assertThat(connection.readable()).isTrue();
    assertThat(network.frames()).containsExactly("PONG unasked", "TEXT still here");
  }

  @Test
  void aDropComesBehindTheBytesAndAwaitsNoReaction() {
    open("message/hello/fault/drop-in-frame");
    assertThat(network.taken()).hasSize(7 + 7);
    assertThat(network.calls).containsExactly("close");
    assertLogged(
        "Fault drop-in-frame: the server ended TCP after 0 ms"
            + " (0 messages, 0 pings, 0 pongs; not closed cleanly).");
  }

  @Test
  void aDropAloneSaysWhatTheServerDid() {
    open("fault/drop");
    assertThat(network.taken()).isEmpty();
    assertLogged(
        "Fault drop: the server ended TCP after 0 ms"
            + " (0 messages, 0 pings, 0 pongs; not closed cleanly).");
  }

  @Test
  void aClientThatEndsTcpIsNotOneThatDoesNotReact() {
    WireConnection connection = open("fault/opcode/3");
    network.endInput();
    connection.readable();
    assertLogged(
        "Fault opcode/3: the client ended TCP without a close frame after 0 ms"
            + " (0 messages, 0 pings, 0 pongs; not closed cleanly).");
  }

  @Test
  void aClientThatResetsTcpIsNotOneThatDoesNotReact() {
    WireConnection connection = open("fault/opcode/4");
    network.fault = Optional.of(new IOException("Connection reset by peer"));
    connection.readable();
    assertLogged(
        "Fault opcode/4: the client reset the TCP connection after 0 ms"
            + " (0 messages, 0 pings, 0 pongs; not closed cleanly).");
  }

  @Test
  void aSilenceLastsAsLongAsAFaultMay() {
    open("fault/half-frame");
    timer.advance(Duration.ofMinutes(1));
    assertThat(network.calls).isEmpty();
    timer.advance(Duration.ofMillis(200));
    assertThat(network.calls).containsExactly("close");
    assertThat(network.taken()).as("no ping, no close").hasSize(7);
  }

  @Test
  void anUnansweredCloseIsBehindAnEchoThatLastsAsLongAsAFaultMay() {
    WireConnection connection = open("fault/close-unanswered");
    network.arrive(text("hello"));
    network.arrive(close(1000, ""));
    assertThat(connection.readable()).isTrue();
    assertThat(connection.readable()).isTrue();
    timer.advance(Duration.ofMillis(60_200));
    assertThat(network.frames()).startsWith("TEXT hello").noneMatch(f -> f.startsWith("CLOSE"));
    assertThat(network.calls).containsExactly("close");
  }

  @Test
  void aPingIsUnansweredForTheStepsBehind() {
    WireConnection connection = open("fault/ping-unanswered/echo");
    network.arrive(ping("one"));
    network.arrive(text("two"));
    connection.readable();
    connection.readable();
    assertThat(network.frames()).containsExactly("TEXT two");
  }

  @Test
  void aFrameWithThe101LeavesInOneWriteWithIt() {
    WireConnection connection = connection("fault/frame-with-101");
    connection.openWith(UTF_8.encode("head "));
    connection.opened(network);
    assertThat(new String(network.taken(), UTF_8))
        .startsWith("head ")
        .endsWith("in the same write as the 101");
    assertThat(network.writes).hasSize(1);
  }

  @Test
  void noAnswerIsASilenceThatSeesTheClientLeave() {
    WireConnection connection = open("fault/no-answer");
    network.arrive(text("anybody?"));
    connection.readable();
    timer.advance(Duration.ofSeconds(50));
    assertThat(network.taken()).isEmpty();
    network.endInput();
    connection.readable();
    assertLogged(
        "Fault no-answer: the client ended TCP without a close frame after 50000 ms"
            + " (0 messages, 0 pings, 0 pongs; not closed cleanly).");
  }

  @Test
  void stepsBeforeAndBehindAFaultArePlayed() {
    open("message/before/fault/pong-unasked/message/behind");
    assertThat(network.frames())
        .containsExactly("TEXT before", "PONG unasked", "TEXT behind", "CLOSE 1000 ");
  }

  @Test
  void stepsBehindAFaultOfTheHandshakeArePlayed() {
    open("fault/accept-wrong/message/hi");
    assertThat(network.frames()).containsExactly("TEXT hi", "CLOSE 1000 ");
  }

  @Test
  void aFaultInTheMiddleLetsTheNextStepsGoOn() {
    WireConnection connection = open("fault/rsv/2/echo");
    network.arrive(text("still here"));
    assertThat(connection.readable()).isTrue();
    timer.advance(Duration.ofSeconds(10));
    assertThat(network.calls).isEmpty();
  }

  @Test
  void eachFaultOfAPathHasALineOfItsOwn() {
    WireConnection connection = open("fault/accept-twice/fault/opcode/5/fault/opcode/6");
    network.endInput();
    connection.readable();
    for (String fault : List.of("accept-twice", "opcode/5", "opcode/6")) {
      assertLogged(
          "Fault "
              + fault
              + ": the client ended TCP without a close frame after 0 ms"
              + " (0 messages, 0 pings, 0 pongs; not closed cleanly).");
    }
  }

  private WireConnection open(String path) {
    WireConnection connection = connection(path);
    connection.opened(network);
    return connection;
  }

  private WireConnection connection(String path) {
    SharedServices services =
        new SharedServices(
            timer,
            Wired.limits(),
            Runnable::run,
            new MemoryBudget(Long.MAX_VALUE),
            ServerObserver.NONE);
    return new WireConnection(
        parser.parse(Engine.WIRE, path, Query.NONE).run(new FakeOpeningRequest(), services),
        Wired.resources(connections, Runnable::run),
        Optional.empty(),
        Wired.most(Wired.limits()));
  }

  private Catalogue catalogue() {
    List<Step> steps = new ArrayList<>(Steps.all("container", "node"));
    steps.addAll(faults.steps());
    return new Catalogue(steps);
  }

  private void assertLogged(String line) {
    await().untilAsserted(() -> assertThat(lines.lines()).containsOnlyOnce(line));
  }
}
