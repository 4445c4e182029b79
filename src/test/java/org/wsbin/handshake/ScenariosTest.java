package org.wsbin.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wsbin.fault.FaultLines;
import org.wsbin.fault.Faults;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Catalogue;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeReply.Compression;
import org.wsbin.scenario.HandshakeReply.Delivery;
import org.wsbin.scenario.Query;
import org.wsbin.scenario.Scenario;
import org.wsbin.scenario.ScenarioParser;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.scenario.SharedServices;
import org.wsbin.scenario.Step;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Settings.Limits;
import org.wsbin.settings.Source;
import org.wsbin.step.Steps;

/** An answer may wait for a minute. */
class ScenariosTest {
  private static final Refused NO_NETWORK = new Refused(501, "There is no network.");

  private final FakeTimer timer = new FakeTimer();
  private final Settings settings =
      Settings.load(List.of(Source.flags(Map.of("max-fault-duration", "1m"))));
  private final Limits limits = settings.limits();
  private final Connections connections = new Connections(settings, timer, ServerObserver.NONE);
  private final Faults faults = new Faults(limits);
  private final FakeContainer container = new FakeContainer();
  private final List<String> answered = new ArrayList<>();
  private final List<HandshakeReply> replies = new ArrayList<>();
  private Optional<Refused> engineRefuses = Optional.empty();

  @AfterEach
  void end() {
    faults.close();
  }

  @Test
  void theEngineOfThePathAnswers() throws Exception {
    assertThat(play(Engine.WIRE, "echo")).isEmpty();
    assertThat(play(Engine.CONTAINER, "echo")).isEmpty();
    assertThat(answered).containsExactly("wire", "ws");
  }

  @Test
  void theStepsShapeTheAnswer() throws Exception {
    play(Engine.WIRE, "header/X-A/1/no-deflate/echo");
    assertThat(replies.get(0).headers()).containsExactly(Map.entry("X-A", "1"));
    assertThat(replies.get(0).compression()).isEqualTo(Compression.NONE);
  }

  @Test
  void compressionIsAsThePathSays() throws Exception {
    play(Engine.WIRE, "echo");
    assertThat(replies.get(0).compression()).isEqualTo(Compression.CONTEXT_TAKEOVER);
  }

  @Test
  void anAnswerInsteadIsNotTheEngines() throws Exception {
    assertThat(play(Engine.WIRE, "status/503?body=later")).hasValue(new Refused(503, "later"));
    assertThat(answered).isEmpty();
  }

  @Test
  void aRefusalOfTheEnginesIsHandedOn() throws Exception {
    engineRefuses = Optional.of(NO_NETWORK);
    assertThat(play(Engine.WIRE, "echo")).hasValue(NO_NETWORK);
  }

  @Test
  void aRequestThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> play(Engine.WIRE, "subprotocol/mqtt/echo"))
        .isInstanceOf(BadParameterException.class);
    assertThat(answered).isEmpty();
  }

  @Test
  void aLateAnswerWaitsOnce() throws Exception {
    assertThat(play(Engine.WIRE, "handshake-delay/2/echo")).isEmpty();
    assertThat(answered).isEmpty();
    timer.advance(Duration.ofSeconds(2));
    assertThat(container.calls).endsWith("dispatch");
    play(Engine.WIRE, "handshake-delay/2/echo");
    assertThat(answered).containsExactly("wire");
  }

  @Test
  void aLateRefusalWaitsToo() throws Exception {
    assertThat(play(Engine.WIRE, "handshake-delay/2/status/503")).isEmpty();
    timer.advance(Duration.ofSeconds(2));
    assertThat(play(Engine.WIRE, "handshake-delay/2/status/503")).isPresent();
  }

  @Test
  void noAnswerWaitsLongerThanAFaultMayLast() throws Exception {
    play(Engine.WIRE, "handshake-delay/1h/echo");
    timer.advance(Duration.ofMinutes(1).minusMillis(1));
    assertThat(container.calls).doesNotContain("dispatch");
    timer.advance(Duration.ofMillis(1));
    assertThat(container.calls).endsWith("dispatch");
  }

  @Test
  void noAnswerIsForTheEngineAndEndsWith503() throws Exception {
    assertThat(play(Engine.WIRE, "fault/delay/2s/fault/no-answer")).isEmpty();
    assertThat(replies).extracting(HandshakeReply::delivery).containsExactly(Delivery.NEVER);
    DelayedResponse.start( // as an engine does that cannot be silent
        connections, container.request(), container.response(), Duration.ofMinutes(1));
    try (FaultLines log = FaultLines.of("no-answer")) {
      Refused refused = play(Engine.WIRE, "fault/no-answer").orElseThrow();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.headers()).containsEntry("Connection", "close");
      await()
          .untilAsserted(
              () -> assertThat(log.lines()).containsExactly("Fault no-answer: answered with 503."));
    }
  }

  @Test
  void aFaultThatIsAnAnswerIsLoggedOnceAlsoAfterADelay() throws Exception {
    try (FaultLines log = FaultLines.of("status/498")) {
      assertThat(play(Engine.WIRE, "handshake-delay/2/fault/status/498")).isEmpty();
      assertThat(play(Engine.WIRE, "handshake-delay/2/fault/status/498")).isPresent();
      faults.close(); // all lines are written
      assertThat(log.lines()).containsExactly("Fault status/498: answered with 498.");
    }
  }

  private Optional<Refused> play(Engine engine, String path) throws IOException, ServletException {
    int question = path.indexOf('?');
    Query query =
        question < 0 ? Query.NONE : Query.parse(Optional.of(path.substring(question + 1)));
    List<Step> steps = new ArrayList<>(Steps.all("container", "node"));
    steps.addAll(faults.steps());
    Scenario scenario =
        new ScenarioParser(new Catalogue(steps), Set.of(), "")
            .parse(engine, question < 0 ? path : path.substring(0, question), query);
    return scenarios()
        .answer(
            Route.to(engine, scenario, Compression.CONTEXT_TAKEOVER),
            container.request(),
            container.response(),
            new Accepted("accept", Optional.empty(), List.of()));
  }

  private Scenarios scenarios() {
    return new Scenarios(
        Map.of(Engine.WIRE, player(Engine.WIRE), Engine.CONTAINER, player(Engine.CONTAINER)),
        connections,
        new SharedServices(
            timer, limits, Runnable::run, new MemoryBudget(Long.MAX_VALUE), ServerObserver.NONE));
  }

  private Upgrade player(Engine engine) {
    return (request, response, reply, behaviour) -> {
      answered.add(engine.path());
      replies.add(reply);
      return engineRefuses;
    };
  }
}
