package org.wsbin.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.fault.Faults;
import org.wsbin.handshake.FrontDoor;
import org.wsbin.handshake.Scenarios;
import org.wsbin.handshake.Upgrade;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.scenario.Catalogue;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.ScenarioParser;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.scenario.SharedServices;
import org.wsbin.scenario.Step;
import org.wsbin.settings.Settings;
import org.wsbin.step.Steps;

/** Requests to all paths; the engines note what they are asked for. */
class PathsTest {
  private final Settings settings = Settings.load(List.of());
  private final FakeTimer timer = new FakeTimer();
  private final Connections connections = new Connections(settings, timer, ServerObserver.NONE);
  private final Faults faults = new Faults(settings.limits());
  private final List<String> played = new ArrayList<>();

  @AfterEach
  void end() {
    faults.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/ws, ws EACH_MESSAGE",
    "/ws/, ws EACH_MESSAGE",
    "/ws/echo, ws EACH_MESSAGE",
    "/ws/echo?context-takeover=true, ws EACH_MESSAGE",
    "/echo, ws EACH_MESSAGE",
    "/, ws EACH_MESSAGE",
    "/.ws, ws EACH_MESSAGE",
    "/wire/echo, wire EACH_MESSAGE",
    "/wire/echo?context-takeover=true, wire CONTEXT_TAKEOVER",
    "/wire/fragment/1/echo, wire NONE",
    "/wire/fault/masked, wire NONE",
    "/wire/fault/accept-wrong, wire NONE",
    "/wire/fault/masked/echo, wire NONE",
    "/wire/fault/rsv/1/echo, wire NONE",
    "/websocket/echo, wire NONE 10240",
    "/websocket/echo?ping-interval=0, wire NONE 10240",
    "/websocket/echo?max_message_size=1&max_fragment_size=1, wire NONE 1"
  })
  void aScenarioIsPlayedOnItsEngine(String path, String expected) throws Exception {
    assertThat(handshake(path, Set.of())).isEmpty();
    assertThat(played).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/wire/fault/status/503, 503",
    "/wire/fault/rsv/9, 400",
    "/wire/fault/nothing, 404",
    "/wire/fault/masked/nothing, 400",
    "/wire, 400",
    "/wire/nothing, 400",
    "/ws/nothing, 400",
    "/ws/drop, 400",
    "/ws/time?count=0, 400",
    "/wire/echo?context-takeover=perhaps, 400",
    "/wire/echo?contex-takeover=true, 400",
    "/?ping-interval=2h, 400",
    "/ws/?ping-interval=x, 400",
    "/wire/fault/masked?ping-interval=-1, 400",
    "/websocket/echo?ping-interval=x, 400",
    "/websocket/echo?ping-intervals=1s, 400",
    "/elsewhere, 404"
  })
  void theRestIsAnsweredWithoutAScenario(String path, int status) throws Exception {
    assertThat(handshake(path, Set.of())).startsWith(status + " ");
    assertThat(played).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /ws/nope            | 400 Step 1 is unknown: "nope";
          /wire/nope          | 400 Step 1 is unknown: "nope";
          /ws/echo/nope       | 400 Step 2 is unknown: "nope";
          /wire               | 400 The path names no step:
          /ws/drop            | 400 Step 1 is drop, which works only at /wire/drop
          /ws/time?count=0    | 400 The parameter count is "0";
          /wire/bearer/x/nope | 400 Step 2 is unknown: "nope"
          /wire/echo          | 400 This is a WebSocket endpoint
          /ws/                | 400 This is a WebSocket endpoint
          """)
  void aPlainGetOfAWrongPathLearnsWhatIsWrongWithIt(String path, String answer) throws Exception {
    assertThat(answer(FakeExchange.plainGet(path), Set.of())).startsWith(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/.ws", "/catalogue", "/symptoms", "/inspect", "/wire/fault/masked"})
  void aPlainGetOfAPageReachesThePage(String path) throws Exception {
    assertThat(answer(FakeExchange.plainGet(path), Set.of("echo", "fault"))).isEmpty();
    assertThat(played).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/catalogue, http://localhost:3000, 204",
    "/inspect, http://localhost:3000, 204",
    "/wire/fault/, http://localhost:3000, 204",
    "/inspect, http://evil.example, 403 The Origin",
    "/ws/echo, http://localhost:3000, 405",
    "/elsewhere, http://localhost:3000, 404"
  })
  void aPreflightOfAPageIsAnsweredAsTheOriginsAreAllowed(String path, String origin, String answer)
      throws Exception {
    assertThat(answer(FakeExchange.preflight(path, origin), Set.of())).startsWith(answer);
  }

  @Test
  void aPlainGetOfAStepThatIsTurnedOffIs403() throws Exception {
    assertThat(answer(FakeExchange.plainGet("/ws/echo"), Set.of("echo")))
        .startsWith("403 The step echo is turned off");
  }

  @ParameterizedTest
  @CsvSource({
    "fault, /wire/fault/masked",
    "fault, /wire/fault/masked/",
    "fault, /wire/fault/masked/echo",
    "fault, /wire/message/a/fault/masked",
    "fault, /wire/f%61ult/masked",
    "fault, /wire/fault/status/503",
    "fault/rsv, /wire/fault/rsv/1",
    "echo, /echo",
    "echo, /",
    "echo, /.ws",
    "echo, /ws/echo",
    "echo, /wire/echo",
    "echo, /websocket/echo",
    "echo, /websocket/echo?max_message_size=0",
    "time, /ws",
    "time, /ws/",
    "time, /wire/time/2",
    "error, /wire/drop",
    "error, /wire/error/reset",
    "error/reset, /wire/drop",
    "drop, /wire/error/reset"
  })
  void whatIsTurnedOffIs403(String disabled, String path) throws Exception {
    assertThat(handshake(path, Set.of(disabled))).startsWith("403 The step ");
    assertThat(played).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /websocket/echo?max_message_size=0                            | 400 The parameter max_message_size is "0"
          /websocket/echo?max_message_size=100                          | 400 The parameter max_fragment_size is "2048"; it can be at most max_message_size, which is 100.
          /websocket/echo?max_fragment_size=x                           | 400 The parameter max_fragment_size is "x"
          """)
  void theEchoOfHttpbinHasItsOwnLimits(String path, String answer) throws Exception {
    assertThat(handshake(path, Set.of())).startsWith(answer);
  }

  /** Status and body of the answer; empty if an engine plays. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/getCaseCount",
        "/conformance/runCase?case=1&agent=a",
        "/conformance/strict/getCaseCount"
      })
  void theSuiteCanBeTurnedOff(String path) throws Exception {
    assertThat(handshake(path, Set.of(Paths.SUITE)))
        .startsWith("403 The conformance suite is turned off on this server (--disable).");
  }

  private String handshake(String path, Set<String> disabled) throws IOException, ServletException {
    return answer(new FakeExchange(path), disabled);
  }

  private String answer(FakeExchange exchange, Set<String> disabled)
      throws IOException, ServletException {
    List<Step> steps = new ArrayList<>(Steps.all("container", "node"));
    steps.addAll(faults.steps());
    ScenarioParser parser = new ScenarioParser(new Catalogue(steps), disabled, "");
    SharedServices services =
        new SharedServices(
            timer,
            settings.limits(),
            Runnable::run,
            new MemoryBudget(Long.MAX_VALUE),
            ServerObserver.NONE);
    Map<Engine, Upgrade> engines =
        Map.of(Engine.WIRE, played(Engine.WIRE), Engine.CONTAINER, played(Engine.CONTAINER));
    Scenarios scenarios = new Scenarios(engines, connections, services);
    new FrontDoor(
            settings.access(),
            new Paths(
                    parser,
                    settings.limits(),
                    Optional.of(new ConformancePages(name -> null, Optional.empty()).suite())
                        .filter(suite -> !disabled.contains(Paths.SUITE)))
                .routes(),
            settings.handshakeRules(),
            connections,
            scenarios)
        .doFilter(exchange.request(), exchange.response(), (request, response) -> {});
    return exchange.answer();
  }

  private Upgrade played(Engine engine) {
    return (request, response, reply, behaviour) -> {
      played.add(
          engine.path()
              + " "
              + reply.compression()
              + reply.messages().map(most -> " " + most.maxMessage()).orElse(""));
      return Optional.empty();
    };
  }
}
