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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.handshake.FrontDoor;
import org.wsbin.handshake.Scenarios;
import org.wsbin.scenario.Catalogue;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.ScenarioParser;
import org.wsbin.scenario.SharedServices;
import org.wsbin.scenario.Step;
import org.wsbin.settings.Settings;
import org.wsbin.step.Steps;
import org.wsbin.wire.Faults;
import org.wsbin.wire.WireEngine;

/** Handshakes in a container whose network is not known: what needs it is 501. */
class PathsTest {
  private final Settings settings = Settings.load(List.of());
  private final FakeTimer timer = new FakeTimer();
  private final Connections connections = new Connections(settings.limits(), timer);
  private final WireEngine wire = new WireEngine(connections);
  private final Faults faults = new Faults(wire, connections);
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
    "/.ws, ws EACH_MESSAGE",
    "/wire/echo, wire EACH_MESSAGE",
    "/wire/echo?context-takeover=true, wire CONTEXT_TAKEOVER",
    "/wire/fragment/1/echo, wire NONE",
    "/wire/fault/masked/echo, wire NONE",
    "/wire/fault/rsv/1/echo, wire NONE"
  })
  void aScenarioIsPlayedOnItsEngine(String path, String expected) throws Exception {
    assertThat(handshake(path, Set.of())).isEmpty();
    assertThat(played).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/wire/fault/masked, 501",
    "/wire/fault/rsv/1, 501",
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
    "/elsewhere, 404"
  })
  void theRestIsAnsweredWithoutAScenario(String path, int status) throws Exception {
    assertThat(handshake(path, Set.of())).startsWith(status + " ");
    assertThat(played).isEmpty();
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
    "echo, /.ws",
    "echo, /ws/echo",
    "time, /ws/"
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
          /websocket/echo                                               | 501 This container has no network
          /websocket/echo?max_message_size=1&max_fragment_size=1        | 501 This container has no network
          /websocket/echo?max_message_size=0                            | 400 The parameter max_message_size is "0"
          /websocket/echo?max_message_size=100                          | 400 The parameter max_fragment_size is "2048"; it can be at most max_message_size, which is 100.
          /websocket/echo?max_fragment_size=x                           | 400 The parameter max_fragment_size is "x"
          """)
  void theEchoOfHttpbinHasLimitsOfItsOwn(String path, String answer) throws Exception {
    assertThat(handshake(path, Set.of())).startsWith(answer);
  }

  /** Status and body of the answer; empty where an engine plays. */
  private String handshake(String path, Set<String> disabled) throws IOException, ServletException {
    List<Step> steps = new ArrayList<>(Steps.all("container", "node"));
    steps.addAll(faults.steps());
    ScenarioParser parser = new ScenarioParser(new Catalogue(steps), disabled, "");
    SharedServices services = new SharedServices(timer, settings.limits(), Runnable::run);
    Map<Engine, Scenarios.Player> engines =
        Map.of(Engine.WIRE, player(Engine.WIRE), Engine.CONTAINER, player(Engine.CONTAINER));
    Scenarios scenarios = new Scenarios(engines, connections, services);
    Paths paths = new Paths(parser, scenarios, wire, faults, services);
    FakeExchange exchange = new FakeExchange(path);
    new FrontDoor(paths.routes(), settings.handshakeRules(), () -> true)
        .doFilter(exchange.request(), exchange.response(), (request, response) -> {});
    return exchange.answer();
  }

  private Scenarios.Player player(Engine engine) {
    return (request, response, reply, behaviour) -> {
      played.add(engine.path() + " " + reply.compression());
      return Optional.empty();
    };
  }
}
