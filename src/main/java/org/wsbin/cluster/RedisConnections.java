package org.wsbin.cluster;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.wsbin.settings.RedisUrl;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.providers.SentineledConnectionProvider;

/**
 * The connections to Redis: one server, what sentinels watch, or a cluster. Nothing connects before
 * it is used, so Redis may be away at the start. Safe from any thread; calls may wait for {@link
 * #TIMEOUT}.
 */
final class RedisConnections implements AutoCloseable {
  /** How long Redis may take to connect, and for an answer. */
  static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** The most connections of this node, to each server of a cluster; one of them listens. */
  static final int MOST = 8;

  private record Open(ConnectionProvider provider, UnifiedJedis client) {}

  private final RedisUrl url;
  private Optional<Open> open = Optional.empty();
  private boolean closed;

  RedisConnections(RedisUrl url) {
    this.url = url;
  }

  RedisUrl url() {
    return url;
  }

  /**
   * The client.
   *
   * @throws JedisException if Redis must be asked for it, and is away
   */
  UnifiedJedis client() {
    return opened().client;
  }

  /** A connection for whoever listens for long; it must be closed. */
  Connection connection() {
    return opened().provider.getConnection();
  }

  private synchronized Open opened() {
    if (closed) {
      throw new ClusterException("The server has stopped.");
    }
    if (open.isEmpty()) {
      open = Optional.of(connected());
    }
    return open.get();
  }

  /** What the client finds wrong is an answer like others: it is tried again, and logged. */
  private Open connected() {
    try {
      return connect();
    } catch (IllegalArgumentException | IllegalStateException wrong) {
      throw new JedisException(wrong.getMessage(), wrong);
    }
  }

  private Open connect() {
    JedisClientConfig config = config(true);
    Set<HostAndPort> addresses =
        url.addresses().stream()
            .map(each -> new HostAndPort(each.host(), each.port()))
            .collect(toSet());
    return switch (url.form()) {
      case SINGLE -> {
        ConnectionProvider provider =
            new PooledConnectionProvider(addresses.iterator().next(), config, pool());
        yield new Open(
            provider,
            RedisClient.builder().connectionProvider(provider).clientConfig(config).build());
      }
      case SENTINEL -> {
        ConnectionProvider provider =
            new SentineledConnectionProvider(url.name(), config, pool(), addresses, config(false));
        yield new Open(
            provider,
            RedisSentinelClient.builder()
                .masterName(url.name())
                .sentinels(addresses)
                .connectionProvider(provider)
                .clientConfig(config)
                .build());
      }
      case CLUSTER -> {
        ConnectionProvider provider = new ClusterConnectionProvider(addresses, config, pool());
        yield new Open(
            provider,
            RedisClusterClient.builder()
                .nodes(addresses)
                .connectionProvider(provider)
                .clientConfig(config)
                .build());
      }
    };
  }

  private JedisClientConfig config(boolean withDatabase) {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .timeoutMillis((int) TIMEOUT.toMillis())
            .clientName("wsbin")
            .resp2(); // in RESP3, Jedis cannot ping while it listens
    url.user().ifPresent(config::user);
    url.password().ifPresent(config::password);
    if (url.tls()) {
      config.sslOptions(SslOptions.defaults());
    }
    if (withDatabase) {
      config.database(url.database());
    }
    return config.build();
  }

  private static ConnectionPoolConfig pool() {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(MOST);
    pool.setMaxIdle(MOST);
    pool.setMaxWait(TIMEOUT);
    pool.setJmxEnabled(false);
    return pool;
  }

  @Override
  public synchronized void close() {
    closed = true;
    open.ifPresent(each -> each.client.close());
    open = Optional.empty();
  }
}
