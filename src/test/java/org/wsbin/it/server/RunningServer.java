package org.wsbin.it.server;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One wsbin, running somewhere, reached over the network.
 *
 * <p>Where nothing was started, because the suite runs against a URL, {@link #pid()} is empty, and
 * {@link #log()} and {@link #terminate} abort the test that asks for them. Any thread may call.
 */
public interface RunningServer extends AutoCloseable {

  /** The name it was started by, such as {@code tomcat-11}. */
  String name();

  /** What runs, with its version: {@code Tomcat 11.0.24}. */
  String product();

  /** The root of wsbin: {@code http://127.0.0.1:PORT/wsbin/}; always ends in a slash. */
  URI base();

  /**
   * The address of a WebSocket below {@link #base()}.
   *
   * @param pathAndQuery as it goes on the wire, without a slash at the start: {@code ws/echo?a=%20}
   */
  default URI ws(String pathAndQuery) {
    return URI.create(base().toString().replaceFirst("^http", "ws") + pathAndQuery);
  }

  /** The process id of the server's JVM itself. */
  OptionalLong pid();

  /** What the process has written to its standard output and error; it outlives the process. */
  Path log();

  /**
   * Sends SIGTERM and waits for the end of the process; after the timeout destroys it forcibly.
   *
   * @return the exit code, which is 143 for a JVM that does not choose another; empty after a
   *     timeout
   */
  OptionalInt terminate(Duration timeout);

  /** Terminates, forcibly if need be, and removes what the server had on disk but its log. */
  @Override
  void close();
}
