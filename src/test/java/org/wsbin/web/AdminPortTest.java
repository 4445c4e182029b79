package org.wsbin.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminPortTest {
  private final List<String> passedOn = new ArrayList<>();

  @Test
  void theOtherPortHasEverythingButItsPages() throws Exception {
    assertThat(get("/ws/echo")).isEmpty();
    assertThat(passedOn).containsExactly("/ws/echo");
    assertThat(get("/metrics"))
        .isEqualTo(
            "404 Health, metrics and nodes are on the admin port of this server (--admin-port).\n");
    assertThat(passedOn).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics/", "/METRICS", "/%6detrics", "/metrics;a=b"})
  void whatIsAlmostAPageIsLeftToTheFrontDoor(String path) throws Exception {
    assertThat(get(path)).isEmpty();
    assertThat(passedOn).containsExactly(path);
  }

  private String get(String path) throws IOException, ServletException {
    FakeExchange exchange = FakeExchange.plainGet(path);
    new AdminPort(Map.of("/metrics", "the servlet"))
        .doFilter(
            exchange.request(), exchange.response(), (request, response) -> passedOn.add(path));
    return exchange.answer();
  }
}
