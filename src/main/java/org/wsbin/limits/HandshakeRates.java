package org.wsbin.limits;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How many handshakes each address makes per second: {@code --max-handshakes-per-second}, which may
 * come all at once. Remembers at most {@link #MOST_ADDRESSES}; while so many are active, it refuses
 * new ones. Safe from any thread; never waits.
 */
public final class HandshakeRates {
  /** The most addresses that are remembered. */
  static final int MOST_ADDRESSES = 65_536;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final int perSecond;
  private final LongSupplier nanos;

  /** By address: when all that it has used will have been refilled. */
  private final Map<String, Long> refilledAt = new ConcurrentHashMap<>();

  /** Whether somebody takes what follows. */
  private volatile boolean taking;

  /** How many each address made since they were last taken. */
  private final Map<String, Integer> made = new ConcurrentHashMap<>();

  private final AtomicLong forgotAt;

  /**
   * No handshakes yet.
   *
   * @param perSecond 0 admits every one
   * @param nanos a clock that never jumps
   */
  public HandshakeRates(int perSecond, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.nanos = nanos;
    this.forgotAt = new AtomicLong(nanos.getAsLong());
  }

  /** Counts a handshake, and returns whether it is admitted; one that is refused counts nothing. */
  public boolean admit(String address) {
    if (perSecond == 0) {
      return true;
    }
    long now = nanos.getAsLong();
    forget(now);
    String key = AddressKey.of(address);
    if (refilledAt.size() >= MOST_ADDRESSES && !refilledAt.containsKey(key)) {
      return false;
    }
    long each = SECOND / perSecond;
    boolean[] admitted = {false};
    refilledAt.compute(
        key,
        (same, at) -> {
          long from = at == null || at - now < 0 ? now : at;
          admitted[0] = from - now <= SECOND - each;
          return admitted[0] ? from + each : from;
        });
    if (admitted[0] && taking) {
      made.merge(key, 1, Integer::sum);
    }
    return admitted[0];
  }

  /** How many each address has made since the last call. */
  public Map<String, Integer> takeMade() {
    taking = true;
    Map<String, Integer> taken = new HashMap<>();
    made.keySet().forEach(key -> taken.put(key, made.remove(key)));
    return taken;
  }

  /** An address, as {@link AddressKey} has it, has made so many on other nodes. */
  public void madeElsewhere(String key, int handshakes) {
    if (perSecond == 0 || handshakes == 0 || refilledAt.size() >= MOST_ADDRESSES) {
      return;
    }
    long now = nanos.getAsLong();
    refilledAt.compute(
        key,
        (same, at) -> {
          long from = at == null || at - now < 0 ? now : at;
          return Math.min(now + SECOND, from + SECOND / perSecond * handshakes);
        });
  }

  /** Once a second, forgets the addresses that have nothing left to refill. */
  private void forget(long now) {
    long before = forgotAt.get();
    if (now - before >= SECOND && forgotAt.compareAndSet(before, now)) {
      refilledAt.values().removeIf(at -> at - now <= 0);
    }
  }

  /** The number of remembered addresses. */
  int remembered() {
    return refilledAt.size();
  }
}
