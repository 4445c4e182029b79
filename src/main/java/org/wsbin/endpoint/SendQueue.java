package org.wsbin.endpoint;

import java.io.IOException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.wsbin.limits.MemoryAccount;

/**
 * The queue of sends to one peer, in order, with one send in flight, because containers differ in
 * concurrent sends. It accepts every entry; its owner stops reading from the peer while {@link
 * #full} is true, which limits it to the limit and one slice.
 *
 * <p>Safe from any thread; no call waits. The lock guards all fields, and is never held while the
 * container sends or the listener is called. Whole messages need no thread; blocking sends use the
 * executor.
 */
final class SendQueue {

  /**
   * Threads for blocking sends.
   *
   * @param parts for parts of messages, which wait for peers that do not read
   * @param control for pings, pongs and closes, so that these need not wait for parts
   */
  record BlockingThreads(Executor parts, Executor control) {}

  private enum State {
    OPEN,
    /** A close is queued or sent; nothing is queued after it. */
    CLOSING,
    /** Nothing more is sent. */
    ENDED
  }

  /** The state of the current entry. */
  private enum Flight {
    NONE,
    /** It waits for a free thread; this time does not count against the peer. */
    WAITING_FOR_THREAD,
    SENDING
  }

  /** Notifies the owner, on any thread, without locks held. */
  interface Listener {
    /** There is room again after {@link SendQueue#full} was true. */
    void roomAgain();

    /** The entry was sent. */
    void sent(QueuedSend item);

    /** A send failed; nothing more can be sent. */
    void failed(Throwable cause);
  }

  private final MessageSender sender;
  private final BlockingThreads threads;
  private final LongSupplier limit;
  private final MemoryAccount memory;
  private final LongSupplier nanos;
  private final Listener listener;

  /** Linked, because the array of an {@code ArrayDeque} stays when its entries have gone. */
  private final Queue<QueuedSend> waiting = new ConcurrentLinkedQueue<>();

  private long bytes;
  private State state = State.OPEN;
  private Flight flight = Flight.NONE;
  private long inFlightSince;
  private boolean wasFull;
  private boolean released;

  SendQueue(
      MessageSender sender,
      BlockingThreads threads,
      LongSupplier limit,
      MemoryAccount memory,
      LongSupplier nanos,
      Listener listener) {
    this.sender = sender;
    this.threads = threads;
    this.limit = limit;
    this.memory = memory;
    this.nanos = nanos;
    this.listener = listener;
  }

  /** Queues an entry; it is dropped if a close was queued before, or the connection has ended. */
  void offer(QueuedSend item) {
    if (add(item)) {
      drain();
    }
  }

  /**
   * Queues an entry as {@link #offer} does, but sends nothing, so that it may be called with a lock
   * held.
   *
   * @return whether the caller must call {@link #drain} afterwards, without locks
   */
  synchronized boolean add(QueuedSend item) {
    if (state != State.OPEN) {
      return false;
    }
    state = item instanceof QueuedSend.Close ? State.CLOSING : State.OPEN;
    waiting.add(item);
    changeBy(item.cost());
    wasFull |= bytes >= limit.getAsLong();
    if (flight != Flight.NONE) {
      return false;
    }
    fly(Flight.SENDING);
    return true;
  }

  /**
   * Drops all waiting entries. With a close, that close is sent next; otherwise nothing more is.
   * The entry in flight continues.
   */
  void abandon(Optional<QueuedSend.Close> close) {
    boolean start;
    synchronized (this) {
      waiting.forEach(item -> changeBy(-item.cost()));
      waiting.clear();
      wasFull = false;
      state = close.isEmpty() || state == State.ENDED ? State.ENDED : State.CLOSING;
      close.ifPresent(
          item -> {
            waiting.add(item);
            changeBy(item.cost());
          });
      start = close.isPresent() && flight == Flight.NONE;
      if (start) {
        fly(Flight.SENDING);
      }
    }
    listener.roomAgain();
    if (start) {
      drain();
    }
  }

  /** Whether the queue has reached its limit. */
  synchronized boolean full() {
    boolean full = bytes >= limit.getAsLong() && state == State.OPEN;
    wasFull |= full; // the limit may have shrunk since the last entry was added
    return full;
  }

  /** The queued bytes, including the entry in flight. */
  synchronized long bytes() {
    return bytes;
  }

  /** Called with the lock. */
  private void changeBy(long more) {
    bytes += more;
    memory.hold(released ? 0 : bytes);
  }

  /** The connection has ended: nothing counts for it, even if a send never completes. */
  synchronized void release() {
    released = true;
    memory.hold(0);
  }

  /** How long the current send has taken; 0 if there is none. */
  synchronized long nanosInFlight() {
    return flight == Flight.SENDING ? nanos.getAsLong() - inFlightSince : 0;
  }

  /** Sends until the queue is empty; only for the thread that took the first entry. */
  void drain() {
    for (Optional<QueuedSend> next = take(); next.isPresent(); next = take()) {
      QueuedSend item = next.get();
      if (!(item instanceof QueuedSend.Data message) || message.part()) {
        fly(Flight.WAITING_FOR_THREAD);
        Executor thread = item instanceof QueuedSend.Data ? threads.parts() : threads.control();
        if (started(thread, item)) {
          return;
        }
        continue; // and finds the end
      }
      // the later of the callback and this loop continues: no recursion, no waiting
      AtomicBoolean first = new AtomicBoolean(true);
      sender.send(
          message,
          failure -> {
            completed(item, failure);
            if (!first.compareAndSet(true, false)) {
              drain();
            }
          });
      if (first.compareAndSet(true, false)) {
        return;
      }
    }
  }

  /** Whether a thread sends the entry; if there is none, the entry has failed. */
  private boolean started(Executor thread, QueuedSend item) {
    try {
      thread.execute(() -> sendBlocking(item));
      return true;
    } catch (RuntimeException | Error noThread) {
      completed(item, Optional.of(noThread));
      return false;
    }
  }

  private void sendBlocking(QueuedSend item) {
    Optional<Throwable> failure = Optional.empty();
    fly(Flight.SENDING);
    try {
      sender.sendBlocking(item);
    } catch (IOException | RuntimeException e) {
      failure = Optional.of(e);
    }
    completed(item, failure);
    drain();
  }

  /** The clock is set with the state, for the timer that watches both. */
  private synchronized void fly(Flight next) {
    flight = next;
    inFlightSince = nanos.getAsLong();
  }

  private synchronized Optional<QueuedSend> take() {
    Optional<QueuedSend> item =
        state == State.ENDED ? Optional.empty() : Optional.ofNullable(waiting.poll());
    fly(item.isPresent() ? Flight.SENDING : Flight.NONE);
    return item;
  }

  private void completed(QueuedSend item, Optional<Throwable> failure) {
    boolean roomAgain;
    synchronized (this) {
      changeBy(-item.cost());
      boolean ends = failure.isPresent() || item instanceof QueuedSend.Close;
      state = ends ? State.ENDED : state;
      roomAgain = wasFull && (state == State.ENDED || bytes <= limit.getAsLong() / 2);
      wasFull &= !roomAgain;
    }
    failure.ifPresentOrElse(listener::failed, () -> listener.sent(item));
    if (roomAgain) {
      listener.roomAgain();
    }
  }
}
