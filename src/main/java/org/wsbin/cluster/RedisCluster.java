package org.wsbin.cluster;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.settings.RedisUrl;
import org.wsbin.settings.Settings.Sharing;

/** Nodes that share through Redis. */
final class RedisCluster implements Cluster {
  private final RedisUrl url;
  private final String node;
  private final RedisConnections redis;
  private final RedisHealth health;
  private final RedisLog log;
  private final RedisNodes nodes;

  /** Starts the threads; Redis may be away. */
  RedisCluster(
      Sharing settings, Map<LogKey.Kind, Retention> retention, MemoryBudget memory, String host) {
    this.url = settings.redis().orElseThrow();
    this.node = settings.node().orElseGet(() -> unique(host));
    this.redis = new RedisConnections(url);
    this.health = new RedisHealth(url.toString(), System::nanoTime);
    RedisKeys keys = new RedisKeys(settings.prefix());
    this.log = new RedisLog(redis, keys, retention, memory, settings.queue(), health);
    this.nodes = new RedisNodes(redis, keys, health, node);
  }

  private static String unique(String host) {
    return host + "-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }

  @Override
  public String node() {
    return node;
  }

  @Override
  public SharedLog log() {
    return log;
  }

  @Override
  public void join(LocalNode local) {
    nodes.join(local);
  }

  @Override
  public List<NodeInfo> nodes() {
    return nodes.all();
  }

  @Override
  public Standing standing(String id, long heardOf) {
    return nodes.standing(id, heardOf);
  }

  @Override
  public CompletionStage<Boolean> drain(String id, boolean wanted) {
    return nodes.drain(id, wanted);
  }

  @Override
  public Optional<RedisUrl> shared() {
    return Optional.of(url);
  }

  @Override
  public Optional<String> alone() {
    return health.sentence();
  }

  @Override
  public long waitingBytes() {
    return log.waitingBytes();
  }

  @Override
  public long lostEntries() {
    return health.lostEntries();
  }

  @Override
  public void close() {
    nodes.close();
    log.close();
    redis.close();
  }
}
