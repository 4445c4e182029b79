package org.wsbin.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;

/**
 * Pushes the time, then closes with 1000 "Done". Messages are due at fixed times after the opening,
 * so that delays do not add up; while the peer's queue is full the due one waits, and none is lost.
 * What the peer sends is ignored.
 */
public final class TimePush implements Behaviour {
  /** How soon to look again while the peer takes nothing. */
  private static final long RETRY_NANOS = 10_000_000;

  private static final CloseStatus DONE = new CloseStatus(CloseStatus.NORMAL, "Done");

  private final TimePlan plan;
  private final Timer timer;
  private long openedAt;
  private int sent;
  private boolean ended;
  private Optional<Timer.Scheduled> next = Optional.empty();

  public TimePush(TimePlan plan, Timer timer) {
    this.plan = plan;
    this.timer = timer;
  }

  @Override
  public void opened(Peer peer) {
    openedAt = timer.nanos();
    schedule(peer);
  }

  @Override
  public synchronized void closed() {
    ended = true;
    next.ifPresent(Timer.Scheduled::cancel);
  }

  private void guardedDue(Peer peer) {
    try {
      due(peer);
    } catch (RuntimeException | Error failure) {
      peer.fail(failure);
    }
  }

  /** Runs on the timer's thread, once at a time; no lock is held while the peer is called. */
  private void due(Peer peer) {
    if (hasEnded()) {
      return;
    }
    if (peer.ready()) {
      String text = plan.format().format(timer.now());
      peer.send(MessageKind.TEXT, ByteBuffer.wrap(text.getBytes(UTF_8)), true);
      sent++;
    }
    if (sent < plan.count()) {
      schedule(peer);
    } else {
      peer.close(DONE);
    }
  }

  private void schedule(Peer peer) {
    long late = timer.nanos() - (openedAt + (sent + 1) * plan.interval().toNanos());
    long delay = late < 0 ? -late : peer.ready() ? 0 : RETRY_NANOS;
    start(Duration.ofNanos(delay), peer);
  }

  private synchronized void start(Duration delay, Peer peer) {
    if (!ended) {
      next = Optional.of(timer.after(delay, () -> guardedDue(peer)));
    }
  }

  private synchronized boolean hasEnded() {
    return ended;
  }
}
