package org.wsbin.workload;

import java.util.Arrays;

/** When the unanswered messages of one connection were to be sent, the oldest first. */
final class SendTimes {
  private static final int FIRST = 4;

  private long[] ring = new long[FIRST];
  private int head;
  private int size;

  int size() {
    return size;
  }

  void add(long nanos) {
    if (size == ring.length) {
      grow();
    }
    ring[(head + size) & (ring.length - 1)] = nanos;
    size++;
  }

  /** Removes the oldest; there must be one. */
  long poll() {
    long nanos = ring[head];
    head = (head + 1) & (ring.length - 1);
    size--;
    return nanos;
  }

  /** The one at that place, 0 for the oldest. */
  long at(int place) {
    return ring[(head + place) & (ring.length - 1)];
  }

  private void grow() {
    long[] larger = Arrays.copyOf(ring, ring.length * 2);
    for (int i = 0; i < size; i++) {
      larger[i] = at(i);
    }
    ring = larger;
    head = 0;
  }
}
