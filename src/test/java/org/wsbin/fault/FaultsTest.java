package org.wsbin.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Catalogue;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.FakePeer;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeReply.Compression;
import org.wsbin.scenario.HandshakeReply.Delivery;
import org.wsbin.scenario.HeaderChange;
import org.wsbin.scenario.Query;
import org.wsbin.scenario.Scenario;
import org.wsbin.scenario.ScenarioParser;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.scenario.SharedServices;
import org.wsbin.scenario.Step;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Settings.Limits;
import org.wsbin.settings.Source;
import org.wsbin.step.FakeOpeningRequest;
import org.wsbin.step.Steps;

/** A fault may last for a minute. */
class FaultsTest {
  private static final Limits LIMITS =
      Settings.load(List.of(Source.flags(Map.of("max-fault-duration", "1m")))).limits();

  private final Faults faults = new Faults(LIMITS);
  private final ScenarioParser parser = new ScenarioParser(catalogue(), Set.of(), "");
  private final FakeOpeningRequest opening = new FakeOpeningRequest();
  private final FakePeer peer = new FakePeer(new FakeTimer());

  static Stream<Declaration> declarations() {
    try (Faults faults = new Faults(LIMITS)) {
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
    assertThat(fault.group()).isEqualTo(Declaration.Group.FAULT);
    assertThat(fault.engines()).containsExactly(Engine.WIRE);
    assertThat(fault.rfc().orElseThrow()).matches("RFC (6455|7692) section \\d+(\\.\\d+)*");
    assertThat(fault.summary()).endsWith(".").hasSizeGreaterThan(20);
    assertThat(fault.duty().orElseThrow().sentence()).endsWith(".").hasSizeGreaterThan(5);
    assertThat(fault.path()).hasSizeLessThan(2);
    assertThat(fault.query()).isEmpty();
  }

  @Test
  void noTwoHaveTheSameName() {
    assertThat(declarations().map(Declaration::name)).doesNotHaveDuplicates().isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("declarations")
  void eachExampleIsAScenario(Declaration fault) {
    assertThat(fault.examples())
        .isNotEmpty()
        .allSatisfy(
            example -> assertThat(scenario(example.path()).run(opening, services())).isNotNull());
  }

  @ParameterizedTest
  @MethodSource("declarations")
  void eachIsAScenarioByItself(Declaration fault) {
    assertThat(scenario(alone(fault)).run(opening, services())).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("declarations")
  void noFaultIsHiddenByCompression(Declaration fault) {
    assertThat(reply(alone(fault)).compression()).isEqualTo(Compression.NONE);
  }

  @ParameterizedTest
  @MethodSource("declarations")
  void anythingElseBehindItsNameIsRefused(Declaration fault) {
    for (String rest : List.of("nonsense", "1x", "-1", "9".repeat(30))) {
      assertThatThrownBy(() -> scenario(fault.name() + "/" + rest))
          .isInstanceOfSatisfying(
              BadParameterException.class, bad -> assertThat(bad.status()).isEqualTo(400))
          .hasMessageContaining("\"" + rest + "\"");
    }
  }

  @ParameterizedTest
  @MethodSource("declarations")
  void aValueMayNotBeMissing(Declaration fault) {
    if (fault.path().isEmpty()) {
      assertThat(scenario(fault.name())).isNotNull();
    } else {
      assertThatThrownBy(() -> scenario(fault.name()))
          .isInstanceOf(BadParameterException.class)
          .hasMessageContaining("whose value is missing; allowed is ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rsv/1, rsv/3, rsv/0, rsv/4",
    "opcode/3, opcode/15, opcode/1, opcode/16",
    "close-code/0, close-code/65535, close-code/1000, close-code/65536",
    "status/200, status/599, status/199, status/600",
    "redirect/301, redirect/308, redirect/300, redirect/304",
    "delay/0s, delay/1m, delay/-1s, delay/61s",
    "length-not-minimal/16, length-not-minimal/64, length-not-minimal/7, length-not-minimal/32"
  })
  void valuesEndAtTheirLimits(String least, String most, String below, String above) {
    assertThat(scenario("fault/" + least)).isNotNull();
    assertThat(scenario("fault/" + most)).isNotNull();
    for (String refused : List.of(below, above)) {
      assertThatThrownBy(() -> scenario("fault/" + refused))
          .isInstanceOf(BadParameterException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "Masked", "maske", "masked2", "/masked", "rsv1", "%3Cb%3E"})
  void anUnknownOneIs404AndAllAreNamed(String name) {
    assertThatThrownBy(() -> scenario("fault/" + name))
        .isInstanceOfSatisfying(
            BadParameterException.class, bad -> assertThat(bad.status()).isEqualTo(404))
        .hasMessageStartingWith("Step 1 is unknown: \"fault/")
        .hasMessageContainingAll(declarations().map(Declaration::name).toArray(CharSequence[]::new))
        .hasMessageNotContaining("<");
  }

  @ParameterizedTest
  @CsvSource({
    "accept-wrong, Replace",
    "accept-missing, Remove",
    "accept-twice, Repeat",
    "subprotocol-unoffered, Replace",
    "extension-unoffered, Replace",
    "upgrade-missing, Remove",
    "connection-missing, Remove"
  })
  void aWrongHeaderIsAChangeOfTheAnswer(String fault, String kind) {
    List<HeaderChange> changes = reply("fault/" + fault).changes();
    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).getClass().getSimpleName()).isEqualTo(kind);
  }

  @Test
  void faultsOfTheHandshakeAddUp() {
    HandshakeReply reply = reply("fault/accept-missing/fault/delay/2s/fault/upgrade-missing");
    assertThat(reply.changes()).hasSize(2);
    assertThat(reply.delay()).hasSeconds(2);
  }

  @Test
  void aStatusIsTheAnswerItself() {
    Refused refused = reply("fault/status/418").instead().orElseThrow();
    assertThat(refused.status()).isEqualTo(418);
    assertThat(refused.headers()).containsEntry("X-Wsbin-Fault", "status");
    assertThat(refused.sentence()).contains("418");
  }

  @Test
  void aRedirectLeadsToTheEchoOfThisDeployment() {
    opening.contextPath = "/wsbin";
    Refused refused = reply("fault/redirect/307").instead().orElseThrow();
    assertThat(refused.status()).isEqualTo(307);
    assertThat(refused.headers()).isEqualTo(Map.of("Location", "/wsbin/wire/echo"));
  }

  @Test
  void theRightCredentialsAreLetIn() {
    Refused refused = reply("fault/unauthorized").instead().orElseThrow();
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.headers().get("WWW-Authenticate")).startsWith("Basic realm=");
    opening.header("Authorization", "Basic d3NiaW46c2VjcmV0"); // wsbin:secret
    assertThat(reply("fault/unauthorized").instead()).isEmpty();
  }

  @Test
  void noAnswerAndAFrameWithTheAnswerAreForTheEngine() {
    assertThat(reply("fault/no-answer").delivery()).isEqualTo(Delivery.NEVER);
    assertThat(reply("fault/frame-with-101").delivery()).isEqualTo(Delivery.WITH_FIRST_FRAMES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status/503", "redirect/301", "no-answer", "drop", "drop-in-frame"})
  void nothingComesBehindAFaultThatIsTheEnd(String fault) {
    assertThatThrownBy(() -> scenario("fault/" + fault + "/echo"))
        .hasMessage("Step 2 is echo, but the step before it must be the last.");
  }

  @Test
  void aFaultOfTheHandshakeComesBeforeAllStepsOnTheConnection() {
    assertThat(scenario("fault/accept-wrong/message/hi")).isNotNull();
    assertThatThrownBy(() -> scenario("message/hi/fault/accept-wrong"))
        .isInstanceOf(BadParameterException.class)
        .hasMessageStartingWith("Step 2 is fault/accept-wrong, which acts on the handshake;");
  }

  @ParameterizedTest
  @CsvSource({
    "fault/accept-wrong, true",
    "fault/delay/2s, true",
    "fault/frame-with-101, true",
    "fault/unauthorized, true",
    "fault/pong-unasked, true",
    "fault/close-unanswered, true",
    "fault/ping-unanswered, true",
    "no-deflate/fault/accept-wrong, true",
    "fault/accept-wrong/no-deflate, true",
    "fault/masked, false",
    "fault/accept-wrong/fault/masked, false",
    "fault/accept-wrong/message/hi, false",
    "message/hi/fault/pong-unasked, false",
    "no-deflate, false"
  })
  void aFaultThatTheClientNeedNotMindIsAnEchoIfNoOtherStepActs(String path, boolean echo) {
    assertThat(echoes(path)).isEqualTo(echo);
  }

  @Test
  void anAnswerThatIsNoConnectionIsLogged() {
    try (FaultLines log = FaultLines.of("status/499")) {
      scenario("fault/status/499").answered(499);
      await()
          .untilAsserted(
              () ->
                  assertThat(log.lines()).containsExactly("Fault status/499: answered with 499."));
    }
  }

  @Test
  void aFaultWhoseTurnHasNotComeIsNotLogged() {
    try (FaultLines log = FaultLines.of("")) {
      Behaviour run = scenario("after/1/fault/masked/fault/rsv/1").run(opening, services());
      run.observer().orElseThrow().ended(ConnectionState.OPEN.ended(), EndOfStream.FIN, 0);
      faults.close(); // all lines are written
      assertThat(log.lines()).noneMatch(line -> line.matches("Fault (masked|rsv/1): .*"));
    }
  }

  private boolean echoes(String path) {
    Behaviour run = scenario(path).run(opening, services());
    run.opened(peer);
    peer.sent.clear();
    run.message(peer, MessageKind.TEXT, UTF_8.encode("anybody?"), true);
    return peer.sent.stream().anyMatch(sent -> sent.text().equals("anybody?"));
  }

  private static String alone(Declaration fault) {
    String path = fault.examples().get(0).path();
    return path.substring(path.indexOf("fault/")).replaceFirst("/echo$", "");
  }

  private HandshakeReply reply(String path) {
    Accepted accepted = new Accepted("accept", Optional.empty(), List.of());
    return scenario(path).shape(HandshakeReply.to(accepted), opening);
  }

  private Scenario scenario(String path) {
    return parser.parse(Engine.WIRE, path, Query.NONE);
  }

  private SharedServices services() {
    return new SharedServices(
        new FakeTimer(),
        LIMITS,
        Runnable::run,
        new MemoryBudget(Long.MAX_VALUE),
        ServerObserver.NONE);
  }

  private Catalogue catalogue() {
    List<Step> steps = new ArrayList<>(Steps.all("container", "node"));
    steps.addAll(faults.steps());
    return new Catalogue(steps);
  }
}
