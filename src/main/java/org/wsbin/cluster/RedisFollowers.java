package org.wsbin.cluster;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Tells listeners of the entries of logs on Redis: what is published, as soon as it is; what was
 * missed, by reading it. Everything happens on one thread, so each listener hears one thing at a
 * time.
 */
final class RedisFollowers implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RedisFollowers.class.getName());

  /** What is published and not delivered yet; beyond, it is read again later. */
  private static final long MOST_BYTES = 8 << 20;

  private static final int PAGE = 256;
  private static final Duration CHECK = Duration.ofSeconds(1);

  /** Somebody who follows. */
  private static final class Follower {
    private final LogListener listener;
    private String generation = "";
    private long position;
    private boolean begun;

    /** Of the entry at the position, if this one has heard it. */
    private OptionalLong checksum = OptionalLong.empty();

    /** Whether something may have been missed. */
    private boolean behind = true;

    Follower(long after, LogListener listener) {
      this.position = after;
      this.listener = listener;
    }

    void hear(LogEntry entry) {
      position = entry.offset();
      checksum = OptionalLong.of(checksum(entry));
      listener.entry(entry);
    }

    void goTo(long offset) {
      position = offset;
      checksum = OptionalLong.empty();
    }

    /** Reads from here: the last entry once more, to see whether it is still the same. */
    long readAfter() {
      return checksum.isPresent() ? position - 1 : position;
    }

    /** Whether the log went back: Redis has lost some of its data, and perhaps has got others. */
    boolean wentBack(RedisReads.Page page) {
      return page.newest() < position
          || page.entries().stream()
              .limit(1)
              .filter(first -> first.offset() == position && checksum.isPresent())
              .anyMatch(first -> checksum(first) != checksum.getAsLong());
    }

    private static long checksum(LogEntry entry) {
      CRC32C sum = new CRC32C();
      sum.update(entry.data().duplicate());
      return sum.getValue();
    }
  }

  private final RedisReads reads;
  private final RedisKeys keys;
  private final RedisEvents events;
  private final Runnable keepAlive;

  /** By channel; used by the thread only. */
  private final Map<String, LogKey> byChannel = new HashMap<>();

  private final Map<LogKey, List<Follower>> followers = new HashMap<>();

  /** At most one task for each change of a follower, and messages up to MOST_BYTES. */
  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

  private final AtomicLong bytes = new AtomicLong();
  private final AtomicBoolean overflowed = new AtomicBoolean();
  private final Thread thread = new Thread(this::run, "wsbin-redis-deliver");
  private volatile boolean closed;

  /** Nothing is told before {@link #start()}. */
  RedisFollowers(
      RedisConnections redis,
      RedisReads reads,
      RedisKeys keys,
      RedisHealth health,
      Runnable keepAlive) {
    this.reads = reads;
    this.keys = keys;
    this.keepAlive = keepAlive;
    this.events = new RedisEvents(redis, health, keys.everyone(), this::published, this::listening);
    thread.setDaemon(true);
  }

  /** Whoever is called is there. */
  void start() {
    thread.start();
  }

  SharedLog.Following follow(LogKey key, long after, LogListener listener) {
    Follower follower = new Follower(after, listener);
    tasks.add(() -> begin(key, follower));
    return () -> tasks.add(() -> end(key, follower));
  }

  private void begin(LogKey key, Follower follower) {
    List<Follower> all = followers.computeIfAbsent(key, k -> new ArrayList<>());
    all.add(follower);
    if (all.size() == 1) {
      byChannel.put(keys.events(key), key);
      events.add(keys.events(key)); // it is told what it has missed when that is listened to
    } else {
      catchUp(key, follower);
    }
  }

  private void end(LogKey key, Follower follower) {
    List<Follower> all = followers.getOrDefault(key, List.of());
    if (all.remove(follower) && all.isEmpty()) {
      followers.remove(key);
      byChannel.remove(keys.events(key));
      events.remove(keys.events(key));
    }
  }

  private void published(String channel, byte[] message) {
    if (bytes.addAndGet(message.length) > MOST_BYTES) {
      bytes.addAndGet(-message.length);
      overflowed.set(true);
      return;
    }
    tasks.add(
        () -> {
          bytes.addAndGet(-message.length);
          LogKey key = byChannel.get(channel);
          if (key != null) {
            List.copyOf(followers.get(key)).forEach(one -> event(key, one, message));
          }
        });
  }

  private void listening(String channel) {
    tasks.add(
        () -> {
          LogKey key = byChannel.get(channel);
          if (key != null) {
            List.copyOf(followers.get(key)).forEach(one -> catchUp(key, one));
          }
        });
  }

  /** {@code EGENERATION:OFFSET:DATA}, or {@code DGENERATION}. */
  private void event(LogKey key, Follower one, byte[] message) {
    int first = indexOf(message, 0);
    int second = indexOf(message, first + 1);
    // of the data nothing is decoded
    String generation = new String(message, 1, Math.max(0, first - 1), UTF_8);
    if (one.behind || second < 0 || !one.generation.equals(generation)) {
      catchUp(key, one);
      return;
    }
    long offset = Long.parseLong(new String(message, first + 1, second - first - 1, UTF_8));
    if (offset == one.position + 1) {
      ByteBuffer data = ByteBuffer.wrap(message, second + 1, message.length - second - 1).slice();
      one.hear(new LogEntry(offset, data));
    } else if (offset > one.position) {
      catchUp(key, one);
    }
  }

  private static int indexOf(byte[] message, int from) {
    for (int i = Math.max(0, from); i < message.length; i++) {
      if (message[i] == ':') {
        return i;
      }
    }
    return -1;
  }

  /** Reads what this one has not heard, until nothing is left. */
  private void catchUp(LogKey key, Follower one) {
    one.behind = true;
    try {
      boolean more = true;
      while (more && !closed) {
        more = tell(one, reads.readNow(key, one.readAfter(), PAGE));
      }
      one.behind = more;
    } catch (JedisException away) {
      LOG.log(DEBUG, "It is tried again.", away);
    }
  }

  /** Returns whether there may be more. */
  private static boolean tell(Follower one, RedisReads.Page page) {
    if (!one.begun) {
      one.begun = true;
      one.generation = page.generation();
      one.goTo(Math.min(one.position, page.newest()));
      return true;
    }
    if (!one.generation.equals(page.generation()) || one.wentBack(page)) {
      boolean had = !one.generation.isEmpty();
      one.generation = page.generation();
      one.goTo(0);
      if (had) {
        one.listener.deleted();
      }
      return !page.generation().isEmpty();
    }
    long oldest = page.entries().isEmpty() ? page.newest() + 1 : page.entries().get(0).offset();
    if (oldest > one.position + 1) {
      long first = one.position + 1;
      one.goTo(oldest - 1);
      one.listener.missing(first, oldest - 1);
    }
    page.entries().stream().filter(each -> each.offset() > one.position).forEach(one::hear);
    return page.entries().size() == PAGE;
  }

  private void run() {
    long next = System.nanoTime();
    while (!closed) {
      try {
        Runnable task = tasks.poll(CHECK.toMillis(), TimeUnit.MILLISECONDS);
        if (task != null) {
          task.run();
        }
        if (System.nanoTime() - next > 0) {
          next = System.nanoTime() + CHECK.toNanos();
          check();
        }
      } catch (InterruptedException stopped) {
        LOG.log(DEBUG, "Stopped.", stopped);
        return;
      } catch (RuntimeException failed) { // a listener's: the others go on
        LOG.log(ERROR, "A listener of a log failed.", failed);
      }
    }
  }

  private void check() {
    events.check();
    boolean missed = overflowed.getAndSet(false);
    followers.forEach(
        (key, all) -> {
          for (Follower one : List.copyOf(all)) {
            if (missed || one.behind) {
              catchUp(key, one);
            }
          }
        });
    keepAlive.run();
  }

  /** The keys that are followed; for the thread only. */
  List<LogKey> followed() {
    return List.copyOf(followers.keySet());
  }

  @Override
  public void close() {
    closed = true;
    events.close();
    thread.interrupt();
  }
}
