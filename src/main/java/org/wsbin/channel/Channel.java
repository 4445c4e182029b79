package org.wsbin.channel;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.wsbin.cluster.ClusterException;
import org.wsbin.cluster.LogEntry;
import org.wsbin.cluster.LogKey;
import org.wsbin.cluster.LogListener;
import org.wsbin.cluster.SharedLog;
import org.wsbin.limits.MemoryAccount;

/**
 * One channel with members on this node. It follows the channel's log, and wakes all members when
 * there is something new; each takes it at its own pace ({@link Tail}).
 *
 * <p>Threads: safe from any. The lock is held for a few instructions, and neither the log nor a
 * member is called under it, because the log calls the listeners under a lock of its own. One task
 * at a time goes through the members.
 */
final class Channel implements LogListener {
  private static final System.Logger LOG = System.getLogger(Channel.class.getName());

  /** After so many members the task lets others go first. */
  private static final int MEMBERS_AT_ONCE = 512;

  private final String name;
  private final ChannelServices services;
  private final LogKey key;
  private final BlockedMembers blocked;
  private final ChannelMembers members = new ChannelMembers();
  private final AtomicInteger wishes = new AtomicInteger();
  private final Attendance attendance;

  // guarded by this
  private final List<Membership> early = new ArrayList<>();
  private final List<Membership> held = new ArrayList<>();
  private Optional<Tail> tail = Optional.empty();
  private Optional<SharedLog.Following> following = Optional.empty();
  private Optional<ClusterException> failure = Optional.empty();
  private long joins;
  private int restarts;
  private boolean ended;

  Channel(String name, ChannelServices services) {
    this.name = name;
    this.services = services;
    this.key = new LogKey(LogKey.Kind.CHANNEL, name);
    this.blocked = new BlockedMembers(services, this::wakeAll);
    this.attendance = new Attendance(name, services, this::localIds, this::notice);
  }

  String name() {
    return name;
  }

  LogKey key() {
    return key;
  }

  /** Begins to follow the log. */
  void start() {
    try {
      services
          .log()
          .newest(key)
          .whenComplete(
              (newest, failed) -> {
                if (failed == null) {
                  started(newest);
                } else {
                  failed(failed);
                }
              });
      attendance.start();
    } catch (ClusterException tooMany) {
      failed(tooMany);
    }
  }

  private void started(long newest) {
    List<Membership> waiting;
    synchronized (this) {
      if (ended) {
        return;
      }
      tail =
          Optional.of(new Tail(newest, new MemoryAccount(services.memory()), services::mostBehind));
      waiting = List.copyOf(early);
      early.clear();
    }
    waiting.forEach(this::admit);
    SharedLog.Following follows = services.log().follow(key, newest, this);
    synchronized (this) {
      following = Optional.of(follows);
      if (!ended) {
        return;
      }
    }
    follows.end();
  }

  private void failed(Throwable cause) {
    LOG.log(DEBUG, "A channel could not start.", cause);
    ClusterException refusal =
        new ClusterException("The channel cannot be reached now; try again later.", cause);
    List<Membership> waiting;
    synchronized (this) {
      failure = Optional.of(refusal);
      waiting = List.copyOf(early);
      early.clear();
    }
    waiting.forEach(member -> member.refuse(refusal.getMessage()));
  }

  /** Adds a member; the hub calls it under its lock. */
  void add(Membership member) {
    members.add(member);
    synchronized (this) {
      member.number(++joins);
    }
  }

  /** Lets an added member in, as soon as the channel has started. */
  void admit(Membership member) {
    Optional<ClusterException> refusal;
    synchronized (this) {
      refusal = failure;
      if (refusal.isEmpty() && tail.isEmpty()) {
        early.add(member);
        return;
      }
    }
    if (refusal.isPresent()) {
      member.refuse(refusal.get().getMessage());
      return;
    }
    attendance.joins(member);
    synchronized (this) {
      Tail place = tail.orElseThrow();
      member.admitted(place.newest(), restarts, members.size() + attendance.elsewhere());
    }
    member.wake();
  }

  /** Removes a member; the hub calls it under its lock. Whether nobody is left. */
  boolean remove(Membership member) {
    members.remove(member);
    synchronized (this) {
      early.remove(member);
      held.remove(member);
    }
    return members.size() == 0;
  }

  /** A member has been removed. */
  void left(Membership member) {
    attendance.leaves(member);
  }

