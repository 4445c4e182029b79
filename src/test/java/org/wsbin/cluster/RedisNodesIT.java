package org.wsbin.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wsbin.cluster.Cluster.Standing;
import org.wsbin.it.OnStandalone;
import org.wsbin.settings.RedisUrl;

/** Which nodes drain, on a real Redis that loses its data, stops, or is away. */
@OnStandalone
class RedisNodesIT {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<AutoCloseable> open = new ArrayList<>();
  private RedisServer redis;
  private Node a;
  private Node b;

  @BeforeEach
  void start() throws Exception {
    redis = RedisServer.start();
    a = new Node("a");
    b = new Node("b");
    await().atMost(LONG).until(() -> a.nodes.all().size() == 2 && b.nodes.all().size() == 2);
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    redis.close();
  }

  @Test
  void anyNodeDrainsAnyOther() throws Exception {
    assertThat(a.drain("b", true)).isTrue();
    await().atMost(LONG).until(() -> b.draining);
    assertThat(a.drain("nobody", true)).isFalse();
    assertThat(a.drain("b", false)).isTrue();
    await().atMost(LONG).until(() -> !b.draining);
    assertThat(a.draining).isFalse();
  }

  @Test
  void itDrainsStillWhenRedisHasLostItsData() throws Exception {
    a.drain("b", true);
    await().atMost(LONG).until(() -> b.draining);
    redis.tell("FLUSHALL");
    b.awaitBeats(2);
    assertThat(b.draining).isTrue();
    assertThat(a.drain("b", false)).isTrue();
    await().atMost(LONG).until(() -> !b.draining);
  }

  /** After that both have been silent for long, and one of them hears first that the other has. */
  @Test
  void theyDrainStillWhenRedisWasStopped() throws Exception {
    a.drain("a", true);
    a.drain("b", true);
    await().atMost(LONG).until(() -> a.draining && b.draining);
    redis.freeze();
    await()
        .atMost(LONG)
        .until(() -> b.health.awayFor().compareTo(Cluster.GONE_AFTER.plusSeconds(2)) > 0);
    redis.thaw();
    a.awaitBeats(2);
    b.awaitBeats(2);
    assertThat(a.draining).isTrue();
    assertThat(b.draining).isTrue();
  }

  @Test
  void whileRedisIsAwayANodeCanDrainItself() throws Exception {
    redis.kill();
    await().atMost(LONG).until(() -> !a.health.answers());
    assertThat(a.drain("a", true)).isTrue();
    assertThat(a.draining).isTrue();
    assertThatThrownBy(() -> a.drain("b", true))
        .hasStackTraceContaining("this node goes on alone.");
    redis.restart();
    a.awaitBeats(2);
    assertThat(a.draining).isTrue();
    await().atMost(LONG).until(() -> b.nodes.all().size() == 2);
    assertThat(b.drain("a", false)).isTrue();
    await().atMost(LONG).until(() -> !a.draining);
  }

  @Test
  void aNodeIsGoneOnceALaterListDoesNotHaveIt() throws Exception {
    long heardOf = System.nanoTime();
    assertThat(a.nodes.standing("b", heardOf)).isEqualTo(Standing.THERE);
    assertThat(a.nodes.standing("new", heardOf)).isEqualTo(Standing.UNKNOWN);
    redis.tell("FLUSHALL");
    a.awaitBeats(1);
    assertThat(a.nodes.standing("b", heardOf)).isEqualTo(Standing.THERE);
    b.nodes.close();
    await().atMost(LONG).until(() -> a.nodes.standing("b", heardOf) == Standing.GONE);
    long later = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    assertThat(a.nodes.standing("new", later)).isEqualTo(Standing.UNKNOWN);
    redis.kill();
    await().atMost(LONG).until(() -> !a.health.answers());
    assertThat(a.nodes.standing("b", heardOf)).isEqualTo(Standing.UNKNOWN);
    redis.restart();
    a.awaitBeats(2);
    assertThat(a.nodes.standing("b", heardOf)).isEqualTo(Standing.UNKNOWN);
    await().atMost(LONG).until(() -> a.nodes.standing("b", heardOf) == Standing.GONE);
  }

  private final class Node implements LocalNode {
    private final RedisConnections connections =
        new RedisConnections(RedisUrl.parse(redis.url()).orElseThrow());
    private final RedisHealth health = new RedisHealth("redis", System::nanoTime);
    private final RedisNodes nodes;
    private volatile boolean draining;
    private final AtomicInteger beats = new AtomicInteger();

    Node(String name) {
      nodes = new RedisNodes(connections, new RedisKeys("test"), health, name);
      open.add(nodes);
      open.add(connections);
      nodes.join(this);
    }

    boolean drain(String id, boolean wanted) throws Exception {
      return nodes.drain(id, wanted).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** Waits for so many more answers of Redis. */
    void awaitBeats(int more) {
      int before = beats.get();
      await().atMost(LONG).until(() -> beats.get() > before + more);
    }

    @Override
    public String report() {
      return "{}";
    }

    @Override
    public Map<String, AddressUse> addresses() {
      return Map.of();
    }

    @Override
    public void elsewhere(Map<String, AddressUse> others) {
      if (health.answers()) {
        beats.incrementAndGet();
      }
    }

    @Override
    public void drain(boolean wanted) {
      draining = wanted;
    }

    @Override
    public void gone(List<String> gone) {}
  }
}
