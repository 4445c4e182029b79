package org.wsbin.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Source;

class HealthPagesTest {
  private final Connections connections =
      new Connections(
          Settings.load(List.of(Source.flags(Map.of("memory", "1m")))),
          new FakeTimer(),
          ServerObserver.NONE);

  @Test
  void aServerIsLiveAndReady() throws IOException {
    assertThat(get("/health/live")).isEqualTo("200 ok\n");
    assertThat(get("/health/ready")).isEqualTo("200 ok\n");
  }

  @Test
  void oneThatLetsNobodyInIsLiveAndNotReady() throws IOException {
    connections.memory().chargeAnyway(1 << 20);
    assertThat(get("/health/ready"))
        .isEqualTo("503 The server has spent --memory: try again later.\n");
    connections.memory().giveBack(1 << 20);
    connections.drain(Duration.ZERO);
    assertThat(get("/health/ready"))
        .isEqualTo("503 The server is shutting down: try again later.\n");
    assertThat(get("/health/live")).isEqualTo("200 ok\n");
  }

  private String get(String path) throws IOException {
    FakeExchange exchange = FakeExchange.plainGet(path);
    new HealthPages(connections, Optional::empty).doGet(exchange.request(), exchange.response());
    return exchange.answer();
  }
}
