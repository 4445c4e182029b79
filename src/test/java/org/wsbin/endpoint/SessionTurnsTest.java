package org.wsbin.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Source;

/** Connections of the container's engine wait for each other's turns; the time stands still. */
@Timeout(30)
class SessionTurnsTest {
  private static final int MANY = 1000;

  private final Connections connections =
      new Connections(
          Settings.load(List.of(Source.flags(Map.of()))), new FakeTimer(), ServerObserver.NONE);
  private final ContainerEngine engine = new ContainerEngine(connections);

  @AfterEach
  void end() {
    engine.close();
    connections.close();
  }

  @Test
  void aBusyPeerWaitsWhileAllPlacesAreTakenAndGoesOnWhenOneEnds() {
    List<SessionPeer> busy = everyPlaceTaken();
    AtomicInteger read = new AtomicInteger();
    Thread container = flood(peer(), read);
    await().until(() -> container.getState() == Thread.State.WAITING);
    assertThat(read.get()).isBetween(1, MANY - 1);
    busy.get(0).closed(1000, "");
    await().until(() -> read.get() == MANY);
  }

  @Test
  void whoStandsInLineWhenItsConnectionEndsGoesOn() {
    everyPlaceTaken();
    AtomicInteger read = new AtomicInteger();
    SessionPeer peer = peer();
    Thread container = flood(peer, read);
    await().until(() -> container.getState() == Thread.State.WAITING);
    peer.cut();
    await().until(() -> read.get() == MANY);
    assertThat(engine.turns().waiting()).isZero();
  }

  private List<SessionPeer> everyPlaceTaken() {
    List<SessionPeer> busy = new ArrayList<>();
    for (int i = 0; i < ReadTurns.MOST; i++) {
      SessionPeer peer = peer();
      busy.add(peer);
      for (int n = 0; n < 100; n++) {
        message(peer);
      }
    }
    return busy;
  }

  private SessionPeer peer() {
    SessionPeer peer = new SessionPeer(new FakeSession().session(), new Behaviour() {}, engine);
    peer.opened();
    return peer;
  }

  private static Thread flood(SessionPeer peer, AtomicInteger read) {
    Thread container =
        new Thread(
            () -> {
              for (int i = 0; i < MANY; i++) {
                message(peer);
                read.incrementAndGet();
              }
            });
    container.setDaemon(true);
    container.start();
    return container;
  }

  private static void message(SessionPeer peer) {
    peer.message(MessageKind.TEXT, ByteBuffer.wrap("a".repeat(125).getBytes(UTF_8)), true);
  }
}
