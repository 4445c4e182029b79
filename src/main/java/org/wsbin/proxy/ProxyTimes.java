package org.wsbin.proxy;

import java.time.Duration;
import java.util.Optional;

/**
 * When the proxy ends connections, and how long it holds bytes.
 *
 * @param idle ends a connection on which no byte came from either side for that long
 * @param pingsAreIdle whether pings and pongs do not count for that
 * @param maxAge ends every connection at that age
 * @param endHow how either of these ends a connection
 * @param buffer for how long bytes are collected, to be forwarded together
 * @param latency by how much each byte is delayed
 */
public record ProxyTimes(
    Optional<Duration> idle,
    boolean pingsAreIdle,
    Optional<Duration> maxAge,
    EndHow endHow,
    Duration buffer,
    Duration latency) {
  /** Ends and holds nothing. */
  public static final ProxyTimes NONE =
      new ProxyTimes(
          Optional.empty(), false, Optional.empty(), EndHow.FIN, Duration.ZERO, Duration.ZERO);

  boolean ends() {
    return idle.isPresent() || maxAge.isPresent();
  }
}
