package org.wsbin.endpoint;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * What waits to be sent to one peer: in order, one send in flight, so that no container's rule
 * about concurrent sends matters. It accepts whatever is offered; its owner stops reading from the
 * peer while {@link #full} holds, which bounds it to the limit and one slice.
 *
 * <p>Safe from any thread; no call waits. Whole messages go out without a thread of their own; what
 * the API can only send blocking goes through the executor.
 */
final class SendQueue {

  /** What the owner wants to know; called without locks held, from any thread. */
  interface Listener {
    /** There is room again after {@link SendQueue#full} held. */
    void roomAgain();

    /** That entry has left. */
    void sent(QueuedSend item);

    /** A send failed; nothing more can be sent. */
    void failed(Throwable cause);
  }

  private final MessageSender sender;
  private final Executor blocking;
  private final long limit;
  private final LongSupplier nanos;
  private final Listener listener;

  private final Queue<QueuedSend> waiting = new ArrayDeque<>();
  private long bytes;
  private boolean inFlight;
  private boolean waitsForThread;
  private long inFlightSince;
  private boolean wasFull;
  private boolean closing;
  private boolean ended;

  SendQueue(
      MessageSender sender, Executor blocking, long limit, LongSupplier nanos, Listener listener) {
    this.sender = sender;
    this.blocking = blocking;
    this.limit = limit;
    this.nanos = nanos;
    this.listener = listener;
  }

  /**
   * Queues an entry; it is dropped where a close was queued before, or the connection has ended.
   */
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
    if (closing || ended) {
      return false;
    }
    closing = item instanceof QueuedSend.Close;
    waiting.add(item);
    bytes += item.cost();
    wasFull |= bytes >= limit;
    if (inFlight) {
      return false;
    }
    startSending();
    return true;
  }

  /**
   * Drops all that waits; with a close, that close goes out next, else nothing more does. What is
   * in flight stays so.
   */
  void abandon(Optional<QueuedSend.Close> close) {
    boolean start;
    synchronized (this) {
      waiting.forEach(item -> bytes -= item.cost());
      waiting.clear();
      closing = true;
      wasFull = false;
      ended |= close.isEmpty();
      close.ifPresent(
          item -> {
            waiting.add(item);
            bytes += item.cost();
          });
      start = close.isPresent() && !inFlight;
      if (start) {
        startSending();
      }
    }
    listener.roomAgain();
    if (start) {
      drain();
    }
  }

  /** Whether as much waits as may. */
  synchronized boolean full() {
    return bytes >= limit && !closing && !ended;
  }

  /** Bytes waiting, the entry in flight included. */
  synchronized long bytes() {
    return bytes;
  }

  /** How long the entry in flight has been in flight; 0 where none is. */
  synchronized long nanosInFlight() {
    return inFlight && !waitsForThread ? nanos.getAsLong() - inFlightSince : 0;
  }

  /** Sends until nothing waits; only the one who set {@code inFlight} may come in. */
  void drain() {
    for (Optional<QueuedSend> next = take(); next.isPresent(); next = take()) {
      QueuedSend item = next.get();
      if (!(item instanceof QueuedSend.Message message)) {
        waitForThread(true);
        blocking.execute(() -> sendBlocking(item));
        return;
      }
      // whoever comes second, the callback or this loop, goes on: no recursion, no waiting
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

  private void sendBlocking(QueuedSend item) {
    Optional<Throwable> failure = Optional.empty();
    waitForThread(false);
    try {
      sender.sendBlocking(item);
    } catch (IOException | RuntimeException e) {
      failure = Optional.of(e);
    }
    completed(item, failure);
    drain();
  }

  /** The clock is set with the flag, for the one who watches it. */
  private void startSending() {
    inFlight = true;
    inFlightSince = nanos.getAsLong();
  }

  /** Waiting for a thread is not the peer's fault, and so not on its clock. */
  private synchronized void waitForThread(boolean waits) {
    waitsForThread = waits;
    inFlightSince = nanos.getAsLong();
  }

  private synchronized Optional<QueuedSend> take() {
    QueuedSend item = ended ? null : waiting.poll();
    inFlight = item != null;
    inFlightSince = nanos.getAsLong();
    return Optional.ofNullable(item);
  }

  private void completed(QueuedSend item, Optional<Throwable> failure) {
    boolean roomAgain;
    synchronized (this) {
      bytes -= item.cost();
      ended |= failure.isPresent() || item instanceof QueuedSend.Close;
      roomAgain = wasFull && (ended || bytes <= limit / 2);
      wasFull &= !roomAgain;
    }
    failure.ifPresentOrElse(listener::failed, () -> listener.sent(item));
    if (roomAgain) {
      listener.roomAgain();
    }
  }
}