  /** Nobody is left. */
  void end() {
    Optional<SharedLog.Following> follows;
    synchronized (this) {
      ended = true;
      follows = following;
      tail.ifPresent(Tail::release);
    }
    follows.ifPresent(SharedLog.Following::end);
    attendance.end();
    blocked.end();
  }

  void nodeGone(String node) {
    attendance.nodeGone(node);
  }

  int size() {
    return members.size();
  }

  private List<String> localIds() {
    return members.list().stream().map(Membership::id).toList();
  }

  boolean hasWatchers() {
    return members.list().stream().anyMatch(Membership::watches);
  }

  @Override
  public void entry(LogEntry entry) {
    Optional<ChannelMessage> message = ChannelMessage.of(entry);
    if (message.isEmpty()) {
      LOG.log(DEBUG, "Entry {0} of the channel {1} is no message.", entry.offset(), name);
      return;
    }
    synchronized (this) {
      if (ended) {
        return;
      }
      tail.orElseThrow().add(message.get());
    }
    wakeAll();
  }

  @Override
  public void missing(long first, long last) {
    synchronized (this) {
      if (ended) {
        return;
      }
      tail.orElseThrow().add(new Delivery.Notice(ChannelTexts.missing(first, last), false), last);
    }
    wakeAll();
  }

  @Override
  public void deleted() {
    synchronized (this) {
      if (ended) {
        return;
      }
      restarts++;
      tail.orElseThrow().add(new Delivery.Notice(ChannelTexts.restarted(0), false), 0);
    }
    wakeAll();
  }

  /** Somebody comes or goes. */
  private void notice(Roster.Change change) {
    if (!hasWatchers()) {
      return;
    }
    int number = members.size() + attendance.elsewhere();
    synchronized (this) {
      if (ended || tail.isEmpty()) {
        return;
      }
      tail.get()
          .add(
              new Delivery.Notice(
                  ChannelTexts.presence(change.joins(), change.member(), number), true));
    }
    wakeAll();
  }

  /** Where a member goes on live that has everything up to that offset, if it can. */
  synchronized Optional<Tail.Place> liveAfter(long offset, int restartsSeen) {
    Tail now = tail.orElseThrow();
    return restartsSeen == restarts ? now.after(offset) : Optional.of(now.oldest());
  }

  /** The first place of the tail that is kept. */
  synchronized Tail.Place oldest() {
    return tail.orElseThrow().oldest();
  }

  /** Whether a publisher must wait; if so, {@link Membership#mayPublish} follows. */
  synchronized boolean mustWait(Membership publisher) {
    boolean wait = !ended && (tail.filter(Tail::congested).isPresent() || blocked.any());
    if (wait) {
      held.add(publisher);
    }
    return wait;
  }

  /** Wakes all members soon. */
  private void wakeAll() {
    if (wishes.getAndIncrement() == 0) {
      services.work().execute(this::goAround);
    }
  }

  private void goAround() {
    int fulfilled = wishes.get();
    Tail.Place goal;
    synchronized (this) {
      goal = tail.map(Tail::newest).orElse(null);
    }
    if (goal == null) {
      wishes.set(0);
      return;
    }
    blocked.begin();
    goOn(members.list().iterator(), goal, goal, fulfilled);
  }

  private void goOn(
      Iterator<Membership> rest, Tail.Place goal, Tail.Place slowestBefore, int fulfilled) {
    Tail.Place slowest = slowestBefore;
    Tail.Place oldest = oldest();
    long most = services.mostBehind();
    for (int i = 0; i < MEMBERS_AT_ONCE && rest.hasNext(); i++) {
      Membership member = rest.next();
      member.wake();
      if (member.hasAllUpTo(goal)) {
        continue;
      }
      member.keepUp(oldest, goal, most);
      if (member.blocks(goal, most / 2)) {
        blocked.found(member);
      }
      slowest = member.slower(slowest);
    }
    if (rest.hasNext()) {
      Tail.Place slowestNow = slowest;
      services.work().execute(() -> goOn(rest, goal, slowestNow, fulfilled));
      return;
    }
    blocked.finish();
    List<Membership> free = new ArrayList<>();
    synchronized (this) {
      Tail now = tail.orElseThrow();
      if (!ended) { // the end has given the memory back
        now.tried(goal, slowest);
      }
      if (!now.congested() && !blocked.any()) {
        free.addAll(held);
        held.clear();
      }
    }
    free.forEach(Membership::mayPublish);
    if (wishes.addAndGet(-fulfilled) > 0) {
      services.work().execute(this::goAround);
    }
  }
}
