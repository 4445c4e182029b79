package org.wsbin.web;

import static java.lang.System.Logger.Level.INFO;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.wsbin.channel.ChannelHub;
import org.wsbin.cluster.Cluster;
import org.wsbin.cluster.LogKey;
import org.wsbin.cluster.Retention;
import org.wsbin.conformance.Results;
import org.wsbin.conformance.SharedResults;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Timer;
import org.wsbin.settings.Settings;

/** This node, and what it has to do with others. */
final class Nodes {
  private static final System.Logger LOG = System.getLogger(Nodes.class.getName());

  /** The most events of a transcript that nodes share. */
  private static final int MOST_EVENTS = 100_000;

  /** So many nodes may fill a transcript up before its oldest events go. */
  private static final int TRANSCRIPT_SHARES = 4;

  /**
   * Of the suite's cases: what began and what came of it. An agent has up to 673 cases, and each
   * node keeps twenty agents.
   */
  private static final int MOST_RESULTS = 20_000;

  private static final long RESULT_BYTES = 8 << 20;

  private Nodes() {}

  /** The cluster that the settings name. */
  static Cluster cluster(Settings settings, MemoryBudget memory, Timer timer, String host) {
    Settings.Recording recording = settings.recording();
    Settings.Channels channels = settings.channels();
    Map<LogKey.Kind, Retention> retention =
        Map.of(
            LogKey.Kind.TRANSCRIPT,
            new Retention(MOST_EVENTS, TRANSCRIPT_SHARES * recording.bytes(), recording.age()),
            LogKey.Kind.CHANNEL,
            new Retention(channels.history(), channels.bytes(), channels.age()),
            LogKey.Kind.RESULTS,
            new Retention(MOST_RESULTS, RESULT_BYTES, Duration.ofDays(1)));
    return Cluster.of(settings.sharing(), retention, memory, () -> timer.now().toInstant(), host);
  }

  /** How the results of the suite are shared; empty if this is the only node. */
  static Optional<Function<Results, SharedResults>> results(Cluster cluster, Timer timer) {
    return cluster
        .shared()
        .map(redis -> results -> new SharedResults(results, cluster.log(), cluster::alone, timer));
  }

  /**
   * Tells the other nodes about this one; the members of nodes that are gone leave their channels.
   */
  static void join(
      Cluster cluster,
      Settings settings,
      Connections connections,
      String container,
      ChannelHub channels) {
    cluster.join(
        new NodeReport(
            connections,
            connections.timer().now().toInstant(),
            container,
            settings.operations().drainTime(),
            gone -> leave(gone, channels)));
  }

  private static void leave(List<String> gone, ChannelHub channels) {
    LOG.log(INFO, "Not heard of any more: {0}.", String.join(", ", gone));
    gone.forEach(channels::nodeGone);
  }
}
