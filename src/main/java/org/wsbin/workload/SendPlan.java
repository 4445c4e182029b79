package org.wsbin.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Which connection of one thread sends when. In an open loop the schedule alone says when; in a
 * closed loop an answer lets the next message go.
 */
final class SendPlan {
  /** The most messages that are sent before answers are read again. */
  static final int MOST_AT_ONCE = 1024;

  private static final int FLOOD_BYTES = 64 * 1024;
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long NEVER = Long.MAX_VALUE;

  private final LoadSettings settings;
  private final int thread;
  private final RunClock clock;
  private final LoopRecorder recorder;
  private final boolean closedLoop;
  private final int inflight;
  private final List<LoadConnection> senders = new ArrayList<>();
  private final List<LoadConnection> dirty = new ArrayList<>();
  private int cursor;
  private long outstanding;
  private long number;
  private boolean begun;
  private boolean blocked;
  private long blockedUntil = Long.MIN_VALUE;
  private long answeredAt;

  SendPlan(LoadSettings settings, int thread, RunClock clock, LoopRecorder recorder) {
    this.settings = settings;
    this.thread = thread;
    this.clock = clock;
    this.recorder = recorder;
    this.closedLoop = settings.rate().isEmpty();
    this.inflight = settings.inflight();
  }

  boolean isClosedLoop() {
    return closedLoop;
  }

  /** A connection can send. */
  void join(LoadConnection connection) {
    senders.add(connection);
    unblock(clock.now());
  }

  /** What was due until now waited for answers, not for the generator. */
  private void unblock(long now) {
    if (blocked) {
      blocked = false;
      blockedUntil = now;
    }
  }

  /** One that may have been able to cannot. */
  void leave(LoadConnection connection, int unanswered) {
    if (senders.remove(connection)) {
      outstanding -= unanswered;
      unblock(clock.now());
    }
  }

  /** Sends what is due. */
  void send(long now, LoadLoop loop) {
    if (settings.scenario() == LoadScenario.CONNECT || now < clock.startAt()) {
      return;
    }
    if (closedLoop) {
      if (now < clock.endAt()) {
        begin(now, loop);
      }
    } else if (!blocked && !senders.isEmpty()) {
      due(now);
    }
    List<LoadConnection> toPump = List.copyOf(dirty);
    dirty.clear();
    toPump.forEach(LoadConnection::pump);
  }

  private void begin(long now, LoadLoop loop) {
    if (!begun) {
      begun = true;
      for (LoadConnection sender : senders) {
        for (int i = 0; i < inflight && !loop.oneWay(); i++) {
          assign(sender, now);
        }
      }
      dirty.clear();
      dirty.addAll(senders);
    }
  }

  private void due(long now) {
    Pacing pacing = pacing();
    for (int i = 0; i < MOST_AT_ONCE; i++) {
      long at = pacing.at(number);
      if (at > now || at >= clock.endAt()) {
        return;
      }
      LoadConnection sender = room();
      if (sender == null) {
        blocked = true;
        return;
      }
      number++;
      assign(sender, at);
      if (at <= blockedUntil) {
        recorder.heldBack(at);
      } else {
        recorder.lagged(at, now - at);
      }
    }
  }

  private Pacing pacing() {
    int threads =
        settings.scenario() == LoadScenario.CHANNEL
            ? Math.min(settings.publishers(), settings.threads())
            : settings.threads();
    return new Pacing(clock.startAt(), settings.rate().orElseThrow(), thread, threads);
  }

  /** The next connection in turn that may send; null if all have too many unanswered messages. */
  private LoadConnection room() {
    if (outstanding >= (long) senders.size() * inflight) {
      return null;
    }
    for (int i = 0; i < senders.size(); i++) {
      cursor = cursor + 1 < senders.size() ? cursor + 1 : 0;
      LoadConnection sender = senders.get(cursor);
      if (sender.unanswered() < inflight) {
        return sender;
      }
    }
    return null;
  }

  private void assign(LoadConnection sender, long at) {
    outstanding++;
    if (sender.assign(at)) {
      dirty.add(sender);
    }
  }

  /** As much as the network may take at once. */
  void flood(LoadConnection sender, long now) {
    int count = Math.max(1, FLOOD_BYTES / Math.max(1, settings.sizes().most()));
    for (int i = 0; i < Math.min(count, MOST_AT_ONCE); i++) {
      outstanding++;
      sender.assign(now);
    }
  }

  /** The oldest message of a connection is answered; in a closed loop the next one may go. */
  void answered(LoadConnection sender, long now) {
    outstanding--;
    unblock(now);
    answeredAt = now;
    if (closedLoop && settings.scenario() != LoadScenario.SINK && now < clock.endAt()) {
      outstanding++;
      sender.assign(now);
    }
  }

  /** A message has reached a member. */
  void delivered(long now) {
    answeredAt = now;
  }

  /** When the next message is due; never, if an event must come first. */
  long next() {
    if (settings.scenario() == LoadScenario.CONNECT || !clock.started()) {
      return NEVER;
    }
    long start = clock.startAt();
    if (closedLoop) {
      return begun ? NEVER : start;
    }
    return blocked || senders.isEmpty() ? NEVER : pacing().at(number);
  }

  /** After the end: whether nobody waits for answers any more. */
  boolean finished(long now) {
    if (clock.drained(now)) {
      return true;
    }
    return outstanding == 0
        && !late()
        && (settings.scenario() != LoadScenario.CHANNEL
            || now - Math.max(answeredAt, clock.endAt()) > QUIET_NANOS);
  }

  /** Whether messages that were due before the end can still be sent. */
  private boolean late() {
    return !closedLoop
        && settings.scenario() != LoadScenario.CONNECT
        && !senders.isEmpty()
        && pacing().at(number) < clock.endAt();
  }

  /**
   * At the end: what has no answer, or was not even sent, counts with the time that it waited, so
   * that a server that stalls until the end does not look fast.
   */
  void countUnanswered(List<LoadConnection> connections, long now) {
    for (LoadConnection connection : connections) {
      while (connection.unanswered() > 0) {
        long at = connection.forget();
        recorder.error(LoadErrors.NO_ANSWER);
        recorder.latency(at, now);
        outstanding--;
      }
    }
    boolean scheduled =
        settings.scenario() != LoadScenario.CONNECT
            && thread < settings.senders()
            && clock.started();
    if (!closedLoop && scheduled) {
      countUnsent(pacing(), number, clock.endAt(), now, recorder);
    }
  }

  /** Counts the messages of a schedule from that number on up to the end. */
  static void countUnsent(Pacing pacing, long from, long endAt, long now, LoopRecorder recorder) {
    long all = pacing.before(endAt);
    recorder.errors(LoadErrors.NOT_SENT, all - from);
    for (long i = from; i < all; i++) {
      recorder.latency(pacing.at(i), now);
    }
  }
}
