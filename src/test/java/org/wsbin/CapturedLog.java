package org.wsbin;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What one class logs, kept from the console while this is open. */
public final class CapturedLog extends Handler implements AutoCloseable {
  private final Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
  private final Logger logger; // held, for the JDK holds loggers weakly

  /** What each record meets, e.g. that logging fails too. */
  public Runnable trouble = () -> {};

  private CapturedLog(Logger logger) {
    this.logger = logger;
  }

  public static CapturedLog of(Class<?> source) {
    CapturedLog log = new CapturedLog(Logger.getLogger(source.getName()));
    log.logger.addHandler(log);
    log.logger.setUseParentHandlers(false);
    return log;
  }

  /** Every throwable that was logged, in order. */
  public List<Throwable> thrown() {
    return List.copyOf(thrown);
  }

  @Override
  public void publish(LogRecord logged) {
    if (logged.getThrown() != null) {
      thrown.add(logged.getThrown());
    }
    trouble.run();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
