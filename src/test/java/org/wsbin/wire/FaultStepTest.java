package org.wsbin.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.wsbin.wire.ClientBytes.close;
import static org.wsbin.wire.ClientBytes.ping;
import static org.wsbin.wire.ClientBytes.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Catalogue;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeReply.Compression;
import org.wsbin.scenario.Query;
import org.wsbin.scenario.Scenario;
import org.wsbin.scenario.ScenarioParser;
import org.wsbin.scenario.SharedServices;
import org.wsbin.scenario.Step;
import org.wsbin.step.After;
import org.wsbin.step.Echo;
import org.wsbin.step.Message;

/** The reaction is awaited for 3 s; a fault lasts a minute. */
class FaultStepTest {
  private final FakeTimer timer = new FakeTimer();
  private final FakeTransport network = new FakeTransport();
  private final Connections connections = new Connections(Wired.limits(), timer);
  private final Faults faults = new Faults(new WireEngine(connections), connections);
  private final ScenarioParser parser = new ScenarioParser(catalogue(), Set.of(), "");

  static Stream<Declaration> declarations() {
    Connections connections = new Connections(Wired.limits(), new FakeTimer());
    try (Faults faults = new Faults(new WireEngine(connections), connections)) {
      return faults.steps().stream().map(Step::declaration);
    }
  }

  @AfterEach
  void end() {
    faults.close();
  }

  @ParameterizedTest
  @MethodSource("declarations")
  void eachSaysWhatItIs(Declaration fault) {
    assertThat(fault.name()).matches("fault/[a-z][a-z0-9-]+");
    assertThat(fault.engines()).containsExactly(Engine.WIRE);
    assertThat(fault.summary()).contains(" A correct client: ").endsWith(".");
    assertThat(fault.examples()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("declarations")
  void eachExampleIsAScenario(Declaration fault) {
    fault.examples().forEach(example -> assertThat(scenario(example.path())).isNotNull());
  }

  @Test
  void stepsBeforeAndBehindAFaultArePlayed() {
    play("message/before/fault/pong-unasked/message/behind");
    assertThat(network.frames())
        .containsExactly("TEXT before", "PONG unasked", "TEXT behind", "CLOSE 1000 ");
  }

  @Test
  void aFaultAtTheEndAwaitsTheReaction() {
    WireConnection connection = play("message/before/fault/close-one-byte");
    timer.advance(Duration.ofSeconds(3));
    assertThat(network.calls).isEmpty();
    network.arrive(close(1002, ""));
    assertThat(connection.readable()).isFalse();
    assertThat(network.calls).containsExactly("close");
  }

  @Test
  void theReactionIsAwaitedForTheTimeThatIsSet() {
    play("fault/masked");
    timer.advance(Duration.ofMillis(3200));
    assertThat(network.calls).containsExactly("close");
  }

  @Test
  void aFaultInTheMiddleLetsTheNextStepsGoOn() {
    WireConnection connection = play("fault/rsv/2/echo");
    network.arrive(text("still here"));
    assertThat(connection.readable()).isTrue();
    timer.advance(Duration.ofSeconds(10));
    assertThat(network.calls).isEmpty();
  }

  @Test
  void aDropComesBehindWhatWasSent() {
    play("message/hello/fault/drop-in-frame");
    assertThat(network.taken()).hasSize(7 + 7);
    assertThat(network.calls).containsExactly("close");
  }

  @Test
  void nothingComesBehindADrop() {
    assertThatThrownBy(() -> scenario("fault/drop/message/hello"))
        .isInstanceOf(BadParameterException.class)
        .hasMessage("Step 2 is message/{text}, but the step before it must be the last.");
  }

  @Test
  void whatIsLeftUnansweredIsSoForTheStepsBehind() {
    WireConnection connection = play("fault/ping-unanswered/echo");
    network.arrive(ping("one"));
    network.arrive(text("two"));
    connection.readable();
    connection.readable();
    assertThat(network.frames()).containsExactly("TEXT two");
  }

  @Test
  void aValueThatIsNotAllowedIsNamed() {
    assertThatThrownBy(() -> scenario("message/a/fault/rsv/4/echo"))
        .isInstanceOf(BadParameterException.class)
        .hasMessage(
            "Step 2 is fault/rsv/{value}, whose value is \"4\"; allowed is one of 1, 2, 3.");
  }

  @Test
  void aFaultOfTheHandshakeAllowsNoOtherSteps() {
    Scenario scenario = scenario("message/a/fault/accept-missing");
    assertThatThrownBy(() -> scenario.run(null, services())) // no step looks at the handshake
        .isInstanceOf(BadParameterException.class)
        .hasMessage(
            "The fault accept-missing is one of the handshake, which allows no other steps:"
                + " its path is /wire/fault/accept-missing.");
  }

  @Test
  void bytesAreNotCompressed() {
    HandshakeReply plain = HandshakeReply.to(new Accepted("", Optional.empty(), List.of()));
    assertThat(scenario("fault/masked").shape(plain, null).compression())
        .isEqualTo(Compression.NONE);
  }

  @Test
  void eachFaultHasALineInTheLog() {
    try (FaultLines lines = FaultLines.of("pong-unasked")) {
      play("fault/pong-unasked/after/1").lost();
      await()
          .untilAsserted(
              () ->
                  assertThat(lines.lines())
                      .singleElement()
                      .asString()
                      .startsWith("Fault pong-unasked: "));
    }
  }

  private Scenario scenario(String path) {
    return parser.parse(Engine.WIRE, path, Query.NONE);
  }

  private WireConnection play(String path) {
    WireConnection connection =
        new WireConnection(
            scenario(path).run(null, services()), // no step looks at the handshake
            Wired.resources(connections),
            Optional.empty(),
            Wired.most(Wired.limits()));
    connection.opened(network);
    return connection;
  }

  private SharedServices services() {
    return new SharedServices(timer, Wired.limits(), Runnable::run);
  }

  private Catalogue catalogue() {
    List<Step> steps = new ArrayList<>(List.of(new Message(), new Echo(), new After()));
    steps.addAll(faults.steps());
    return new Catalogue(steps);
  }
}
