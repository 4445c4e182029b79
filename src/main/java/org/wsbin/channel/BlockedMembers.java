package org.wsbin.channel;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.wsbin.scenario.Timer;

/**
 * The members of a channel for which everybody waits ({@code slow=block}), for at most {@code
 * --send-timeout}. Only the task that goes through the members changes it; {@link #any} may be
 * called from any thread.
 */
final class BlockedMembers {
  /** How soon the task looks again. */
  private static final Duration AGAIN = Duration.ofMillis(100);

  private final ChannelServices services;
  private final Runnable again;
  private Map<Membership, Long> before = new HashMap<>();
  private Map<Membership, Long> now = new HashMap<>();
  private volatile boolean any;
  private volatile Optional<Timer.Scheduled> next = Optional.empty();

  BlockedMembers(ChannelServices services, Runnable again) {
    this.services = services;
    this.again = again;
  }

  void begin() {
    now = new HashMap<>();
  }

  /** This one is far behind. */
  void found(Membership member) {
    long since = before.getOrDefault(member, services.timer().nanos());
    if (services.timer().nanos() - since > services.limits().sendTimeout().toNanos()) {
      member.tooSlow();
    } else {
      now.put(member, since);
    }
  }

  void finish() {
    before = now;
    any = !now.isEmpty();
    if (any) {
      next.ifPresent(Timer.Scheduled::cancel);
      next = Optional.of(services.timer().after(AGAIN, again));
    }
  }

  boolean any() {
    return any;
  }

  void end() {
    next.ifPresent(Timer.Scheduled::cancel);
  }
}
