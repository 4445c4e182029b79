package org.wsbin.cluster;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Asks Redis what is in a log, on a few threads; so many questions may wait. */
final class RedisReads implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int MOST_WAITING = 1000;

  /**
   * What was read.
   *
   * @param generation of this log; another one was deleted; empty if there is none
   * @param newest offset
   */
  record Page(String generation, long newest, List<LogEntry> entries) {}

  private final byte[] reading = RedisScripts.load("read");
  private final byte[] deleting = RedisScripts.load("delete");
  private final RedisConnections redis;
  private final RedisKeys keys;
  private final RedisHealth health;
  private final ThreadPoolExecutor threads;

  RedisReads(RedisConnections redis, RedisKeys keys, RedisHealth health) {
    this.redis = redis;
    this.keys = keys;
    this.health = health;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread thread = new Thread(task, "wsbin-redis-read-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Reads soon. */
  CompletionStage<Page> read(LogKey key, long after, int most) {
    return soon(() -> readNow(key, after, most));
  }

  /** Deletes soon; whether there was something. */
  CompletionStage<Boolean> delete(LogKey key) {
    return soon(
        () ->
            redis
                .client()
                .eval(deleting, keys.of(key), List.of(RedisKeys.bytes(keys.events(key))))
                .equals(1L));
  }

  /**
   * Reads on this thread.
   *
   * @throws JedisException if Redis does not answer, or has something there that is no log
   */
  Page readNow(LogKey key, long after, int most) {
    List<?> answer =
        (List<?>)
            redis
                .client()
                .eval(
                    reading,
                    keys.of(key),
                    List.of(RedisAppends.number(after), RedisAppends.number(most)));
    try {
      return page(answer);
    } catch (ClassCastException | IndexOutOfBoundsException foreign) {
      throw new JedisDataException(keys.events(key) + " is no log of wsbin", foreign);
    }
  }

  private static Page page(List<?> answer) {
    List<LogEntry> entries = new ArrayList<>();
    for (int i = 2; i + 1 < answer.size(); i += 2) {
      entries.add(new LogEntry((Long) answer.get(i), ByteBuffer.wrap((byte[]) answer.get(i + 1))));
    }
    return new Page(RedisKeys.text((byte[]) answer.get(0)), (Long) answer.get(1), entries);
  }

  private <T> CompletionStage<T> soon(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      threads.execute(() -> ask(question, answer));
    } catch (RejectedExecutionException full) {
      answer.completeExceptionally(
          new ClusterException("Too many requests wait for Redis already.", full));
    }
    return answer;
  }

  private <T> void ask(Supplier<T> question, CompletableFuture<T> answer) {
    try {
      T found = question.get();
      health.there();
      answer.complete(found);
    } catch (JedisException away) {
      health.away(away);
      answer.completeExceptionally(
          new ClusterException(health.sentence().orElse("Redis does not answer."), away));
    } catch (ClusterException stopped) {
      answer.completeExceptionally(stopped);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
