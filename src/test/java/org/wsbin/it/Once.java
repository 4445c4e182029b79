package org.wsbin.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.wsbin.it.server.RunningServer;

/** For tests of what is no matter of the server: the suite runs on seven of them. */
public final class Once {
  private static final String SERVER = "standalone";

  private Once() {}

  /** Aborts the test on any other server, saying so. */
  public static void isEnough(RunningServer server) {
    assumeTrue(server.name().equals(SERVER), "no matter of the server: run on " + SERVER);
  }
}
