package org.wsbin.it.clients;

import java.util.List;
import java.util.Map;

/** A client that is compared: its driver. */
interface WebSocketLibrary extends AutoCloseable {

  /** As the page calls it. */
  String name();

  /** With what it ran on: {@code 8.21.3, Node.js 20.20.2}. */
  String version();

  /**
   * Makes these visits at the same time.
   *
   * @return by the id of the visit, what the API told; never without one of the visits
   */
  Map<String, List<String>> visit(List<Visit> visits) throws Exception;

  @Override
  default void close() {}
}
