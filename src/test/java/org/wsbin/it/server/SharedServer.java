package org.wsbin.it.server;

import java.util.Map;

/** The one server of a JVM, once somebody wants it, and what came of the tests. */
final class SharedServer implements AutoCloseable {

  private final Tally tally = new Tally();
  private RunningServer server;
  private RuntimeException failure;

  /** Starts it at the first call; if that fails, fails the same way at every call. */
  synchronized RunningServer server() {
    if (failure != null) {
      throw new IllegalStateException(
          "The server '%s' did not start for an earlier test.".formatted(Build.server()), failure);
    }
    if (server == null) {
      server = start();
    }
    return server;
  }

  Tally tally() {
    return tally;
  }

  @Override
  public synchronized void close() {
    if (server != null) {
      server.close();
      String where =
          server.product().equals(server.name())
              ? server.name()
              : "%s (%s)".formatted(server.product(), server.name());
      System.out.println("wsbin on " + where + ": " + tally);
    }
  }

  private RunningServer start() {
    try {
      return Servers.start(Build.server(), Map.of());
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
  }
}
