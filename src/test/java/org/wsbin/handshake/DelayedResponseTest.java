package org.wsbin.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Source;

/** Two connections may be open at most. */
class DelayedResponseTest {
  private final FakeTimer timer = new FakeTimer();
  private final List<Integer> answered = new ArrayList<>();
  private final Connections connections =
      new Connections(
          Settings.load(List.of(Source.flags(Map.of("max-connections", "2")))),
          timer,
          new ServerObserver() {
            @Override
            public void answered(OpeningRequest opening, Refused response) {
              answered.add(response.status());
            }
          });

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
  void aClientThatLeavesGivesEverythingBack() throws IOException {
    FakeContainer container = new FakeContainer();
    int tasks = timer.pending();
    start(container, Duration.ofSeconds(1));
    container.listeners.get(0).onError(new AsyncEvent(null, new IOException("on purpose")));
    assertThat(container.calls).containsExactly("startAsync", "timeout 0", "complete");
    assertThat(connections.count()).isZero();
    assertThat(connections.memory().used()).isZero();
    assertThat(timer.pending()).isEqualTo(tasks);
    timer.advance(Duration.ofSeconds(1));
    assertThat(container.calls).doesNotContain("dispatch");
  }

  @Test
  void aClientThatLeavesAfterItsTimeChangesNothing() throws IOException {
    FakeContainer container = new FakeContainer();
    start(container, Duration.ofSeconds(1));
    timer.advance(Duration.ofSeconds(1));
    container.listeners.get(0).onError(new AsyncEvent(null, new IOException("on purpose")));
    assertThat(container.calls).containsExactly("startAsync", "timeout 0", "dispatch");
    assertThat(connections.memory().used()).isZero();
  }

  @Test
  void aClientThatLeavesAsItsTimeEndsDoesNoHarm() {
    FakeContainer container = new FakeContainer();
    start(container, Duration.ofSeconds(1));
    container.gone = true;
    timer.advance(Duration.ofSeconds(1));
    assertThat(connections.count()).isZero();
    assertThat(connections.memory().used()).isZero();
  }

  @Test
  void oneConnectionTooManyIs503() {
    start(new FakeContainer(), Duration.ofSeconds(1));
    start(new FakeContainer(), Duration.ofSeconds(1));
    FakeContainer third = new FakeContainer();
    start(third, Duration.ofSeconds(1));
    assertThat(third.calls)
        .endsWith("status 503", "The server has reached its connection limit.", "complete");
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
    assertThat(answered).as("what the observer sees").containsExactly(503);
    assertThat(connections.count()).isZero();
    timer.advance(Duration.ofHours(1));
    assertThat(container.calls).doesNotContain("dispatch");
  }

  @Test
  void noMoreWaitThanTheLimitSays() {
    Connections limited = with(Map.of("max-pending-handshakes", "1"));
    FakeContainer first = new FakeContainer();
    assertThat(start(limited, first)).isEmpty();
    FakeContainer second = new FakeContainer();
    assertThat(start(limited, second))
        .contains(
            new Refused(
                503,
                Map.of("Retry-After", "5"),
                "The server has reached --max-pending-handshakes: try again later."));
    assertThat(second.calls).isEmpty();
    timer.advance(Duration.ofSeconds(1));
    assertThat(start(limited, second)).isEmpty();
  }

  @Test
  void whatTheyHoldIsChargedUntilTheyEnd() {
    Connections limited = with(Map.of("memory", "1m"));
    int fit = (int) ((1 << 20) / DelayedResponse.BYTES);
    for (int i = 0; i < fit; i++) {
      assertThat(start(limited, new FakeContainer())).isEmpty();
    }
    assertThat(start(limited, new FakeContainer()))
        .contains(
            new Refused(
                503,
                Map.of("Retry-After", "5"),
                "The server has spent --memory: try again later."));
    timer.advance(Duration.ofSeconds(1));
    assertThat(limited.memory().used()).isZero();
    assertThat(limited.count()).isZero();
    start(limited, new FakeContainer());
    limited.closeAll(Duration.ZERO);
    assertThat(limited.memory().used()).isZero();
  }

  private Connections with(Map<String, String> flags) {
    return new Connections(Settings.load(List.of(Source.flags(flags))), timer, ServerObserver.NONE);
  }

  private static Optional<Refused> start(Connections connections, FakeContainer container) {
    return DelayedResponse.start(
        connections, container.request(), container.response(), Duration.ofSeconds(1));
  }

  private void start(FakeContainer container, Duration time) {
    DelayedResponse.start(connections, container.request(), container.response(), time);
  }
}
