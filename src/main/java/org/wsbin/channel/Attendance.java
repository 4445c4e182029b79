package org.wsbin.channel;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.wsbin.cluster.LogEntry;
import org.wsbin.cluster.LogKey;
import org.wsbin.cluster.LogListener;
import org.wsbin.cluster.SharedLog;

/**
 * Who comes to a channel and leaves it, on all nodes. Members of this node are noticed at once, and
 * those of other nodes by the entries of a second log, so that the offsets of messages have no
 * gaps. Safe from any thread; nothing is called under its lock.
 */
final class Attendance implements LogListener {
  /** No name of a channel has a slash. */
  private static final String SUFFIX = "/members";

  private final ChannelServices services;
  private final LogKey key;
  private final Supplier<List<String>> local;
  private final Consumer<Roster.Change> changed;

  // guarded by this
  private final Roster roster;
  private Optional<SharedLog.Following> following = Optional.empty();
  private boolean ended;

  /**
   * Nobody has come.
   *
   * @param local the ids of this node's members
   * @param changed is told of each one that comes or goes
   */
  Attendance(
      String channel,
      ChannelServices services,
      Supplier<List<String>> local,
      Consumer<Roster.Change> changed) {
    this.services = services;
    this.key = new LogKey(LogKey.Kind.CHANNEL, channel + SUFFIX);
    this.roster = new Roster(services.node());
    this.local = local;
    this.changed = changed;
  }

  void start() {
    services.log().newest(key).thenAccept(this::follow);
  }

  private void follow(long newest) {
    SharedLog.Following follows = services.log().follow(key, newest, this);
    boolean late;
    synchronized (this) {
      following = Optional.of(follows);
      late = ended;
    }
    if (late) {
      follows.end();
    } else {
      append(roster.hello());
    }
  }

  void joins(Membership member) {
    changed.accept(new Roster.Change(true, member.id()));
    append(roster.join(member.id()));
  }

  void leaves(Membership member) {
    changed.accept(new Roster.Change(false, member.id()));
    append(roster.leave(member.id()));
  }

  void nodeGone(String node) {
    List<Roster.Change> changes;
    synchronized (this) {
      changes = roster.gone(node);
    }
    changes.forEach(changed);
  }

  /** How many members there are on other nodes. */
  synchronized int elsewhere() {
    return roster.size();
  }

  @Override
  public void entry(LogEntry entry) {
    String text = Roster.decoded(entry.data());
    List<Roster.Change> changes;
    boolean asked;
    synchronized (this) {
      changes = roster.changes(text);
      asked = roster.asks(text) && !ended;
    }
    changes.forEach(changed);
    if (asked) {
      services.work().execute(this::answer); // not here, where the log calls
    }
  }

  private void answer() {
    List<String> ids = local.get();
    for (int from = 0; from < ids.size(); from += Roster.MOST_IDS) {
      append(roster.roster(ids.subList(from, Math.min(ids.size(), from + Roster.MOST_IDS))));
    }
  }

  /** If an entry cannot be kept, other nodes do not hear of the member. */
  private void append(String entry) {
    services.log().append(key, Roster.encoded(entry));
  }

  void end() {
    Optional<SharedLog.Following> follows;
    synchronized (this) {
      ended = true;
      follows = following;
    }
    follows.ifPresent(SharedLog.Following::end);
  }
}
