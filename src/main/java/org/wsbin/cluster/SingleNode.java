package org.wsbin.cluster;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.wsbin.settings.RedisUrl;

/** A node that has nobody to share with. */
final class SingleNode implements Cluster {
  private final String node;
  private final MemoryLog log;
  private volatile Optional<LocalNode> local = Optional.empty();

  SingleNode(String node, MemoryLog log) {
    this.node = node;
    this.log = log;
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
  public void join(LocalNode joining) {
    local = Optional.of(joining);
  }

  @Override
  public List<NodeInfo> nodes() {
    return local.stream().map(one -> new NodeInfo(node, one.report())).toList();
  }

  @Override
  public Standing standing(String id, long heardOf) {
    return id.equals(node) ? Standing.THERE : Standing.UNKNOWN;
  }

  @Override
  public CompletionStage<Boolean> drain(String id, boolean wanted) {
    boolean known = local.isPresent() && id.equals(node);
    if (known) {
      local.get().drain(wanted);
    }
    return CompletableFuture.completedFuture(known);
  }

  @Override
  public Optional<RedisUrl> shared() {
    return Optional.empty();
  }

  @Override
  public Optional<String> alone() {
    return Optional.empty();
  }

  @Override
  public long waitingBytes() {
    return 0;
  }

  @Override
  public long lostEntries() {
    return 0;
  }

  @Override
  public void close() {
    log.close();
  }
}
