package org.wsbin.server;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import org.apache.juli.logging.Log;

/**
 * Tomcat's log in a JVM that is not its own: warnings and errors go to wsbin's own log, the rest
 * nowhere. So another Tomcat's loggers, which have the same names, are left alone. Tomcat finds it
 * as a service, if the class path names it as one.
 */
public final class GuestLog implements Log {
  private static final System.Logger LOG = System.getLogger("org.wsbin.server.tomcat");

  private final String name;

  /** For {@link java.util.ServiceLoader}, which never uses it further. */
  public GuestLog() {
    this("");
  }

  /** What Tomcat calls, with the name of a logger. */
  public GuestLog(String name) {
    this.name = name;
  }

  private void log(System.Logger.Level level, Object message, Throwable thrown) {
    LOG.log(level, () -> name + ": " + message, thrown);
  }

  @Override
  public boolean isDebugEnabled() {
    return false;
  }

  @Override
  public boolean isErrorEnabled() {
    return true;
  }

  @Override
  public boolean isFatalEnabled() {
    return true;
  }

  @Override
  public boolean isInfoEnabled() {
    return false;
  }

  @Override
  public boolean isTraceEnabled() {
    return false;
  }

  @Override
  public boolean isWarnEnabled() {
    return true;
  }

  @Override
  public void trace(Object message) {}

  @Override
  public void trace(Object message, Throwable thrown) {}

  @Override
  public void debug(Object message) {}

  @Override
  public void debug(Object message, Throwable thrown) {}

  @Override
  public void info(Object message) {}

  @Override
  public void info(Object message, Throwable thrown) {}

  @Override
  public void warn(Object message) {
    log(WARNING, message, null);
  }

  @Override
  public void warn(Object message, Throwable thrown) {
    log(WARNING, message, thrown);
  }

  @Override
  public void error(Object message) {
    log(ERROR, message, null);
  }

  @Override
  public void error(Object message, Throwable thrown) {
    log(ERROR, message, thrown);
  }

  @Override
  public void fatal(Object message) {
    log(ERROR, message, null);
  }

  @Override
  public void fatal(Object message, Throwable thrown) {
    log(ERROR, message, thrown);
  }
}
