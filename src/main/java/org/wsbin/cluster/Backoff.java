package org.wsbin.cluster;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next try: twice as long each time, up to 5 s, and some more or less.
 */
final class Backoff {
  static final Duration LEAST = Duration.ofMillis(100);
  static final Duration MOST = Duration.ofSeconds(5);

  private long millis = LEAST.toMillis();

  void reset() {
    millis = LEAST.toMillis();
  }

  Duration next() {
    long now = millis;
    millis = Math.min(MOST.toMillis(), 2 * millis);
    return Duration.ofMillis(now / 2 + ThreadLocalRandom.current().nextLong(now));
  }
}
