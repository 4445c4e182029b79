package org.wsbin.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Source;

/**
 * On WildFly and Jetty the end of a session is not that of its TCP connection: a peer that answers
 * no close and goes on sending would have it for ever.
 */
class LingeringSessionTest {
  private static final CloseStatus NORMAL = new CloseStatus(1000, "");

  private final FakeTimer timer = new FakeTimer();
  private final Connections connections =
      new Connections(
          Settings.load(List.of(Source.flags(Map.of("close-timeout", "5s")))),
          timer,
          ServerObserver.NONE);
  private final ContainerEngine engine = new ContainerEngine(connections);
  private final FakeSession container = new FakeSession();

  private void closedByUs() {
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
    closedByUs();
    timer.advance(Duration.ofSeconds(2));
    assertThat(connections.count()).isEqualTo(1);
    container.open = false;
    timer.advance(Duration.ofSeconds(2));
    assertThat(connections.count()).isZero();
    assertThat(container.calls).as("it ended by itself").isEmpty();
  }

  @Test
  void whatLingersForLongerThanTheCloseTimeoutIsEnded() {
    closedByUs();
    timer.advance(Duration.ofSeconds(4));
    assertThat(container.calls).isEmpty();
    timer.advance(Duration.ofSeconds(3));
    await().untilAsserted(() -> assertThat(container.calls).contains("forceClose"));
  }

  @Test
  @DisplayName("RFC 6455 section 7.1.1: who ignores our close is cut, though Jetty says closed")
  void onJettyACloseThatIsNotAnsweredIsCut() {
    SessionPeer peer = closingOnJetty();
    timer.advance(Duration.ofSeconds(4));
    assertThat(connections.count()).isEqualTo(1);
    assertThat(container.calls).containsExactly("setMaxIdleTimeout 5000", "close 1000 ");
    timer.advance(Duration.ofSeconds(2));
    await().untilAsserted(() -> assertThat(container.calls).endsWith("abort"));
    await()
        .untilAsserted(
            () -> {
              timer.advance(Duration.ofMillis(100));
              assertThat(connections.count()).isZero();
            });
    assertThat(peer.state.ended()).isTrue();
  }

  @Test
  void onJettyACloseThatIsAnsweredIsNotCut() {
    SessionPeer peer = closingOnJetty();
    timer.advance(Duration.ofSeconds(4));
    peer.closed(1000, "");
    assertThat(connections.count()).isZero();
    timer.advance(Duration.ofSeconds(10));
    assertThat(container.calls).doesNotContain("abort");
  }

  @Test
  void whoseReadingIsStoppedIsReadAgainFromTheCloseOn() {
    SessionPeer peer = new SessionPeer(container.ofJetty(), new Behaviour() {}, engine);
    peer.opened();
    peer.hold(true);
    Thread reading =
        new Thread(() -> peer.message(MessageKind.BINARY, ByteBuffer.allocate(1), true));
    reading.start();
    await().until(() -> reading.getState() == Thread.State.WAITING);
    peer.close(NORMAL);
    await().until(() -> !reading.isAlive());
  }

  private SessionPeer closingOnJetty() {
    SessionPeer peer = new SessionPeer(container.ofJetty(), new Behaviour() {}, engine);
    peer.opened();
    peer.close(NORMAL);
    await().until(() -> container.calls.contains("close 1000 "));
    await().until(() -> peer.queue.bytes() == 0);
    container.open = false;
    return peer;
  }
}
