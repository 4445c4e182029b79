package org.wsbin.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wsbin.cluster.LogKey.Kind;
import org.wsbin.it.OnStandalone;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.settings.RedisUrl;

/** The contract on a real Redis, and what happens while it is away. */
@OnStandalone
class RedisLogIT extends SharedLogContract {
  private static final long QUEUE = 100_000;

  private static RedisServer redis;

  private final List<AutoCloseable> open = new ArrayList<>();
  private final MemoryBudget memory = new MemoryBudget(1 << 24);
  private final RedisHealth health = new RedisHealth("redis", System::nanoTime);
  private final RedisLog log = node(redis, health);
  private final RedisLog other = node(redis, new RedisHealth("redis", System::nanoTime));

  @BeforeAll
  static void start() throws Exception {
    redis = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    assertThat(memory.used()).as("what waits is given back").isZero();
  }

  private RedisLog node(RedisServer at, RedisHealth its) {
    RedisConnections connections = new RedisConnections(RedisUrl.parse(at.url()).orElseThrow());
    RedisLog made = new RedisLog(connections, new RedisKeys("test"), RETENTION, memory, QUEUE, its);
    open.add(made);
    open.add(connections);
    return made;
  }

  @Override
  SharedLog log() {
    return log;
  }

  @Override
  SharedLog other() {
    return other;
  }

  /** Each is kept once and in order, whatever was sent when Redis stopped answering. */
  @Test
  void whatIsAppendedWhileRedisIsAwayWaits() throws Exception {
    try (RedisServer own = RedisServer.start()) {
      RedisHealth its = new RedisHealth("redis", System::nanoTime);
      SharedLog one = node(own, its);
      SharedLog two = node(own, new RedisHealth("redis", System::nanoTime));
      LogKey key = new LogKey(Kind.TRANSCRIPT, "away");
      Seen seen = new Seen();
      SharedLog.Following following = two.follow(key, 0, seen);
      append(one, key, "0");
      own.freeze();
      List<CompletionStage<Long>> waiting =
          IntStream.range(1, 50).mapToObj(i -> one.append(key, text("" + i))).toList();
      await().atMost(Duration.ofSeconds(20)).until(() -> !its.answers());
      assertThat(its.sentence()).get().asString().contains("this node goes on alone");
      assertThat(waiting).noneMatch(each -> each.toCompletableFuture().isDone());
      own.thaw();
      for (int i = 1; i < 50; i++) {
        assertThat(get(waiting.get(i - 1))).isEqualTo(i + 1);
      }
      seen.awaitAll(IntStream.range(0, 50).mapToObj(i -> i + 1 + " " + i).toArray(String[]::new));
      assertThat(its.answers()).isTrue();
      following.end();
    }
  }

  @Test
  void whatWaitsIsBounded() throws Exception {
    try (RedisServer own = RedisServer.start()) {
      SharedLog one = node(own, new RedisHealth("redis", System::nanoTime));
      LogKey key = new LogKey(Kind.TRANSCRIPT, "full");
      append(one, key, "first");
      own.kill();
      String large = "x".repeat(10_000);
      List<CompletionStage<Long>> waiting =
          IntStream.range(0, 9).mapToObj(i -> one.append(key, text(large))).toList();
      assertThatThrownBy(() -> get(one.append(key, text(large))))
          .hasStackTraceContaining(
              "There is no more room for what waits for Redis (--redis-queue, --memory).");
      own.restart();
      for (CompletionStage<Long> each : waiting) {
        get(each);
      }
      assertThat(get(one.newest(key))).as("the new Redis has nothing from before").isEqualTo(9);
    }
  }

  @Test
  void whoReadsWhileItIsAwayHearsThat() throws Exception {
    try (RedisServer own = RedisServer.start()) {
      SharedLog one = node(own, new RedisHealth("redis", System::nanoTime));
      LogKey key = new LogKey(Kind.TRANSCRIPT, "gone");
      append(one, key, "first");
      own.kill();
      assertThatThrownBy(() -> get(one.newest(key)))
          .hasStackTraceContaining("this node goes on alone");
    }
  }

