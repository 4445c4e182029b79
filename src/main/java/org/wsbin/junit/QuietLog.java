package org.wsbin.junit;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * The server's log in the JVM of the tests: warnings and errors, and the access log if it is asked
 * for, for as long as this object lives. Whoever has set the level of {@code org.wsbin} keeps it.
 */
final class QuietLog {
  /** Held, because the JDK forgets loggers that nobody holds, with their levels. */
  private final Logger all = Logger.getLogger("org.wsbin");

  private final Logger access = Logger.getLogger("org.wsbin.access");

  QuietLog() {
    if (all.getLevel() == null
        && LogManager.getLogManager().getProperty("org.wsbin.level") == null) {
      all.setLevel(Level.WARNING);
      access.setLevel(Level.INFO);
    }
  }
}
