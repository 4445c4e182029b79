package org.wsbin.skips;

/**
 * A test, or a class of tests, that did not run to its end.
 *
 * @param test the class without {@code org.wsbin.}, and behind a full stop the method, if any
 * @param server the server that the suite runs on; empty for unit tests
 * @param reason what the condition or the assumption says
 */
record Skip(String test, String server, String reason) {
  @Override
  public String toString() {
    return test + (server.isEmpty() ? "" : " on " + server) + ": " + reason;
  }
}
