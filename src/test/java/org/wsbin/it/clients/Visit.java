package org.wsbin.it.clients;

import java.net.URI;
import java.time.Duration;

/**
 * What one client is to do: connect, send the text {@code hello}, and note what its API tells.
 *
 * @param id names it in the results
 * @param close how long after the opening it closes with 1000; zero: never
 * @param ping its ping interval, if it has such an option; zero: its default
 * @param patience after which the driver gives it up
 */
record Visit(String id, URI uri, Duration close, Duration ping, Duration patience) {

  /** For a driver that is a program of its own: the components, separated by tabs. */
  String line() {
    return String.join(
        "\t",
        id,
        uri.toString(),
        Long.toString(close.toMillis()),
        Long.toString(ping.toMillis()),
        Long.toString(patience.toMillis()));
  }
}
