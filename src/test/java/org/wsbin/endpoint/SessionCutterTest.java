package org.wsbin.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wsbin.CapturedLog;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Source;

/** Connections whose end needs a thread that is late, or cannot be started. */
class SessionCutterTest {
  private final FakeTimer timer = new FakeTimer();
  private final Connections connections =
      new Connections(
          Settings.load(List.of(Source.flags(Map.of("close-timeout", "5s")))),
          timer,
          ServerObserver.NONE);
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private boolean noThread;
  private final ContainerEngine engine =
      new ContainerEngine(connections) {
        @Override
        Executor cutting() {
          return SessionCutterTest.this::execute;
        }
      };
  private final FakeSession container = new FakeSession();
  private final SessionPeer peer =
      new SessionPeer(container.ofWildFly(), new Behaviour() {}, engine);

  @AfterEach
  void end() {
    engine.close();
    connections.close();
  }

  @Test
  void aCutThatFindsNoThreadIsTriedAgain() {
    peer.opened();
    noThread = true;
    try (CapturedLog log = CapturedLog.of(SessionCutter.class)) {
      peer.cut();
      assertThat(log.thrown()).hasSize(1);
    }
    assertThat(tasks).isEmpty();
    noThread = false;
    timer.advance(Duration.ofSeconds(1));
    assertThat(tasks).as("once").hasSize(1);
    tasks.remove().run();
    timer.advance(Duration.ofSeconds(1));
    assertThat(tasks).as("it is done").isEmpty();
    assertThat(container.calls)
        .containsExactly("setMaxIdleTimeout 1", "close 1008 send timeout", "forceClose");
  }

  /** Jetty's session says that it is closed, and its peer may send for ever. */
  @Test
  void onJettyItIsCountedUntilAThreadIsThere() {
    SessionPeer lingering = new SessionPeer(container.ofJetty(), new Behaviour() {}, engine);
    lingering.opened();
    container.open = false;
    noThread = true;
    try (CapturedLog log = CapturedLog.of(SessionCutter.class)) {
      lingering.cut();
      timer.advance(Duration.ofSeconds(3));
      assertThat(log.thrown()).hasSizeGreaterThan(1);
    }
    assertThat(connections.count()).isEqualTo(1);
    noThread = false;
    timer.advance(Duration.ofSeconds(1));
    tasks.remove().run();
    timer.advance(Duration.ofSeconds(1));
    assertThat(container.calls).endsWith("abort");
    assertThat(connections.count()).isZero();
  }

  /** Jetty may be about to send a close of its own, such as 1002. */
  @Test
  void aSendThatFailsBecauseTheSessionIsClosedCutsNothing() {
    peer.opened();
    container.open = false;
    peer.failed(new IllegalStateException("closed"));
    timer.advance(Duration.ofSeconds(1));
    assertThat(tasks).isEmpty();
    assertThat(connections.count()).isZero();
  }

  @Test
  void theEndOfTcpWaitsForAThreadOnce() {
    peer.opened();
    peer.closed(1000, "");
    timer.advance(Duration.ofSeconds(15));
    assertThat(tasks).hasSize(1);
    tasks.remove().run();
    assertThat(container.calls).containsExactly("forceClose");
    timer.advance(Duration.ofSeconds(1));
    assertThat(tasks).as("TCP has not ended").hasSize(1);
  }

  private void execute(Runnable task) {
    if (noThread) {
      throw new InternalError("no native thread, on purpose");
    }
    tasks.add(task);
  }
}