  /** It has lost its data: who follows hears that, and what is new. */
  @Test
  void aRedisThatStartsEmptyBeginsAgain() throws Exception {
    try (RedisServer own = RedisServer.start()) {
      SharedLog one = node(own, new RedisHealth("redis", System::nanoTime));
      SharedLog two = node(own, new RedisHealth("redis", System::nanoTime));
      LogKey key = new LogKey(Kind.TRANSCRIPT, "empty");
      Seen seen = new Seen();
      two.follow(key, 0, seen);
      append(one, key, "a");
      append(one, key, "b");
      seen.awaitAll("1 a", "2 b");
      own.kill();
      own.restart();
      assertThat(append(one, key, "c")).isEqualTo(1);
      seen.awaitAll("1 a", "2 b", "deleted", "1 c");
    }
  }

  /** Redis starts from an older copy: who follows hears that, and all that it has. */
  @Test
  void aRedisThatStartsFromAnOlderCopyGoesBack() throws Exception {
    try (RedisServer own = RedisServer.start()) {
      SharedLog one = node(own, new RedisHealth("redis", System::nanoTime));
      SharedLog two = node(own, new RedisHealth("redis", System::nanoTime));
      LogKey key = new LogKey(Kind.TRANSCRIPT, "older");
      Seen seen = new Seen();
      two.follow(key, 0, seen);
      append(one, key, "a");
      own.tell("SAVE");
      append(one, key, "b");
      append(one, key, "c");
      seen.awaitAll("1 a", "2 b", "3 c");
      own.kill();
      own.restart();
      seen.awaitAll("1 a", "2 b", "3 c", "deleted", "1 a");
      assertThat(append(one, key, "d")).isEqualTo(2);
      seen.awaitAll("1 a", "2 b", "3 c", "deleted", "1 a", "2 d");
    }
  }

  /** The same, but when a node connects again, the log is as long as it was. */
  @Test
  void aLogThatWentBackAndGrewAgainIsNoticed() throws Exception {
    try (RedisServer own = RedisServer.start()) {
      RedisHealth its = new RedisHealth("redis", System::nanoTime);
      SharedLog two = node(own, its);
      SharedLog one = node(own, new RedisHealth("redis", System::nanoTime));
      LogKey key = new LogKey(Kind.TRANSCRIPT, "grown");
      Seen seen = new Seen();
      two.follow(key, 0, seen);
      append(one, key, "a");
      own.tell("SAVE");
      append(one, key, "b");
      seen.awaitAll("1 a", "2 b");
      own.kill();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> its.awayFor().compareTo(Duration.ofSeconds(2)) > 0);
      own.restart();
      SharedLog third = node(own, new RedisHealth("redis", System::nanoTime));
      append(third, key, "c");
      append(third, key, "d");
      seen.awaitAll("1 a", "2 b", "deleted", "1 a", "2 c", "3 d");
    }
  }

  /** Redis may evict one of the two keys of a log: what it took does not count any more. */
  @Test
  void aLogWithoutItsEntriesHasRoomForNewOnes() throws Exception {
    LogKey key = new LogKey(Kind.CHANNEL, "evicted");
    append(log, key, "x".repeat(3900));
    redis.tell("DEL", "test:{channel:evicted}:log");
    append(log, key, "a");
    append(log, key, "b");
    append(log, key, "c");
    assertThat(texts(other, key, 0)).containsExactly("2 a", "3 b", "4 c");
    append(log, key, "y".repeat(3999));
    append(log, key, "d");
    assertThat(get(other.read(key, 0, 10))).hasSize(2);
  }

  /** Nobody waits for ever, and the others go on. */
  @Test
  void whatSomebodyElseWroteIsNoLog() throws Exception {
    redis.tell("HSET", "test:{channel:foreign}:meta", "g", "x");
    LogKey foreign = new LogKey(Kind.CHANNEL, "foreign");
    assertThatThrownBy(() -> get(log.newest(foreign)))
        .hasStackTraceContaining("test:{channel:foreign}:events is no log of wsbin");
    LogKey key = new LogKey(Kind.TRANSCRIPT, "beside");
    Seen seen = new Seen();
    log.follow(foreign, 0, new Seen());
    log.follow(key, 0, seen);
    append(other, key, "a");
    seen.awaitAll("1 a");
  }
}
