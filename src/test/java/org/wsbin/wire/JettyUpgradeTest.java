package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.wsbin.wire.ClientBytes.text;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wsbin.scenario.Peer;

class JettyUpgradeTest {
  private final Wired wired = new Wired(Optional.empty());
  private final ByteArrayEndPoint network = new ByteArrayEndPoint();
  private final Queue<Runnable> executed = new ArrayDeque<>();
  private final JettyUpgrade upgrade = new JettyUpgrade(network, executed::add, wired.connection);
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  @BeforeEach
  void echo() {
    wired.behaviour.reaction =
        (peer, kind, slice, last) -> {
          threads.add(Thread.currentThread());
          peer.send(kind, slice, last);
        };
  }

  @Test
  void theThreadThatEndsAStallDoesNotRead() {
    upgrade.onUpgradeTo(BufferUtil.EMPTY_BUFFER);
    upgrade.onOpen();
    wired.connection.stall(true);
    arrive("first");
    assertThat(network.isFillInterested()).isFalse();
    wired.connection.stall(false);
    await().until(() -> sent().endsWith("first"));
    assertThat(threads).isNotEmpty().doesNotContain(Thread.currentThread());
    arrive("second");
    await().until(() -> sent().endsWith("second"));
  }

  @Test
  void dataThatArrivedWithTheRequestIsReadAfterAStallByTheExecutor() {
    wired.behaviour.reaction = Peer::send;
    upgrade.onUpgradeTo(ByteBuffer.wrap(text("early")));
    wired.behaviour.opening = () -> wired.connection.stall(true);
    upgrade.onOpen();
    wired.connection.stall(false);
    assertThat(sent()).isEmpty();
    executed.remove().run();
    assertThat(sent()).endsWith("early");
  }

  private void arrive(String text) {
    network.addInput(ByteBuffer.wrap(text(text)));
  }

  private String sent() {
    return network.getOutputString(UTF_8);
  }
}
