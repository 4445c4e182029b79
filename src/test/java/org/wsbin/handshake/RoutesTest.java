package org.wsbin.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.scenario.Catalogue;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.HandshakeReply.Compression;
import org.wsbin.scenario.Query;
import org.wsbin.scenario.Scenario;
import org.wsbin.scenario.ScenarioParser;
import org.wsbin.step.Steps;

class RoutesTest {
  private static final Scenario NOTHING =
      new ScenarioParser(new Catalogue(Steps.all("container", "node")), Set.of(), "")
          .parse(Engine.WIRE, "echo", Query.NONE);

  private final List<String> asked = new ArrayList<>();
  private final Routes routes =
      new Routes(
          Map.of("/ws/", route("time"), "/echo", route("echo")),
          Map.of("/ws/", below("ws"), "/wire/", below("wire")),
          List.of("/wire/fault/", "/.ws"),
          List.of("/transcripts", "/transcripts/"));

  @ParameterizedTest
  @CsvSource({
    "/transcripts, true",
    "/transcripts/, true",
    "/transcripts/a, true",
    "/transcript, false",
    "/.ws, false"
  })
  void someTakeAPostOrADelete(String path, boolean changeable) {
    assertThat(routes.hasChangeablePage(path)).isEqualTo(changeable);
  }

  @ParameterizedTest
  @CsvSource({
    "/echo, echo",
    "/ws/, time",
    "/ws, 'ws '",
    "/ws/echo, ws echo",
    "/ws//, ws /",
    "/ws/a/b%2Fc, ws a/b%2Fc",
    "/wire, 'wire '",
    "/wire/, 'wire '",
    "/wire/faults/x, wire faults/x",
    "/wire/fault, wire fault",
    "/wire/fault/, wire fault/",
    "/wire/fault/rsv/1, wire fault/rsv/1"
  })
  void aPathIsFoundByItselfOrByItsBeginning(String path, String reached) {
    assertThat(routes.find(path).orElseThrow().apply(Query.NONE)).isInstanceOf(Route.class);
    assertThat(asked).containsExactly(reached);
  }

  @Test
  void theRootMayHaveAPageAndAWebSocketButIsNoBeginning() {
    Routes withRoot = new Routes(Map.of("/", route("echo")), Map.of(), List.of("/"), List.of());
    assertThat(withRoot.find("/")).isPresent();
    assertThat(withRoot.hasPage("/")).isTrue();
    assertThat(withRoot.find("/other")).isEmpty();
    assertThat(withRoot.hasPage("/other")).isFalse();
    assertThat(withRoot.listed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "", "/wsx", "/WS/echo", "/echo/", "/echo/x", "/wires/x", "ws/"})
  void otherPathsHaveNoRoute(String path) {
    assertThat(routes.find(path)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/.ws, true",
    "/.ws/, false",
    "/.wsx, false",
    "/wire/fault, true",
    "/wire/fault/, true",
    "/wire/fault/rsv/1, true",
    "/wire/echo, false"
  })
  void somePathsHaveAPage(String path, boolean page) {
    assertThat(routes.hasPage(path)).isEqualTo(page);
  }

  @Test
  void theListHasAll() {
    assertThat(routes.listed()).isEqualTo("/echo, /ws/, /wire/…, /ws/…");
  }

  @Test
  void someAreFoundButNotListed() {
    Routes fewer = routes.withoutListing(List.of("/ws/"));
    assertThat(fewer.find("/ws/")).isPresent();
    assertThat(fewer.listed()).isEqualTo("/echo, /wire/…, /ws/…");
  }

  private Function<Query, Route> route(String name) {
    return query -> below(name).apply("", query);
  }

  private BiFunction<String, Query, Route> below(String name) {
    return (rest, query) -> {
      asked.add(name + (name.startsWith("w") ? " " + rest : ""));
      return Route.to(Engine.WIRE, NOTHING, Compression.NONE);
    };
  }
}
