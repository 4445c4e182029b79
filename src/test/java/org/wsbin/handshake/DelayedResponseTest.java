package org.wsbin.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Source;

/** Two connections may be open at most. */
class DelayedResponseTest {
  private final FakeTimer timer = new FakeTimer();
  private final Connections connections =
      new Connections(Settings.load(List.of(Source.flags(Map.of("max-connections", "2")))), timer);

  @Test
  void theRequestComesBackAfterItsTime() {
    FakeContainer container = new FakeContainer();
    assertThat(DelayedResponse.hasWaited(container.request())).isFalse();
    start(container, Duration.ofSeconds(1));
    assertThat(container.calls).containsExactly("startAsync", "timeout 0");
    timer.advance(Duration.ofMillis(999));
    assertThat(container.calls).hasSize(2);
    timer.advance(Duration.ofMillis(1));
    assertThat(container.calls).endsWith("dispatch");
    assertThat(DelayedResponse.hasWaited(container.request())).isTrue();
  }

  @Test
  void whileItWaitsItIsAConnection() {
    start(new FakeContainer(), Duration.ofSeconds(1));
    assertThat(connections.count()).isEqualTo(1);
    timer.advance(Duration.ofSeconds(1));
    assertThat(connections.count()).isZero();
  }

  @Test
  void oneConnectionTooManyIs503() {
    start(new FakeContainer(), Duration.ofSeconds(1));
    start(new FakeContainer(), Duration.ofSeconds(1));
    FakeContainer third = new FakeContainer();
    start(third, Duration.ofSeconds(1));
    assertThat(third.calls).endsWith("status 503", "The server is shutting down.", "complete");
    timer.advance(Duration.ofSeconds(2));
    assertThat(third.calls).doesNotContain("dispatch");
    assertThat(connections.count()).isZero();
  }

  @Test
  void theEndOfTheServerIs503() {
    FakeContainer container = new FakeContainer();
    int tasks = timer.pending();
    start(container, Duration.ofHours(1));
    connections.closeAll(Duration.ZERO);
    assertThat(timer.pending()).as("nothing waits any more").isEqualTo(tasks);
    assertThat(container.calls)
        .containsExactly(
            "startAsync", "timeout 0", "status 503", "The server is shutting down.", "complete");
    assertThat(connections.count()).isZero();
    timer.advance(Duration.ofHours(1));
    assertThat(container.calls).doesNotContain("dispatch");
  }

  private void start(FakeContainer container, Duration time) {
    DelayedResponse.start(connections, container.request(), container.response(), time);
  }
}
