package org.wsbin.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.wsbin.scenario.Timer;

/**
 * Lets busy peers be read in turns. A container reads from a peer on one thread for as long as the
 * peer sends without a pause, so a thousand such peers keep a thousand threads running, and all
 * others wait for the processors. Here only {@link #MOST} of them are read at a time, each for a
 * slice; the others wait in line, with reading stopped. A peer that pauses between its messages is
 * never in line.
 *
 * <p>Safe from any thread; no call waits. The lock guards the line and who reads, and is never held
 * while a peer is resumed. The line has at most one entry for each connection.
 */
final class ReadTurns {
  /** How many busy peers are read at a time: they leave half of the processors to all others. */
  static final int MOST = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  /** A peer is busy while its messages, or their slices, begin within this time of each other. */
  static final Duration PAUSE = Duration.ofNanos(100_000);

  /** A busy peer needs a turn from the first end of a message after so many bytes. */
  static final int FREE_BYTES = 16 * 1024;

  /** A turn is over at the first end of a message after so many bytes. */
  static final int SLICE_BYTES = 64 * 1024;

  /** A message that does not end is interrupted after so many times these bytes. */
  static final long WITHOUT_END = 4;

  /** What a message costs beside its bytes. */
  static final int MESSAGE_BYTES = 64;

  /** A turn ends if nothing was read in it for this time: the peer has paused. */
  static final Duration UNUSED = Duration.ofMillis(25);

  private final Timer timer;
  private final Set<Turn> line = new LinkedHashSet<>();
  private final Set<Turn> reading = new LinkedHashSet<>();
  private boolean checking;

  ReadTurns(Timer timer) {
    this.timer = timer;
  }

  /** The turns of one peer; {@code resume} is called on any thread when its next one begins. */
  Turn of(Runnable resume) {
    return new Turn(resume);
  }

  /** How many peers wait for their turn. */
  synchronized int waiting() {
    return line.size();
  }

  /** What one peer has read. {@link #read} is for the container's thread, the others for any. */
  final class Turn {
    private final Runnable resume;
    private long bytes;
    private boolean over;
    private volatile boolean reads;
    private volatile long readAt;
    private volatile boolean waiting;
    private volatile boolean ended;

    private Turn(Runnable resume) {
      this.resume = resume;
      this.readAt = timer.nanos() - PAUSE.toNanos();
    }

    /**
     * So many bytes of a message were read.
     *
     * @return whether nothing more may be read until the peer is resumed
     */
    boolean read(int slice, boolean last) {
      long now = timer.nanos();
      boolean busy = now - readAt < PAUSE.toNanos();
      readAt = now;
      bytes = busy ? bytes + slice + MESSAGE_BYTES : 0;
      int most = reads ? SLICE_BYTES : FREE_BYTES;
      if (busy && (over || bytes >= WITHOUT_END * most)) {
        bytes = 0;
        over = false;
        return next(this);
      }
      over = last && bytes >= most;
      if (over && reads) {
        leave(this);
      }
      return false;
    }

    /** Whether reading is stopped until its turn. */
    boolean waiting() {
      return waiting;
    }

    /** The connection closes: it needs no turn any more. */
    void end() {
      ended = true;
      leave(this);
    }
  }

  private boolean next(Turn turn) {
    List<Turn> begun;
    boolean waits;
    synchronized (this) {
      remove(turn);
      turn.waiting = !turn.ended;
      if (turn.waiting) {
        line.add(turn);
      }
      begun = begin();
      waits = turn.waiting;
    }
    begun.remove(turn);
    begun.forEach(each -> each.resume.run());
    return waits;
  }

  private void leave(Turn turn) {
    List<Turn> begun;
    synchronized (this) {
      remove(turn);
      if (turn.ended && turn.waiting) {
        turn.waiting = false;
        line.remove(turn);
      }
      begun = begin();
    }
    begun.forEach(each -> each.resume.run());
  }

  private void check() {
    List<Turn> begun;
    synchronized (this) {
      checking = false;
      begun = begin();
    }
    begun.forEach(each -> each.resume.run());
  }

  /** Called with the lock. */
  private void remove(Turn turn) {
    turn.reads = false;
    reading.remove(turn);
  }

  /** Called with the lock: the first in line begin, as far as there is room. */
  private List<Turn> begin() {
    long now = timer.nanos();
    List.copyOf(reading).stream()
        .filter(turn -> now - turn.readAt > UNUSED.toNanos())
        .forEach(this::remove);
    List<Turn> begun = new ArrayList<>();
    Iterator<Turn> first = line.iterator();
    while (reading.size() < MOST && first.hasNext()) {
      Turn turn = first.next();
      first.remove();
      turn.waiting = false;
      turn.readAt = now;
      turn.reads = true;
      reading.add(turn);
      begun.add(turn);
    }
    if (!line.isEmpty() && !checking) {
      checking = true;
      timer.after(UNUSED, this::check);
    }
    return begun;
  }
}
