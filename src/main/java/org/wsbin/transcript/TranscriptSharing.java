package org.wsbin.transcript;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.wsbin.cluster.Cluster;
import org.wsbin.cluster.LogKey;
import org.wsbin.cluster.SharedLog;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.settings.Settings.Recording;

/**
 * With whom transcripts are shared.
 *
 * @param node the name of this node
 * @param log has the events of each name
 * @param alone why nothing is shared now, in a sentence; empty if it is
 * @param nodes what is known of each
 * @param memory what waits for a batch is charged to it
 * @param age how long the log keeps a name after its last event
 */
record TranscriptSharing(
    String node,
    SharedLog log,
    Supplier<Optional<String>> alone,
    Nodes nodes,
    MemoryBudget memory,
    Duration age) {

  /** As {@link Cluster#standing} has it. */
  @FunctionalInterface
  interface Nodes {
    Cluster.Standing standing(String node, long heardOf);
  }

  /** As these nodes share; empty if this is the only one. */
  static Optional<TranscriptSharing> of(Cluster cluster, Recording settings, MemoryBudget memory) {
    return cluster
        .shared()
        .map(
            redis ->
                new TranscriptSharing(
                    cluster.node(),
                    cluster.log(),
                    cluster::alone,
                    cluster::standing,
                    memory,
                    settings.age()));
  }

  static LogKey key(String name) {
    return new LogKey(LogKey.Kind.TRANSCRIPT, name);
  }
}
