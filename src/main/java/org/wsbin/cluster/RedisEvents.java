package org.wsbin.cluster;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Listens to Redis' pub/sub channels, on a thread of its own and one connection, and connects again
 * when it is lost. What was published meanwhile is lost: {@code listening} is called for each
 * channel whenever it is listened to from then on.
 */
final class RedisEvents implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RedisEvents.class.getName());

  private final RedisConnections redis;
  private final RedisHealth health;
  private final BiConsumer<String, byte[]> published;
  private final Consumer<String> listening;
  private final Set<String> channels = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Subscription> current = new AtomicReference<>();
  private final Thread thread = new Thread(this::run, "wsbin-redis-events");
  private volatile boolean closed;
  private volatile long heardAt = System.nanoTime();

  /**
   * Starts the thread.
   *
   * @param always a channel that is always listened to
   * @param published is told of what is published, on the thread; it may not block
   */
  RedisEvents(
      RedisConnections redis,
      RedisHealth health,
      String always,
      BiConsumer<String, byte[]> published,
      Consumer<String> listening) {
    this.redis = redis;
    this.health = health;
    this.published = published;
    this.listening = listening;
    channels.add(always);
    thread.setDaemon(true);
    thread.start();
  }

  /** Listens to one more channel. */
  void add(String channel) {
    channels.add(channel);
    Subscription open = current.get();
    if (open != null && open.ready) {
      open.change(() -> open.subscribe(RedisKeys.bytes(channel)));
    }
  }

  /** Does not listen to that one any more. */
  void remove(String channel) {
    channels.remove(channel);
    Subscription open = current.get();
    if (open != null && open.ready) {
      open.change(() -> open.unsubscribe(RedisKeys.bytes(channel)));
    }
  }

  /**
   * Asks whether the connection is alive, and ends one that has not answered for long; to be called
   * about each second.
   */
  void check() {
    Subscription open = current.get();
    if (open == null || !open.ready) {
      return;
    }
    if (System.nanoTime() - heardAt > 2 * RedisConnections.TIMEOUT.toNanos()) {
      open.connection.disconnect();
    } else {
      open.change(open::ping);
    }
  }

  private void run() {
    Backoff backoff = new Backoff();
    while (!closed) {
      try (Connection connection = redis.connection()) {
        Subscription open = new Subscription(connection);
        current.set(open);
        heardAt = System.nanoTime();
        connection.setTimeoutInfinite();
        try {
          open.proceed(connection, channels.stream().map(RedisKeys::bytes).toArray(byte[][]::new));
        } finally {
          connection.setBroken();
        }
        backoff.reset();
      } catch (RuntimeException lost) { // whatever it is, somebody must listen
        if (!closed) {
          health.away(lost);
          rest(backoff);
        }
      } finally {
        current.set(null);
      }
    }
  }

  private void rest(Backoff backoff) {
    try {
      Thread.sleep(backoff.next().toMillis());
    } catch (InterruptedException stopped) {
      closed = true;
      LOG.log(DEBUG, "Stopped.", stopped);
    }
  }

  /** One connection that listens. */
  private final class Subscription extends BinaryJedisPubSub {
    private final Connection connection;
    private volatile boolean ready;

    Subscription(Connection connection) {
      this.connection = connection;
    }

    /** Asks for something; if the connection is lost, all is asked for again on the next one. */
    synchronized void change(Runnable ask) {
      try {
        ask.run();
      } catch (JedisException lost) {
        LOG.log(DEBUG, "The connection for events is lost.", lost);
      }
    }

    @Override
    public void onSubscribe(byte[] channel, int count) {
      heardAt = System.nanoTime();
      String name = RedisKeys.text(channel);
      if (!ready) {
        ready = true;
        // those that were added since the list was made
        channels.forEach(each -> change(() -> subscribe(RedisKeys.bytes(each))));
      }
      listening.accept(name);
    }

    @Override
    public void onPong(byte[] pattern) {
      heardAt = System.nanoTime();
    }

    @Override
    public void onMessage(byte[] channel, byte[] message) {
      heardAt = System.nanoTime();
      published.accept(RedisKeys.text(channel), message);
    }
  }

  @Override
  public void close() {
    closed = true;
    Subscription open = current.get();
    if (open != null) {
      open.connection.disconnect();
    }
    thread.interrupt();
  }
}
