package org.wsbin.probe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the user wants of the checks.
 *
 * @param maxTime the longest that a connection is left idle
 * @param connections how many are opened at the same time
 * @param watch how long busy connections are watched; empty for not at all
 * @param headers of each handshake, for the checks that write it themselves
 */
public record ProbeSettings(
    Duration maxTime,
    int connections,
    Optional<Duration> watch,
    List<Map.Entry<String, String>> headers) {
  /** Longer than the idle timeouts that are set where nobody set one: 60 s in nginx. */
  public static final Duration MAX_TIME = Duration.ofSeconds(90);

  /** Within what most limits for one address allow. */
  public static final int CONNECTIONS = 20;

  public ProbeSettings {
    headers = List.copyOf(headers);
  }
}
