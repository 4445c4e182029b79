package org.wsbin.cluster;

import static java.lang.System.Logger.Level.DEBUG;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.wsbin.limits.MemoryBudget;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Logs on Redis, which all nodes share. What is appended while Redis is away waits, up to a limit;
 * who reads then is told that it is away; who follows hears what was missed when it is back.
 */
final class RedisLog implements SharedLog {
  private static final System.Logger LOG = System.getLogger(RedisLog.class.getName());

  /** Logs that are followed are kept, although nothing is appended to them. */
  private static final int RENEWALS = 3;

  private final RedisConnections redis;
  private final RedisKeys keys;
  private final Map<LogKey.Kind, Retention> retention;
  private final RedisAppends appends;
  private final RedisReads reads;
  private final RedisFollowers followers;
  private long renewedAt = System.nanoTime();

  /**
   * Starts what talks to Redis.
   *
   * @param queue the most bytes that wait for Redis
   */
  RedisLog(
      RedisConnections redis,
      RedisKeys keys,
      Map<LogKey.Kind, Retention> retention,
      MemoryBudget memory,
      long queue,
      RedisHealth health) {
    this.redis = redis;
    this.keys = keys;
    this.retention = Map.copyOf(retention);
    this.appends = new RedisAppends(redis, keys, retention, memory, queue, health);
    this.reads = new RedisReads(redis, keys, health);
    this.followers = new RedisFollowers(redis, reads, keys, health, this::renew);
    followers.start();
  }

  @Override
  public CompletionStage<Long> append(LogKey key, ByteBuffer data) {
    return appends.append(key, data);
  }

  @Override
  public CompletionStage<List<LogEntry>> read(LogKey key, long after, int most) {
    return reads.read(key, after, most).thenApply(RedisReads.Page::entries);
  }

  @Override
  public CompletionStage<Long> newest(LogKey key) {
    return reads.read(key, 0, 0).thenApply(RedisReads.Page::newest);
  }

  @Override
  public Following follow(LogKey key, long after, LogListener listener) {
    return followers.follow(key, after, listener);
  }

  @Override
  public CompletionStage<Boolean> delete(LogKey key) {
    return reads.delete(key);
  }

  /** The bytes that wait for Redis. */
  long waitingBytes() {
    return appends.waitingBytes();
  }

  /** Called on the thread of the followers, about each second. */
  private void renew() {
    Duration shortest =
        retention.values().stream()
            .map(Retention::age)
            .min(Comparator.naturalOrder())
            .orElse(Duration.ofDays(1));
    List<LogKey> followed = followers.followed();
    if (followed.isEmpty() || System.nanoTime() - renewedAt < shortest.toNanos() / RENEWALS) {
      return;
    }
    renewedAt = System.nanoTime();
    try (AbstractPipeline pipeline = redis.client().pipelined()) {
      for (LogKey key : followed) {
        long age = retention.get(key.kind()).age().toMillis();
        keys.of(key).forEach(each -> pipeline.pexpire(each, age));
      }
      pipeline.sync();
    } catch (JedisException away) {
      LOG.log(DEBUG, "They are renewed the next time.", away);
    }
  }

  @Override
  public void close() {
    appends.close();
    followers.close();
    reads.close();
  }
}
