package org.wsbin.channel;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.wsbin.channel.MemberOptions.Format;
import org.wsbin.channel.MemberOptions.Slow;
import org.wsbin.limits.MemoryAccount;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.PreparedMessage;
import org.wsbin.scenario.Peer;

/**
 * One member of a channel: takes what is new and sends it, as fast as its peer reads.
 *
 * <p>Threads: {@link #wake} and the other methods are safe from any. {@link #deliver} runs on one
 * thread at a time, and the fields that say so are its own; the others are guarded by this.
 */
final class Membership {
  private static final CloseStatus TOO_SLOW =
      new CloseStatus(
          CloseStatus.TRY_AGAIN_LATER,
          "You read too slowly for this channel; join again, with since= to resume.");

  private final String id;
  private final MemberOptions options;
  private final Peer peer;
  private final Channel channel;
  private final ChannelServices services;
  private final Publishing publishing;
  private final AtomicInteger wishes = new AtomicInteger();

  /** Held while {@link #deliver} runs; nobody waits for it. */
  private final ReentrantLock delivering = new ReentrantLock();

  // used by deliver only
  private final Queue<PreparedMessage> outbox = new ArrayDeque<>(0);
  private final MemberFaults faults;
  private Optional<CatchUp> history = Optional.empty();
  private final Alarm alarm;

  // guarded by this
  private long number;
  private Optional<Arrival> arrival = Optional.empty();
  private volatile Optional<Tail.Place> place = Optional.empty(); // read by all
  private long dropped;
  private volatile boolean ended;

  /** What is known at the moment of joining. */
  private record Arrival(long number, Tail.Place place, int restarts, int members) {}

  Membership(
      String id, MemberOptions options, Peer peer, Channel channel, ChannelServices services) {
    this.id = id;
    this.options = options;
    this.peer = peer;
    this.channel = channel;
    this.services = services;
    this.publishing = new Publishing(this, peer, channel, services);
    this.alarm = new Alarm(services.timer(), this::wake);
    this.faults =
        new MemberFaults(
            options.faults(),
            services.timer().nanos(),
            new MemoryAccount(services.memory()),
            peer::note);
  }

  String id() {
    return id;
  }

  Channel channel() {
    return channel;
  }

  /** Whether it hears of joins and leaves. */
  boolean watches() {
    return options.presence();
  }

  /** Its place among those that joined on this node; set once, before anything else. */
  synchronized void number(long place) {
    number = place;
  }

  synchronized int half() {
    return (int) (number & 1);
  }

  /** It is in; {@link #wake} follows. */
  synchronized void admitted(Tail.Place newest, int restarts, int members) {
    arrival = Optional.of(new Arrival(number, newest, restarts, members));
  }

  void refuse(String sentence) {
    peer.close(new CloseStatus(CloseStatus.TRY_AGAIN_LATER, sentence));
  }

  /** Publishes a message, or takes a report. */
  void message(MessageKind kind, ByteBuffer payload) {
    boolean report =
        options.format() == Format.JSON
            && kind == MessageKind.TEXT
            && ChannelTexts.seen(payload).isPresent();
    if (!report) {
      publishing.publish(new MessageEntry(kind, half(), id, payload));
    }
  }

  /** It may publish again. */
  void mayPublish() {
    publishing.free();
  }

  /** There may be something to send. */
  void wake() {
    if (wishes.getAndIncrement() == 0) {
      peer.execute(this::run);
    }
  }

  private void run() {
    int fulfilled;
    do {
      fulfilled = wishes.get();
      delivering.lock();
      try {
        deliver();
      } catch (RuntimeException | Error failure) {
        peer.fail(failure);
      } finally {
        delivering.unlock();
      }
      release();
    } while (wishes.addAndGet(-fulfilled) > 0);
  }

  private void deliver() {
    if (ended) {
      return;
    }
    arrive();
    do {
      faults.due(services.timer().nanos(), this::send);
    } while (flush() && !faults.delaysTooMuch() && next());
    alarm.set(faults.nextDue());
  }

  /**
   * Gives back what is held after the end. If another thread delivers now, it does this afterwards:
   * whoever ends a connection may not wait, because the other may wait for the container.
   */
  private void release() {
    if (ended && !delivering.isHeldByCurrentThread() && delivering.tryLock()) {
      try {
        alarm.set(OptionalLong.empty());
        outbox.clear();
        history.ifPresent(CatchUp::end);
        faults.end();
      } finally {
        delivering.unlock();
      }
    }
  }

  /** Sends what waits; false if the peer does not take all of it now. */
  private boolean flush() {
    while (!outbox.isEmpty()) {
      if (!peer.ready() || !peer.offer(outbox.peek())) {
        return false;
      }
      outbox.remove();
    }
    return true;
  }

