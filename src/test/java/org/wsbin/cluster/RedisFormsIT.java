package org.wsbin.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wsbin.cluster.LogKey.Kind;
import org.wsbin.cluster.SharedLogContract.Seen;
import org.wsbin.it.OnStandalone;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.settings.RedisUrl;

/** A log on each form of Redis that {@code --redis} can name. */
@OnStandalone
class RedisFormsIT {
  private final LogKey key = new LogKey(Kind.TRANSCRIPT, "form");

  @Test
  void aClusterHasLogsInDifferentSlots() throws Exception {
    try (RedisServer cluster = RedisServer.cluster()) {
      shares("redis-cluster://127.0.0.1:" + cluster.port());
      assertThat(cluster.tell("KEYS", "*")).contains("test:{transcript:form}:log");
    }
  }

  @Test
  void sentinelsSayWhereItIs() throws Exception {
    try (RedisServer server = RedisServer.start();
        RedisServer sentinel = RedisServer.sentinel(server)) {
      shares("redis-sentinel://127.0.0.1:" + sentinel.port() + "/main");
      assertThat(server.tell("KEYS", "*")).contains("test:{transcript:form}:log");
    }
  }

  @Test
  void aUserHasAPasswordAndADatabase() throws Exception {
    try (RedisServer server = RedisServer.start()) {
      server.tell("ACL", "SETUSER", "ada", "on", ">lovel@ce", "~test:*", "&test:*", "+@all");
      shares("redis://ada:lovel%40ce@127.0.0.1:" + server.port() + "/3");
      assertThat(server.tell("-n", "3", "KEYS", "*")).contains("test:{transcript:form}:log");
    }
  }

  private void shares(String url) throws Exception {
    MemoryBudget memory = new MemoryBudget(1 << 24);
    RedisHealth health = new RedisHealth(url, System::nanoTime);
    try (RedisConnections redis = new RedisConnections(RedisUrl.parse(url).orElseThrow());
        RedisConnections others = new RedisConnections(RedisUrl.parse(url).orElseThrow());
        SharedLog log = log(redis, memory, health);
        SharedLog other = log(others, memory, health)) {
      Seen seen = new Seen();
      SharedLog.Following following = other.follow(key, 0, seen);
      for (CompletionStage<Long> each :
          IntStream.range(0, 20)
              .mapToObj(i -> log.append(key, SharedLogContract.text("" + i)))
              .toList()) {
        SharedLogContract.get(each);
      }
      seen.awaitAll(IntStream.range(0, 20).mapToObj(i -> i + 1 + " " + i).toArray(String[]::new));
      following.end();
      assertThat(SharedLogContract.get(other.delete(key))).isTrue();
      assertThat(SharedLogContract.append(log, key, "again")).isEqualTo(1);
      assertThat(health.answers()).isTrue();
    }
  }

  private static SharedLog log(RedisConnections redis, MemoryBudget memory, RedisHealth health) {
    return new RedisLog(
        redis, new RedisKeys("test"), SharedLogContract.RETENTION, memory, 1 << 20, health);
  }
}
