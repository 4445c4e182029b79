package org.wsbin.it.server;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits until wsbin answers. */
final class Readiness {

  /** WildFly on two slow cores takes most of it. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final Duration POLL = Duration.ofMillis(100);

  private final Probe probe = new Probe();

  /**
   * The base URI of a process that was just started, once a GET of it is answered with 200.
   *
   * @throws IllegalStateException if before that the process ends, it says that wsbin did not
   *     start, or the time is over; its message has the end of the log
   */
  URI of(String name, OwnedProcess owned, Launch launch) {
    try {
      return await(() -> answering(owned, launch));
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "The server '%s' %s. Its log, %s, ends with:%n%s"
              .formatted(name, e.getMessage(), owned.log(), owned.tail()),
          e);
    }
  }

  /** Waits for a server that somebody else has started, or is about to. */
  URI of(URI base) {
    try {
      return await(() -> Optional.of(base).filter(probe::answers));
    } catch (IllegalStateException e) {
      throw new IllegalStateException("The server at %s %s.".formatted(base, e.getMessage()), e);
    }
  }

  private Optional<URI> answering(OwnedProcess owned, Launch launch) {
    if (!owned.process().isAlive()) {
      throw new IllegalStateException("ended with exit code " + owned.process().exitValue());
    }
    String log = owned.output();
    if (launch.failureMark().filter(log::contains).isPresent()) {
      throw new IllegalStateException("runs, but wsbin on it did not start");
    }
    return launch.address().in(log).filter(probe::answers);
  }

  private URI await(Supplier<Optional<URI>> base) {
    try {
      return Awaitility.await()
          .atMost(LIMIT)
          .pollDelay(Duration.ZERO)
          .pollInterval(POLL)
          .until(base::get, Optional::isPresent)
          .orElseThrow();
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException(
          "did not answer with 200 in %d s (%s)".formatted(LIMIT.toSeconds(), probe.last()), e);
    }
  }
}
