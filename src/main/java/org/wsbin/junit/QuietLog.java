package org.wsbin.junit;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * The server's log in the JVM of the tests: warnings and errors, and the access log if it is asked
 * for. Whoever has set the level of {@code org.wsbin} keeps it.
 */
final class QuietLog {
  /** Kept, because the JDK forgets loggers that nobody holds, with their levels. */
  private static final List<Logger> LOGGERS =
      List.of(Logger.getLogger("org.wsbin"), Logger.getLogger("org.wsbin.access"));

  private QuietLog() {}

  static void apply() {
    if (LOGGERS.get(0).getLevel() == null
        && LogManager.getLogManager().getProperty("org.wsbin.level") == null) {
      LOGGERS.get(0).setLevel(Level.WARNING);
      LOGGERS.get(1).setLevel(Level.INFO);
    }
  }
}
