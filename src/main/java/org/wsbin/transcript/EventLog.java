package org.wsbin.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What happened on all connections of one name, in order. Safe from any thread; its lock is held
 * for a few instructions, and no other lock is taken under it. Without listeners, an event costs
 * its place in the list.
 */
final class EventLog {
  private final List<TranscriptEvent> events = new ArrayList<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private boolean deleted;

  /** Adds an event, whose memory is charged, and tells the listeners. */
  void add(TranscriptEvent event) {
    synchronized (this) {
      if (deleted) {
        return;
      }
      events.add(event);
    }
    listeners.forEach(Runnable::run);
  }

  /** At most that many of the events after the first ones. */
  synchronized List<TranscriptEvent> after(int first, int most) {
    int from = Math.min(first, events.size());
    return List.copyOf(events.subList(from, Math.min(events.size(), from + most)));
  }

  synchronized int size() {
    return events.size();
  }

  /** Forgets everything, for ever. */
  void delete() {
    synchronized (this) {
      deleted = true;
      events.clear();
    }
    listeners.forEach(Runnable::run);
  }

  synchronized boolean deleted() {
    return deleted;
  }

  /**
   * Adds a listener.
   *
   * @param listener is called after each event and after the deletion, on any thread; it may
   *     neither block nor throw
   */
  void listen(Runnable listener) {
    listeners.add(listener);
  }

  void forget(Runnable listener) {
    listeners.remove(listener);
  }
}
