package org.wsbin.wire;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import java.io.IOException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.wsbin.protocol.EndOfStream;

/**
 * Lets the events of one connection happen one at a time, and knows whether the transport watches
 * for input. A thread that may wait waits until it may enter; one that may not, such as the
 * timer's, leaves its event to the thread inside. A thread that waits, and a reader that did not
 * and was asked to come again, go before what is left later: a behaviour that sends all the time, a
 * turn after the other, would keep them out.
 *
 * <p>Safe from any thread. The callers limit the number of left events: a scenario leaves one for
 * each timer that it has set.
 */
final class EventGate {
  private static final System.Logger LOG = System.getLogger(EventGate.class.getName());
  private static final Event NOTHING = () -> {};

  /** An event on a connection. */
  interface Event {
    void happen() throws IOException;
  }

  /** The connection; called from inside, except for {@link #resume}. */
  interface Owner {
    /** Whether TCP has ended, so that no more events run. */
    boolean closed();

    /**
     * Called after each event, before the thread leaves.
     *
     * @param hasTime whether the thread may do longer work, unlike the timer's
     */
    void settle(boolean hasTime) throws IOException;

    /** Whether it wants to read now. */
    boolean wantsInput();

    /** An event has failed; ends the connection. */
    void cut(EndOfStream how);

    /** Makes the transport watch for input again; called without the lock. */
    void resume();
  }

  /** Whether the transport calls when there is input. */
  private enum Reading {
    WATCHED,
    /** Only after it is asked to. */
    STOPPED,
    /** The same, and there is input: somebody was inside when it called because of that. */
    REFUSED
  }

  private final ReentrantLock lock = new ReentrantLock();

  /** Made when it is first used: most connections never leave an event. */
  private volatile Optional<Queue<Event>> left = Optional.empty();

  private final Owner owner;
  private Reading reading = Reading.WATCHED;

  /** Whether a reader has been inside; the first one may call although there is no input. */
  private boolean read;

  /** Whether a reader that was refused has been asked to come again, and has not come yet. */
  private volatile boolean readerDue;

  EventGate(Owner owner) {
    this.owner = owner;
  }

  /** Runs an event: at once if this thread is inside; otherwise waits until nobody is. */
  void enter(Event event) {
    if (lock.isHeldByCurrentThread()) {
      run(event);
      return;
    }
    lock.lock();
    finish(event, true);
    runLeft(true);
  }

  /**
   * Runs an event like {@link #enter}, unless another thread is inside. A reader that has not come
   * is not waited for any longer.
   *
   * @return whether it ran
   */
  boolean tryEnter(Event event) {
    boolean entered = lock.tryLock();
    if (entered) {
      readerDue = false;
      finish(event, false);
    }
    runLeft(false);
    return entered;
  }

  /** Runs an event without waiting: now, or on the thread inside. */
  void leave(Event event) {
    leave(event, false);
  }

  /** Runs an event without waiting; {@code hasTime} if this thread may do longer work as well. */
  void leave(Event event, boolean hasTime) {
    if (lock.isHeldByCurrentThread()) {
      run(event);
      return;
    }
    if (!hasEventsLeft() && isFree() && lock.tryLock()) { // none was left before
      finish(event, hasTime);
    } else {
      left().add(event);
    }
    runLeft(hasTime);
  }

  /**
   * Runs the event that reads; waits until nobody is inside.
   *
   * @return whether the transport should watch for input
   */
  boolean read(Event event) {
    lock.lock();
    return readInside(event, true);
  }

  /**
   * Runs the event that reads, unless another thread is inside; then the transport is asked later
   * to watch again. The caller's thread may not be kept: what is left is for the caller to hand on,
   * if {@link #hasEventsLeft}.
   *
   * @return whether the transport should watch for input
   */
  boolean tryRead(Event event) {
    readerDue = false; // set again by the one inside, if there is one
    if (!lock.tryLock()) {
      left().add(() -> reading = read ? Reading.REFUSED : Reading.STOPPED);
      return false;
    }
    return readInside(event, false);
  }

  /**
   * Runs an event without waiting, and no other: now, or it is left. What is left is for the caller
   * to hand on, if {@link #hasEventsLeft}.
   */
  void leaveAlone(Event event) {
    if (lock.isHeldByCurrentThread()) {
      run(event);
    } else if (!hasEventsLeft() && lock.tryLock()) {
      finish(event, false, false);
    } else {
      left().add(event);
    }
  }

  /** Called with the lock, which it releases. */
  private boolean readInside(Event event, boolean hasTime) {
    boolean watched;
    try {
      read = true;
      run(event);
      if (hasTime) {
        runEventsLeft();
      }
      run(() -> owner.settle(hasTime));
      reading = owner.wantsInput() ? Reading.WATCHED : Reading.STOPPED;
      watched = reading == Reading.WATCHED;
    } finally {
      lock.unlock();
    }
    if (hasTime) {
      runLeft(true);
    }
    return watched;
  }

  /** Whether events were left for the thread inside. */
  boolean hasEventsLeft() {
    Optional<Queue<Event>> queue = left;
    return queue.isPresent() && !queue.get().isEmpty();
  }

  private synchronized Queue<Event> left() {
    if (left.isEmpty()) {
      left = Optional.of(new ConcurrentLinkedQueue<>());
    }
    return left.get();
  }

  /** Runs the events left for the thread inside, which may call this during a long event. */
  void runEventsLeft() {
    while (hasEventsLeft()) {
      run(left.get().remove()); // only the thread inside takes them
    }
  }

  /** Each thread checks again after it leaves, or leaves an event, so that none is forgotten. */
  private void runLeft(boolean hasTime) {
    while (hasEventsLeft() && !lock.isHeldByCurrentThread() && isFree() && lock.tryLock()) {
      finish(NOTHING, hasTime);
    }
  }

  /**
   * Whether nobody goes before an event that is left. Whoever does runs what is left, or has it
   * handed on; if a reader does not come after all, the next sweep runs it.
   */
  private boolean isFree() {
    return !readerDue && !lock.hasQueuedThreads();
  }

  private void finish(Event event, boolean hasTime) {
    finish(event, hasTime, true);
  }

  /** Called with the lock, which it releases. */
  private void finish(Event event, boolean hasTime, boolean others) {
    boolean resume = false;
    try {
      run(event);
      if (others) {
        runEventsLeft();
      }
      run(() -> owner.settle(hasTime));
      resume = reading != Reading.WATCHED && owner.wantsInput();
      if (resume) {
        readerDue = reading == Reading.REFUSED;
        reading = Reading.WATCHED;
      }
    } finally {
      lock.unlock();
    }
    if (resume) {
      owner.resume();
    }
  }

  private void run(Event event) {
    if (owner.closed()) {
      return;
    }
    try {
      event.happen();
    } catch (IOException lost) {
      LOG.log(DEBUG, "The network failed.", lost);
      owner.cut(EndOfStream.RESET);
    } catch (RuntimeException | Error failure) {
      LOG.log(ERROR, "A connection failed.", failure);
      owner.cut(EndOfStream.LOCAL);
    }
  }
}
