package org.wsbin.channel;

import java.util.concurrent.Executor;
import org.wsbin.cluster.SharedLog;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.scenario.Timer;
import org.wsbin.settings.Settings.Limits;

/**
 * What all channels of a node share.
 *
 * @param node its name, unlike that of every other node
 * @param work threads that go through the members
 */
public record ChannelServices(
    SharedLog log, String node, Limits limits, Timer timer, MemoryBudget memory, Executor work) {

  /** The most bytes that a channel keeps for members that are behind. */
  private static final long MOST_BEHIND = 4 << 20;

  /**
   * How much a channel may keep for members that are behind, with what {@code --memory} has left.
   */
  long mostBehind() {
    return Math.min(MOST_BEHIND, memory.mostQueued(limits));
  }
}
