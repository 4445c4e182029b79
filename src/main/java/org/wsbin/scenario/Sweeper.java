package org.wsbin.scenario;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wsbin.scenario.Connections.Member;
import org.wsbin.settings.Settings.Limits;

/**
 * Checks all connections regularly: those for which something may be due soon at every {@link
 * #INTERVAL}, the others in turns, so that ten thousand idle ones cost little. Safe from any
 * thread, but only one may call {@link #sweep}.
 */
final class Sweeper {
  private static final System.Logger LOG = System.getLogger(Sweeper.class.getName());

  static final Duration INTERVAL = Duration.ofMillis(100);

  /** The most intervals between two checks of a connection. */
  static final int MOST_INTERVALS = 10;

  private final Set<Member> soon = ConcurrentHashMap.newKeySet();

  /** The others; each of these sets has its turn at another interval. */
  private final List<Set<Member>> later;

  private int turn;

  /** Nothing to check yet. */
  Sweeper(Limits limits) {
    this.later =
        IntStream.range(0, intervals(limits))
            .<Set<Member>>mapToObj(each -> ConcurrentHashMap.newKeySet())
            .toList();
  }

  /**
   * How many intervals are between two checks of an idle connection. When it sends, it is checked
   * before the time limit of that is over. The time of a message begins with a check, so it may be
   * a fifth longer; that of a ping, a pong and the connection a tenth.
   */
  static int intervals(Limits limits) {
    long shortest =
        Stream.of(
                limits.closeTimeout(),
                limits.sendTimeout(),
                limits.messageTimeout().dividedBy(5),
                limits.pingInterval().dividedBy(10),
                limits.pongTimeout().dividedBy(10),
                limits.maxLifetime().dividedBy(10))
            .filter(each -> !each.isZero())
            .mapToLong(Duration::toMillis)
            .min()
            .orElse(Long.MAX_VALUE);
    return (int) Math.max(1, Math.min(MOST_INTERVALS, shortest / INTERVAL.toMillis()));
  }

  /** Whether pings at that interval could be more than a tenth late; 0 sends none. */
  static boolean isOften(Duration pingInterval) {
    Duration least = INTERVAL.multipliedBy(10L * MOST_INTERVALS);
    return !pingInterval.isZero() && pingInterval.compareTo(least) < 0;
  }

  /** Checks it from now on, soon at first. */
  void add(Member member) {
    soon.add(member);
  }

  /** Checks it no more, except if that happens now. */
  void remove(Member member) {
    soon.remove(member);
    ofTurn(member).remove(member);
  }

  /**
   * Checks those whose turn it is.
   *
   * @param open whether a connection is still open
   * @param check whether something may be due soon; may not throw
   */
  void sweep(Predicate<Member> open, Predicate<Member> check) {
    turn = (turn + 1) % later.size();
    Stream.concat(List.copyOf(soon).stream(), List.copyOf(later.get(turn)).stream())
        .distinct()
        .forEach(member -> sweep(member, open, check));
  }

  /**
   * Takes it out first: if it is added again meanwhile, it stays. Whoever is later, this or {@link
   * #remove}, sees that the connection is gone.
   */
  private void sweep(Member member, Predicate<Member> open, Predicate<Member> check) {
    remove(member);
    (check.test(member) ? soon : ofTurn(member)).add(member);
    if (!open.test(member)) {
      remove(member);
    }
  }

  private Set<Member> ofTurn(Member member) {
    return later.get(Math.floorMod(member.hashCode(), later.size()));
  }

  /** A failure of one does not affect the others. */
  static void guarded(Member member, Consumer<Member> action) {
    try {
      action.accept(member);
    } catch (RuntimeException | Error failure) {
      log(failure);
    }
  }

  private static void log(Throwable failure) {
    try {
      LOG.log(WARNING, "Could not check a connection.", failure);
    } catch (RuntimeException | Error unlogged) {
      // even logging failed; the other connections matter more
    }
  }
}
