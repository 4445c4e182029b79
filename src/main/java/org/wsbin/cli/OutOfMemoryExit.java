package org.wsbin.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Ends the process when it runs out of memory, with exit code 3: whoever supervises it can start
 * another one, while a server that goes on without memory answers nobody. Sees the errors that end
 * a thread, and those that somebody has caught and logged. See docs/decisions/0020.
 */
final class OutOfMemoryExit extends Handler {
  private static final int CODE = 3;

  /** Made before there is no memory for it. */
  private final byte[] sentence = "wsbin is out of memory and ends.\n".getBytes(US_ASCII);

  /** From now on, for the whole process. */
  static void install() {
    OutOfMemoryExit exit = new OutOfMemoryExit();
    Thread.setDefaultUncaughtExceptionHandler(exit::ended);
    Logger.getLogger("").addHandler(exit);
  }

  private void ended(Thread thread, Throwable failure) {
    check(failure);
    Logger.getLogger(OutOfMemoryExit.class.getName())
        .log(Level.SEVERE, "The thread " + thread.getName() + " has ended.", failure);
  }

  /** Whether the failure, or a cause of it, is a lack of memory. */
  static boolean isOutOfMemory(Throwable failure) {
    int depth = 0;
    for (Throwable cause = failure; cause != null && depth < 16; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
      depth++;
    }
    return false;
  }

  private void check(Throwable failure) {
    if (isOutOfMemory(failure)) {
      System.err.write(sentence, 0, sentence.length);
      System.err.flush();
      Runtime.getRuntime().halt(CODE);
    }
  }

  @Override
  public void publish(LogRecord logged) {
    check(logged.getThrown());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
