package org.wsbin.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Source;

/**
 * On WildFly the end of a session is not that of its TCP connection: a peer that answers no close
 * and goes on sending would have it for ever.
 */
class LingeringSessionTest {
  private final FakeTimer timer = new FakeTimer();
  private final Connections connections =
      new Connections(
          Settings.load(List.of(Source.flags(Map.of("close-timeout", "5s")))),
          timer,
          ServerObserver.NONE);
  private final ContainerEngine engine = new ContainerEngine(connections);
  private final FakeSession container = new FakeSession();

  @BeforeEach
  void closedByUs() {
    SessionPeer peer = new SessionPeer(container.ofWildFly(), new Behaviour() {}, engine);
    peer.opened();
    peer.closed(1000, "");
  }

  @AfterEach
  void end() {
    engine.close();
    connections.close();
  }

  @Test
  void aConnectionIsCountedUntilItsTcpConnectionEnds() {
    timer.advance(Duration.ofSeconds(2));
    assertThat(connections.count()).isEqualTo(1);
    container.open = false;
    timer.advance(Duration.ofSeconds(2));
    assertThat(connections.count()).isZero();
    assertThat(container.calls).as("it ended by itself").isEmpty();
  }

  @Test
  void whatLingersForLongerThanTheCloseTimeoutIsEnded() {
    timer.advance(Duration.ofSeconds(4));
    assertThat(container.calls).isEmpty();
    timer.advance(Duration.ofSeconds(3));
    await().untilAsserted(() -> assertThat(container.calls).contains("forceClose"));
  }
}
