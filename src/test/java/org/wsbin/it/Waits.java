package org.wsbin.it;

import java.time.Duration;

/** Bounds against hanging. No test passes or fails by how fast a machine is below them. */
public final class Waits {
  /** For an answer that needs no more than a round trip. */
  public static final Duration ANSWER = Duration.ofSeconds(10);

  /** For what the server does after a timeout of its own, or with a lot of data. */
  public static final Duration LONG = Duration.ofSeconds(60);

  private Waits() {}
}
