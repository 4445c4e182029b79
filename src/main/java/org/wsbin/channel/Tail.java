package org.wsbin.channel;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.wsbin.limits.MemoryAccount;

/**
 * The newest deliveries of a channel, as a linked list along which each member goes at its own
 * pace. Guarded by its channel, except for {@link Place#next}.
 */
final class Tail {
  /** How much may be held beyond the limit for members whose turn has not come. */
  private static final int UNTRIED = 4;

  /** After a delivery, or before all of them. */
  static final class Place {
    private final Optional<Delivery> delivery;
    private final long offset;
    private final long bytes;
    private final long messages;
    private volatile Place next;

    private Place(Optional<Delivery> delivery, long offset, long bytes, long messages) {
      this.delivery = delivery;
      this.offset = offset;
      this.bytes = bytes;
      this.messages = messages;
    }

    /** What follows, if it is there; safe from any thread. */
    Optional<Place> next() {
      return Optional.ofNullable(next);
    }

    Delivery delivery() {
      return delivery.orElseThrow();
    }

    /** That of the newest message up to here. */
    long offset() {
      return offset;
    }

    long bytesSince(Place earlier) {
      return bytes - earlier.bytes;
    }

    long messagesSince(Place earlier) {
      return messages - earlier.messages;
    }

    boolean isBefore(Place other) {
      return bytes < other.bytes;
    }
  }

  private final MemoryAccount memory;
  private final LongSupplier most;
  private Place oldest;
  private Place newest;

  /** All members may go on from here. */
  private Place tried;

  /**
   * Nothing yet.
   *
   * @param offset of the newest message before
   * @param most how many bytes may be held
   */
  Tail(long offset, MemoryAccount memory, LongSupplier most) {
    this.memory = memory;
    this.most = most;
    this.newest = new Place(Optional.empty(), offset, 0, 0);
    this.oldest = newest;
    this.tried = newest;
  }

  void add(ChannelMessage message) {
    add(message, message.offset(), 1);
  }

  /** Adds something that has no offset of its own. */
  void add(Delivery.Notice notice) {
    add(notice, newest.offset, 0);
  }

  /** Adds a notice after which the newest message has that offset. */
  void add(Delivery.Notice notice, long offset) {
    add(notice, offset, 0);
  }

  private void add(Delivery delivery, long offset, int messages) {
    Place place =
        new Place(
            Optional.of(delivery),
            offset,
            newest.bytes + delivery.cost(),
            newest.messages + messages);
    newest.next = place;
    newest = place;
    trim();
  }

  private void trim() {
    long limit = most.getAsLong();
    while (oldest != newest
        && newest.bytesSince(oldest) > (oldest.isBefore(tried) ? limit : UNTRIED * limit)) {
      oldest = oldest.next;
    }
    memory.hold(newest.bytesSince(oldest));
  }

  /**
   * All members have had their turn up to here: they went on, or were not ready.
   *
   * @param slowest where the last of them is: what is before it is not kept any more
   */
  void tried(Place upTo, Place slowest) {
    tried = upTo;
    oldest = oldest.isBefore(slowest) ? slowest : oldest;
    trim();
  }

  /** Whether so much waits for its turn that nothing more should come. */
  boolean congested() {
    return newest.bytesSince(tried) > most.getAsLong() / 2;
  }

  /** The first place that is kept. */
  Place oldest() {
    return oldest;
  }

  Place newest() {
    return newest;
  }

  /** Where somebody goes on who has everything up to that offset; empty if that is gone. */
  Optional<Place> after(long offset) {
    if (offset < oldest.offset) {
      return Optional.empty();
    }
    Place place = oldest;
    while (place.next != null && place.next.offset <= offset) {
      place = place.next;
    }
    return Optional.of(place);
  }

  void release() {
    memory.hold(0);
  }
}
