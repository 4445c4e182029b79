package org.wsbin.wire;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.wsbin.protocol.EndOfStream;

/**
 * Lets the events of one connection happen one at a time, and knows whether the transport watches
 * for input. A thread that may wait, such as the one that brings the connection's bytes, waits
 * until it may enter; one that may not, such as the timer's, leaves its event to the thread that is
 * inside.
 *
 * <p>Safe from any thread. Who leaves events bounds how many there are: a scenario leaves one for
 * each timer that it has set.
 */
final class EventGate {
  private static final System.Logger LOG = System.getLogger(EventGate.class.getName());
  private static final Event NOTHING = () -> {};

  /** Something that happens on a connection. */
  interface Event {
    void happen() throws IOException;
  }

  /** The connection; called from inside, but for {@link #resume}. */
  interface Owner {
    /** Whether TCP has ended, so that nothing happens any more. */
    boolean closed();

    /** Comes behind each event, before the thread leaves. */
    void settle() throws IOException;

    /** Whether it would read now. */
    boolean wantsInput();

    /** An event has failed; ends the connection. */
    void cut(EndOfStream how);

    /** The transport is to watch for input again; called without the lock. */
    void resume();
  }

  /** Whether the transport calls by itself when there is something to read. */
  private enum Reading {
    WATCHED,
    /** Not before it is asked to. */
    STOPPED
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Event> left = new ConcurrentLinkedQueue<>();
  private final Owner owner;
  private Reading reading = Reading.WATCHED;

  EventGate(Owner owner) {
    this.owner = owner;
  }

  /** Runs an event: at once if the thread is inside, else when nobody is, for which it waits. */
  void enter(Event event) {
    if (lock.isHeldByCurrentThread()) {
      run(event);
      return;
    }
    lock.lock();
    finish(event);
    runLeft();
  }

  /** Runs an event as {@link #enter} does, unless another thread is inside. */
  void tryEnter(Event event) {
    if (lock.tryLock()) {
      finish(event);
    }
    runLeft();
  }

  /** Runs an event without waiting: now, or on the thread that is inside. */
  void leave(Event event) {
    if (lock.isHeldByCurrentThread()) {
      run(event);
      return;
    }
    left.add(event);
    runLeft();
  }

  /**
   * Runs the event that reads, when nobody is inside, for which it waits.
   *
   * @return whether the transport is to go on watching for input
   */
  boolean read(Event event) {
    boolean watched;
    lock.lock();
    try {
      run(event);
      runEventsLeft();
      run(owner::settle);
      reading = owner.wantsInput() ? Reading.WATCHED : Reading.STOPPED;
      watched = reading == Reading.WATCHED;
    } finally {
      lock.unlock();
    }
    runLeft();
    return watched;
  }

  /** Whether events were left for the thread that is inside. */
  boolean hasEventsLeft() {
    return !left.isEmpty();
  }

  /** Runs what was left for the thread that is inside, which may call this in between. */
  void runEventsLeft() {
    for (Event next = left.poll(); next != null; next = left.poll()) {
      run(next);
    }
  }

  /** Each thread that goes away, or has left an event, looks again, so that none is forgotten. */
  private void runLeft() {
    while (!left.isEmpty() && !lock.isHeldByCurrentThread() && lock.tryLock()) {
      finish(NOTHING);
    }
  }

  /** With the lock, which it gives back. */
  private void finish(Event event) {
    boolean resume = false;
    try {
      run(event);
      runEventsLeft();
      run(owner::settle);
      resume = reading == Reading.STOPPED && owner.wantsInput();
      reading = resume ? Reading.WATCHED : reading;
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
