package org.wsbin.fault;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The lines about some faults, kept from the console while this is open; they can be held up. Lines
 * of other tests, which may come late, are not counted.
 */
public final class FaultLines extends Handler implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private final Logger logger = Logger.getLogger("org.wsbin.faults"); // held, the JDK does not

  private final String prefix;

  private FaultLines(String fault, boolean heldUp) {
    prefix = "Fault " + fault;
    if (!heldUp) {
      released.countDown();
    }
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
  }

  /** Of the faults whose names begin like that. */
  public static FaultLines of(String fault) {
    return new FaultLines(fault, false);
  }

  /** The same, blocking whoever writes, until {@link #release}. */
  static FaultLines heldUp(String fault) {
    return new FaultLines(fault, true);
  }

  void release() {
    released.countDown();
  }

  /** Those that were written so far. */
  public List<String> lines() {
    return lines;
  }

  @Override
  public void publish(LogRecord logged) {
    if (!logged.getMessage().startsWith(prefix)) {
      return;
    }
    lines.add(logged.getMessage());
    try {
      if (!released.await(30, TimeUnit.SECONDS)) {
        lines.add("The log was never released.");
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    release();
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
