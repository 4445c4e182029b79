package org.wsbin.fault;

import static java.lang.System.Logger.Level.INFO;

import org.wsbin.scenario.LogWriter;

/** Writes one line for each fault. */
final class FaultLog implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("org.wsbin.faults");

  private final LogWriter writer = new LogWriter(line -> LOG.log(INFO, line), "wsbin-fault-log");

  /** A connection has ended. */
  void ended(String fault, ConnectionStats seen) {
    write(
        "Fault "
            + fault
            + ": "
            + seen.outcome()
            + " after "
            + seen.millis()
            + " ms ("
            + seen.received()
            + ").");
  }

  /** A handshake got a response other than 101. */
  void answered(String fault, int status) {
    write("Fault " + fault + ": answered with " + status + ".");
  }

  private void write(String line) {
    writer.write(lost -> lost == 0 ? line : line + " " + lost + " lines before it were dropped.");
  }

  @Override
  public void close() {
    writer.close();
  }
}
