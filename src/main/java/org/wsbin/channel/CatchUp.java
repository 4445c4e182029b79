package org.wsbin.channel;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.wsbin.cluster.LogEntry;
import org.wsbin.limits.MemoryAccount;

/**
 * What one member gets of the history: pages of the log, until it can go on live. Used by one
 * thread at a time, except for the arrival of a page.
 */
final class CatchUp {
  private static final int MOST_ENTRIES = 32;

  /** Of a page so many bytes are kept, and one entry at least. */
  private static final int MOST_BYTES = 64 * 1024;

  private enum State {
    NEEDS_PAGE,
    READING,
    HAS_PAGE
  }

  private final Channel channel;
  private final ChannelServices services;
  private final Runnable arrived;
  private final BiConsumer<Long, Long> missing;
  private final int restarts;
  private final Queue<LogEntry> page = new ArrayDeque<>();
  private final AtomicReference<List<LogEntry>> arrival = new AtomicReference<>();
  private final MemoryAccount memory;
  private State state = State.NEEDS_PAGE;
  private int most = MOST_ENTRIES;
  private long after;

  /**
   * From after an offset on.
   *
   * @param arrived is called when there may be more, on any thread
   * @param missing is told of offsets that are not kept any more
   */
  CatchUp(
      Channel channel,
      ChannelServices services,
      long after,
      int restarts,
      Runnable arrived,
      BiConsumer<Long, Long> missing) {
    this.channel = channel;
    this.services = services;
    this.memory = new MemoryAccount(services.memory());
    this.after = after;
    this.restarts = restarts;
    this.arrived = arrived;
    this.missing = missing;
  }

  /** The next message; empty if none is there now. */
  Optional<ChannelMessage> next() {
    takeArrival();
    while (!page.isEmpty()) {
      LogEntry entry = page.remove();
      skipTo(entry.offset() - 1);
      after = entry.offset();
      Optional<ChannelMessage> message = ChannelMessage.of(entry);
      if (message.isPresent()) {
        return message;
      }
    }
    return Optional.empty();
  }

  /** Where to go on live, if the member has come so far; otherwise reads on. */
  Optional<Tail.Place> live() {
    if (state == State.READING) {
      return Optional.empty();
    }
    memory.hold(0);
    Optional<Tail.Place> place = channel.liveAfter(after, restarts);
    if (place.isEmpty()) {
      read();
    }
    return place;
  }

  private void read() {
    state = State.READING;
    services
        .log()
        .read(channel.key(), after, most)
        .whenComplete(
            (entries, failed) -> {
              arrival.set(failed == null ? entries : List.of());
              arrived.run();
            });
  }

  private void takeArrival() {
    List<LogEntry> entries = arrival.getAndSet(null);
    if (entries == null) {
      return;
    }
    state = State.HAS_PAGE;
    long bytes = 0;
    for (LogEntry entry : entries) {
      if (bytes < MOST_BYTES) {
        page.add(entry);
        bytes += entry.data().remaining();
      }
    }
    memory.hold(bytes);
    most = page.size() < entries.size() ? Math.max(1, page.size()) : MOST_ENTRIES;
    if (entries.isEmpty()) { // nothing is kept of what comes before the live ones
      skipTo(channel.oldest().offset());
    }
  }

  /** The member has left. */
  void end() {
    page.clear();
    memory.hold(0);
  }

  private void skipTo(long offset) {
    if (offset > after) {
      missing.accept(after + 1, offset);
      after = offset;
    }
  }
}
