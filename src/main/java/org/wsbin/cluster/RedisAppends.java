package org.wsbin.cluster;

import static java.lang.System.Logger.Level.DEBUG;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.wsbin.limits.MemoryBudget;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Appends entries to logs on Redis, on a thread of its own, in the order in which they were given.
 * While Redis is away, they wait; each is kept once, even if the answer to it was lost. What waits
 * is bounded by bytes and charged to {@code --memory}.
 */
final class RedisAppends implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RedisAppends.class.getName());

  /** The most entries, and bytes, that are sent before the answers are read. */
  private static final int BATCH = 256;

  private static final long BATCH_BYTES = 1 << 20;

  /** What an entry takes beside its bytes while it waits. */
  private static final long OVERHEAD = 256;

  /** An entry that waits. */
  private static final class Waiting {
    private final LogKey key;
    private final long number;
    private final byte[] data;
    private final CompletableFuture<Long> offset = new CompletableFuture<>();

    Waiting(LogKey key, long number, byte[] data) {
      this.key = key;
      this.number = number;
      this.data = data;
    }

    long size() {
      return data.length + OVERHEAD;
    }
  }

  private final byte[] script = RedisScripts.load("append");
  private final RedisConnections redis;
  private final RedisKeys keys;
  private final Map<LogKey.Kind, Retention> retention;
  private final MemoryBudget memory;
  private final long most;
  private final byte[] node;
  private final RedisHealth health;
  private final Thread thread = new Thread(this::run, "wsbin-redis-append");

  /** Guarded by this, as is all that follows. */
  private final Queue<Waiting> waiting = new ArrayDeque<>();

  private long bytes;
  private long number;
  private boolean closed;

  /**
   * Starts the thread.
   *
   * @param most the most bytes that wait
   */
  RedisAppends(
      RedisConnections redis,
      RedisKeys keys,
      Map<LogKey.Kind, Retention> retention,
      MemoryBudget memory,
      long most,
      RedisHealth health) {
    this.redis = redis;
    this.keys = keys;
    this.retention = Map.copyOf(retention);
    this.memory = memory;
    this.most = most;
    this.node = RedisKeys.bytes(UUID.randomUUID().toString());
    this.health = health;
    thread.setDaemon(true);
    thread.start();
  }

  CompletionStage<Long> append(LogKey key, ByteBuffer data) {
    if (data.remaining() > SharedLog.MOST_ENTRY_BYTES) {
      return CompletableFuture.failedFuture(MemoryLog.tooLarge(data.remaining()));
    }
    byte[] copy = new byte[data.remaining()];
    data.duplicate().get(copy);
    synchronized (this) {
      Waiting one = new Waiting(key, ++number, copy);
      if (closed) {
        return CompletableFuture.failedFuture(new ClusterException("The server has stopped."));
      }
      if (bytes + one.size() > most || !memory.charge(one.size())) {
        health.lost();
        return CompletableFuture.failedFuture(new ClusterException(health.noRoom()));
      }
      bytes += one.size();
      waiting.add(one);
      notifyAll();
      return one.offset;
    }
  }

  /** The bytes that wait. */
  synchronized long waitingBytes() {
    return bytes;
  }

  private void run() {
    Deque<Waiting> batch = new ArrayDeque<>();
    Backoff backoff = new Backoff();
    try {
      while (fill(batch)) {
        if (send(batch)) {
          backoff.reset();
        } else {
          Thread.sleep(backoff.next().toMillis());
        }
      }
    } catch (InterruptedException stopped) {
      LOG.log(DEBUG, "Stopped.", stopped);
    }
    List<Waiting> left;
    synchronized (this) {
      left = new ArrayList<>(batch);
      left.addAll(waiting);
      waiting.clear();
    }
    left.forEach(one -> fail(one, new ClusterException("The server has stopped.")));
  }

  /** Waits for entries, if there are none; false when no more will come. */
  private synchronized boolean fill(Deque<Waiting> batch) throws InterruptedException {
    while (batch.isEmpty() && waiting.isEmpty() && !closed) {
      wait();
    }
    long size = batch.stream().mapToLong(Waiting::size).sum();
    while (!waiting.isEmpty() && batch.size() < BATCH && size < BATCH_BYTES) {
      size += waiting.peek().size();
      batch.add(waiting.remove());
    }
    return !batch.isEmpty();
  }

  /** Sends the batch, and removes what is done from it; false if something must be sent again. */
  private boolean send(Deque<Waiting> batch) {
    List<Response<Object>> answers = new ArrayList<>();
    try (AbstractPipeline pipeline = redis.client().pipelined()) {
      for (Waiting one : batch) {
        answers.add(pipeline.eval(script, keys.of(one.key), arguments(one)));
      }
      pipeline.sync();
    } catch (RuntimeException away) { // whatever it is, the next entries must be sent
      health.away(away);
    }
    Deque<Waiting> again = new ArrayDeque<>();
    int index = 0;
    for (Waiting one : batch) {
      if (index >= answers.size() || !answered(one, answers.get(index++))) {
        again.add(one);
      }
    }
    batch.clear();
    batch.addAll(again);
    if (again.isEmpty()) {
      health.there();
    }
    return again.isEmpty();
  }

  private List<byte[]> arguments(Waiting one) {
    Retention kept = retention.get(one.key.kind());
    return List.of(
        node,
        number(one.number),
        one.data,
        number(kept.entries()),
        number(kept.bytes()),
        number(kept.age().toMillis()),
        RedisKeys.bytes(UUID.randomUUID().toString().substring(0, 13)),
        RedisKeys.bytes(keys.events(one.key)));
  }

  static byte[] number(long number) {
    return RedisKeys.bytes(Long.toString(number));
  }

  /** False if it must be sent again. */
  private boolean answered(Waiting one, Response<Object> answer) {
    try {
      if (!(answer.get() instanceof Long offset)) {
        return false;
      }
      if (offset == 0) {
        fail(one, new ClusterException("The entry was kept, and is gone already."));
      } else {
        giveBack(one);
        one.offset.complete(offset);
      }
      return true;
    } catch (JedisDataException refused) {
      if (RedisHealth.passes(refused)) {
        health.away(refused);
        return false;
      }
      fail(one, new ClusterException("Redis refused an entry: " + refused.getMessage(), refused));
      return true;
    } catch (JedisException | IllegalStateException noAnswer) {
      health.away(noAnswer);
      return false;
    }
  }

  private void fail(Waiting one, ClusterException why) {
    health.lost();
    giveBack(one);
    one.offset.completeExceptionally(why);
  }

  private synchronized void giveBack(Waiting one) {
    bytes -= one.size();
    memory.giveBack(one.size());
  }

  /** Ends; what waits is tried once more. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join(RedisConnections.TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
