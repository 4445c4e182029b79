package org.wsbin.proxy;

import java.net.InetAddress;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many requests and WebSockets go on from each address. Safe from any thread. */
final class AddressSlots {
  private final Map<InetAddress, Integer> taken = new ConcurrentHashMap<>();
  private final int most;

  AddressSlots(OptionalInt most) {
    this.most = most.orElse(Integer.MAX_VALUE);
  }

  /** Takes a slot, which {@link #free} gives back; returns false if there is none. */
  boolean take(InetAddress address) {
    AtomicBoolean got = new AtomicBoolean();
    taken.compute(
        address,
        (same, count) -> {
          int before = count == null ? 0 : count;
          got.set(before < most);
          return got.get() ? Integer.valueOf(before + 1) : count;
        });
    return got.get();
  }

  void free(InetAddress address) {
    taken.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
  }
}
