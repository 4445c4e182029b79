package org.wsbin.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.scenario.Query;

class RoutesTest {
  private static final Upgrade NOTHING = (request, response, accepted) -> Optional.empty();

  private final List<String> asked = new ArrayList<>();
  private final Routes routes =
      new Routes(
          Map.of("/ws/", route("time"), "/echo", route("echo")),
          Map.of("/ws/", below("ws"), "/wire/", below("wire"), "/wire/fault/", below("fault")),
          List.of("/wire/fault/", "/.ws"));

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
    "/wire/fault, 'fault '",
    "/wire/fault/, 'fault '",
    "/wire/fault/rsv/1, fault rsv/1"
  })
  void theLongestBeginningCounts(String path, String reached) {
    routes.find(path).orElseThrow().upgrade(Query.NONE);
    assertThat(asked).containsExactly(reached);
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
    assertThat(routes.listed()).isEqualTo("/echo, /ws/, /wire/…, /wire/fault/…, /ws/…");
  }

  private Routes.Route route(String name) {
    return query -> {
      asked.add(name);
      return NOTHING;
    };
  }

  private Routes.Below below(String name) {
    return rest -> route(name + " " + rest);
  }
}
