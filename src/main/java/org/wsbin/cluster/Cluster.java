package org.wsbin.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.settings.RedisUrl;
import org.wsbin.settings.Settings.Sharing;

/**
 * The nodes that share something: this one alone, or all on the same Redis. Safe from any thread.
 */
public interface Cluster extends AutoCloseable {
  /** How long a node that says nothing counts as there. */
  Duration GONE_AFTER = Duration.ofSeconds(5);

  /** The id of this node. */
  String node();

  /** The logs that all of them share. */
  SharedLog log();

  /** Begins to tell the others about this node, and this node about the others. */
  void join(LocalNode local);

  /** All nodes that are there, as this one last heard, with itself; sorted by id. */
  List<NodeInfo> nodes();

  /** What this node knows of another. */
  enum Standing {
    /** It was in a list of the last seconds. */
    THERE,
    /** It was in none of them, though they are younger than the news of it. */
    GONE,
    /** No list has it, but the next one may. */
    UNKNOWN
  }

  /**
   * What is known of a node.
   *
   * @param heardOf when this node had news of it, as {@link System#nanoTime()} has it
   */
  Standing standing(String node, long heardOf);

  /**
   * Asks a node to drain, or to take connections again.
   *
   * @return whether it is known; a {@link ClusterException} if that cannot be told now
   */
  CompletionStage<Boolean> drain(String node, boolean wanted);

  /** Where they share; empty if this is the only node. */
  Optional<RedisUrl> shared();

  /**
   * Why nothing is shared now, in a sentence; empty if it is, or if there is nobody to share with.
   */
  Optional<String> alone();

  /** The bytes that wait to be shared. */
  long waitingBytes();

  /** How many entries were lost, because there was no room for them. */
  long lostEntries();

  @Override
  void close();

  /**
   * As the settings say.
   *
   * @param host the name of this machine, for a node without a name
   */
  static Cluster of(
      Sharing settings,
      Map<LogKey.Kind, Retention> retention,
      MemoryBudget memory,
      Supplier<Instant> clock,
      String host) {
    return settings.redis().isPresent()
        ? new RedisCluster(settings, retention, memory, host)
        : new SingleNode(settings.node().orElse(host), new MemoryLog(retention, memory, clock));
  }
}
