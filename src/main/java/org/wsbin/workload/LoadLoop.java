package org.wsbin.workload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * One thread of the generator: its connections, its part of the schedule, its measurements. {@link
 * LoadConnection} calls back what happens. Everything belongs to the thread that runs it.
 */
final class LoadLoop implements Runnable, SendBacklog.Listener {
  /** How long a closing handshake may take. */
  static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** A selector waits in whole milliseconds: the last one before a message is spent looking. */
  private static final long SPIN_NANOS = 1_100_000;

  private static final int BUFFER_BYTES = 256 * 1024;
  private static final long CHECK_NANOS = 50_000_000;

  private final LoadSettings settings;
  private final RunClock clock;
  private final Dialling dialling;
  private final ChannelStamp stamp;
  private final LoopRecorder recorder;
  private final MessageSource source;
  private final IntSupplier keys;
  private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
  // in the order of the machine, in which masking is fastest
  private final ByteBuffer out =
      ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.nativeOrder());
  private final Set<LoadConnection> all = new LinkedHashSet<>();
  private final Openings openings;
  private final SendPlan plan;
  private final RunCounts counts;
  private final Consumer<SelectionKey> events = this::ready; // one for all turns: no garbage
  private Selector selector;
  private long now;
  private long idleSince;
  private boolean idle;
  private long checkAt;
  private boolean finishing;

  LoadLoop(
      LoadSettings settings,
      int thread,
      RunClock clock,
      Dialling dialling,
      ChannelStamp stamp,
      RunCounts counts,
      LoopRecorder recorder) {
    this.settings = settings;
    this.clock = clock;
    this.dialling = dialling;
    this.stamp = stamp;
    this.recorder = recorder;
    this.counts = counts;
    this.source = new MessageSource(settings, stamp);
    SplittableRandom random = new SplittableRandom(System.nanoTime() ^ ((long) thread << 32));
    this.keys = random::nextInt;
    this.openings = new Openings(settings, thread, clock, recorder);
    this.plan = new SendPlan(settings, thread, clock, recorder);
  }

  @Override
  public void run() {
    try (Selector opened = Selector.open()) {
      selector = opened;
      now = clock.now();
      checkAt = now;
      while (turn()) {
        // until all is over
      }
    } catch (IOException | RuntimeException | Error failed) {
      clock.breaks(); // so that the other threads end too
      recorder.error("the generator failed: " + failed);
    } finally {
      List.copyOf(all).forEach(LoadConnection::abort);
      recorder.publish();
    }
  }

  /** One turn; returns whether there is more to do. */
  private boolean turn() throws IOException {
    now = clock.now();
    boolean over = now >= clock.endAt();
    if (!over || (!finishing && openings.late())) {
      openings.due(now, this);
    }
    plan.send(now, this);
    if (over && plan.finished(now) && openings.finished(now)) {
      finish();
      if (all.isEmpty()) {
        return false;
      }
    }
    if (now >= checkAt) {
      checkAt = now + CHECK_NANOS;
      List.copyOf(all).forEach(connection -> connection.check(now));
      if (idle) {
        endOfIdleness(now);
      }
      recorder.tick(now);
    }
    await();
    return true;
  }

  /** Ends what is still there; who has answered everything gets a close frame. */
  private void finish() {
    if (finishing) {
      return;
    }
    finishing = true;
    plan.countUnanswered(List.copyOf(all), clock.now());
    openings.countUnsent(clock.now());
    for (LoadConnection connection : List.copyOf(all)) {
      if (connection.isOpen()) {
        connection.close();
        connection.pump();
      } else if (connection.isOpening()) {
        unopened(connection);
      }
    }
  }

  /** A handshake without an answer counts like a message without one. */
  private void unopened(LoadConnection connection) {
    if (settings.scenario() == LoadScenario.CONNECT) {
      recorder.error(LoadErrors.NO_ANSWER);
      recorder.latency(connection.intended(), clock.now());
    }
    connection.abort();
  }

  private void await() throws IOException {
    long next = Math.min(Math.min(plan.next(), openings.next()), now + RunClock.LONGEST_WAIT_NANOS);
    long from = clock.now();
    if (!idle) {
      idle = true;
      idleSince = from;
    }
    long left = next - from;
    if (left > SPIN_NANOS) {
      selector.select(events, TimeUnit.NANOSECONDS.toMillis(left - SPIN_NANOS) + 1);
    } else {
      selector.selectNow(events);
    }
  }

  /** There is work; as long as there is none, looking for it is idleness. */
  private void busy() {
    if (idle) {
      endOfIdleness(clock.now());
    }
  }

  private void endOfIdleness(long at) {
    idle = false;
    recorder.idle(idleSince, at);
  }

  private void ready(SelectionKey key) {
    busy();
    ((LoadConnection) key.attachment()).ready(key);
  }

  /** Opens a connection. */
  void open(int number, long intended) {
    busy();
    try {
      LoadConnection connection =
          new LoadConnection(number, this, dialling, selector, intended, clock.now());
      all.add(connection);
    } catch (IOException failed) {
      notOpened(ErrorKinds.of(failed, false));
    } catch (UnsupportedAddressTypeException noIpv6) {
      notOpened("connect: IPv6 is turned off");
    }
  }

  private void notOpened(String kind) {
    recorder.error(kind);
    openings.over(true);
    stopIfAlone();
  }

  ByteBuffer in() {
    return in;
  }

  ByteBuffer out() {
    return out;
  }

  IntSupplier keys() {
    return keys;
  }

  MessageSource source() {
    return source;
  }

  ChannelStamp stamp() {
    return stamp;
  }

  RunClock clock() {
    return clock;
  }

  LoadScenario scenario() {
    return settings.scenario();
  }

  boolean oneWay() {
    return settings.scenario() == LoadScenario.SINK;
  }

  /** Gives it as much to send as the network may take. */
  void flood(LoadConnection connection) {
    plan.flood(connection, clock.now());
  }

  /** Whether connections send as much as the network takes, right now. */
  boolean floods() {
    return oneWay() && plan.isClosedLoop() && now >= clock.startAt() && now < clock.endAt();
  }

  /** Bytes have arrived just now. */
  void arrived() {
    now = clock.now();
  }

  void opened(LoadConnection connection, long intended) {
    now = clock.now();
    counts.opened();
    if (settings.scenario() == LoadScenario.CONNECT) {
      recorder.latency(intended, now);
      recorder.received(now, 0);
      if (clock.measures(intended)) {
        recorder.connected(intended, now);
      }
      openings.opened();
      connection.close();
      connection.pump();
    } else {
      recorder.connected(intended, now);
      openings.opened();
      if (connection.number() < settings.senders()) {
        plan.join(connection);
      }
    }
  }

  @Override
  public void sent(long intended, int bytes) {
    busy();
    recorder.sent(intended, bytes);
  }

  void received(long bytes) {
    recorder.received(now, bytes);
  }

  /** A message has its answer, or the network has it. */
  void answered(LoadConnection connection, long intended) {
    recorder.latency(intended, now);
    plan.answered(connection, now);
  }

  /** A member has a message. */
  void delivered(long intended) {
    recorder.latency(intended, now);
    recorder.delivered(intended);
    plan.delivered(now);
  }

  /** A publisher has its own message back. */
  void published(LoadConnection connection) {
    plan.answered(connection, now);
  }

  void error(String kind) {
    recorder.error(kind);
  }

  /** A connection is not open any more: its unanswered messages count with the time they waited. */
  void left(LoadConnection connection) {
    int unanswered = connection.unanswered();
    while (connection.unanswered() > 0) {
      recorder.latency(connection.forget(), clock.now());
    }
    recorder.errors(LoadErrors.NO_ANSWER, unanswered);
    plan.leave(connection, unanswered);
    counts.left();
    stopIfAlone();
  }

  /** A connection has ended; before it was open, or later. */
  void over(LoadConnection connection, boolean failed) {
    all.remove(connection);
    openings.over(failed);
    stopIfAlone();
  }

  /** Without connections there is nothing left to measure. */
  private void stopIfAlone() {
    boolean none = clock.started() && counts.open() == 0;
    if (none && settings.scenario() != LoadScenario.CONNECT && clock.now() < clock.endAt()) {
      clock.end();
    }
  }
}
