package org.wsbin.workload;

/**
 * When one thread opens connections: all of them once, spread over the ramp; or, with {@link
 * LoadScenario#CONNECT}, one after the other until the end.
 */
final class Openings {
  /** The most connections that one thread opens at the same time, before the messages begin. */
  static final int AT_ONCE = 100;

  private static final long NEVER = Long.MAX_VALUE;

  private final LoadSettings settings;
  private final RunClock clock;
  private final LoopRecorder recorder;
  private final int thread;
  private final int mine;
  private final boolean forever;
  private final long began;
  private int begun;
  private int underWay;

  /** Of these, those that have no answer to their handshake yet; counted if there is no end. */
  private int unanswered;

  private long handshakes;
  private long blockedUntil = Long.MIN_VALUE;

  Openings(LoadSettings settings, int thread, RunClock clock, LoopRecorder recorder) {
    this.settings = settings;
    this.thread = thread;
    this.clock = clock;
    this.recorder = recorder;
    this.forever = settings.scenario() == LoadScenario.CONNECT;
    this.began = clock.now();
    this.mine = (settings.connections() - thread + settings.threads() - 1) / settings.threads();
  }

  /** Opens what is due. */
  void due(long now, LoadLoop loop) {
    if (!forever) {
      while (begun < mine && underWay < AT_ONCE && now >= at(begun)) {
        int number = thread + begun * settings.threads();
        begun++;
        underWay++;
        loop.open(number, clock.now());
      }
    } else if (now >= clock.startAt()) {
      for (int i = 0; i < mine && isDue(now); i++) {
        if (underWay == mine) {
          blockedUntil = now;
          return;
        }
        handshake(handshakeAt(now), now, loop);
      }
    }
  }

  private void handshake(long intended, long now, LoadLoop loop) {
    handshakes++;
    underWay++;
    unanswered++;
    recorder.sent(intended, 0);
    if (settings.rate().isPresent()) {
      if (intended <= blockedUntil) {
        recorder.heldBack(intended);
      } else {
        recorder.lagged(intended, now - intended);
      }
    }
    loop.open(thread, intended);
  }

  private boolean isDue(long now) {
    long at = handshakeAt(now);
    return at <= now && at < clock.endAt();
  }

  /** After the end: whether handshakes that were due before it can still begin. */
  boolean late() {
    return underWay < mine && overdue();
  }

  private boolean overdue() {
    return forever
        && settings.rate().isPresent()
        && clock.started()
        && pacing().at(handshakes) < clock.endAt();
  }

  /** After the end: whether nobody waits for handshakes any more. */
  boolean finished(long now) {
    return !forever || clock.drained(now) || (unanswered == 0 && !overdue());
  }

  /** When the next handshake is due; {@code now} in a closed loop. */
  private long handshakeAt(long now) {
    return settings.rate().isPresent() ? pacing().at(handshakes) : now;
  }

  private Pacing pacing() {
    return new Pacing(clock.startAt(), settings.rate().orElseThrow(), thread, settings.threads());
  }

  /** When to come back at the latest. */
  long next() {
    if (!forever) {
      return begun < mine && underWay < AT_ONCE ? at(begun) : NEVER;
    }
    if (underWay == mine || !clock.started() || (clock.now() >= clock.endAt() && !overdue())) {
      return NEVER;
    }
    return handshakeAt(clock.startAt());
  }

  private long at(int place) {
    double share = (thread + place * (double) settings.threads()) / settings.connections();
    return began + (long) (settings.ramp().toNanos() * share);
  }

  /** A connection is open. */
  void opened() {
    if (forever) {
      unanswered--;
    } else {
      underWay--;
      clock.settled();
    }
  }

  /**
   * A connection has ended.
   *
   * @param failed before it was open
   */
  void over(boolean failed) {
    if (failed) {
      opened();
    }
    if (forever) {
      underWay--;
    }
  }

  /** At the end: the handshakes that should have been made count with the time they waited. */
  void countUnsent(long now) {
    if (forever && settings.rate().isPresent() && clock.started()) {
      SendPlan.countUnsent(pacing(), handshakes, clock.endAt(), now, recorder);
    }
  }
}