  private void arrive() {
    Optional<Arrival> arrived;
    synchronized (this) {
      arrived = arrival;
      arrival = Optional.empty();
    }
    arrived.ifPresent(this::arrive);
  }

  private void arrive(Arrival now) {
    long newest = now.place().offset();
    sendJson(
        ChannelTexts.joined(
            channel.name(), id, now.number(), newest, now.members(), services.node()));
    publishing.start();
    OptionalLong after = firstOffset(newest);
    if (after.isPresent()) {
      history =
          Optional.of(
              new CatchUp(
                  channel, services, after.getAsLong(), now.restarts(), this::wake, this::missing));
    } else {
      goLive(now.place());
    }
  }

  /** After which offset the history begins; empty if it has none. */
  private OptionalLong firstOffset(long newest) {
    if (options.since().isEmpty()) {
      return options.history() == 0
          ? OptionalLong.empty()
          : OptionalLong.of(Math.max(0, newest - options.history()));
    }
    long since = options.since().getAsLong();
    if (since > newest) {
      sendJson(ChannelTexts.restarted(newest));
      return OptionalLong.of(0);
    }
    if (options.faults().lostHistory() && since < newest) {
      peer.note("lost-history", "Said that the messages after offset " + since + " are missing.");
      sendJson(ChannelTexts.missing(since + 1, newest));
      return OptionalLong.empty();
    }
    return OptionalLong.of(since);
  }

  private void missing(long first, long last) {
    if (options.since().isPresent()) { // history= is what there is
      sendJson(ChannelTexts.missing(first, last));
    }
  }

  /** Takes the next delivery; false if there is none now. */
  private boolean next() {
    if (history.isPresent()) {
      Optional<ChannelMessage> old = history.get().next();
      old.ifPresent(this::take);
      if (old.isEmpty()) {
        Optional<Tail.Place> live = history.get().live();
        live.ifPresent(this::goLive);
        return live.isPresent();
      }
      return true;
    }
    Optional<Tail.Place> next;
    long left;
    synchronized (this) {
      next = place.flatMap(Tail.Place::next);
      place = next.isPresent() ? next : place;
      left = dropped;
      dropped = 0;
    }
    if (left > 0) {
      peer.note("dropped", "Left out " + left + " messages, because the client reads too slowly.");
      sendJson(ChannelTexts.dropped(left));
    }
    next.ifPresent(found -> take(found.delivery()));
    return next.isPresent();
  }

  private synchronized void goLive(Tail.Place live) {
    history = Optional.empty();
    place = Optional.of(live);
  }

  private void take(Delivery delivery) {
    if (delivery instanceof Delivery.Notice notice) {
      if (options.presence() || !notice.presence()) {
        sendJson(notice.json());
      }
    } else if (delivery instanceof ChannelMessage message) {
      take(message);
    }
  }

  private void take(ChannelMessage message) {
    boolean own = message.sender().equals(id);
    if (own && !options.echo()) {
      sendJson(ChannelTexts.published(message.offset()));
    } else {
      boolean far = !own && message.half() != half();
      faults.take(message, far, services.timer().nanos(), this::send);
    }
  }

  private void send(ChannelMessage message) {
    outbox.add(message.in(options.format()));
  }

  private void sendJson(PreparedMessage text) {
    if (options.format() == Format.JSON) {
      outbox.add(text);
    }
  }

  /** Whether it is live, and nothing up to there is left to send. */
  boolean hasAllUpTo(Tail.Place goal) {
    return place.filter(now -> !now.isBefore(goal)).isPresent();
  }

  /** Its own place, if that is before the other one. */
  synchronized Tail.Place slower(Tail.Place other) {
    return place.filter(now -> now.isBefore(other)).orElse(other);
  }

  /** Drops what is before the oldest place, if the goal is more than so many bytes away. */
  void keepUp(Tail.Place oldest, Tail.Place goal, long most) {
    synchronized (this) {
      if (place.filter(now -> now.isBefore(oldest) && goal.bytesSince(now) > most).isEmpty()) {
        return;
      }
      if (options.slow() == Slow.DROP) {
        dropped += oldest.messagesSince(place.get());
        place = Optional.of(oldest);
        return;
      }
    }
    tooSlow();
  }

  /** Whether others wait for it: more than that many bytes lie between it and the goal. */
  synchronized boolean blocks(Tail.Place goal, long much) {
    return options.slow() == Slow.BLOCK
        && place.filter(now -> goal.bytesSince(now) > much).isPresent();
  }

  /** It gets nothing more. */
  void tooSlow() {
    synchronized (this) {
      place = Optional.empty();
    }
    peer.execute(
        () -> {
          peer.note("slow", "Closed, because the client reads too slowly.");
          peer.close(TOO_SLOW);
        });
  }

  /** The connection has ended. */
  void end() {
    ended = true;
    synchronized (this) {
      place = Optional.empty();
    }
    publishing.end();
    release();
  }
}
