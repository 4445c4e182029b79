package org.wsbin.endpoint;

import jakarta.websocket.Session;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Stops reading from a peer that does not read. The Jakarta API cannot do that. If the container's
 * session has its own method for it, that is used and no thread waits; otherwise the container's
 * thread waits in the callback.
 */
interface ReadGate {

  /**
   * Called on the container's thread at the end of a callback: stops reading while {@code full} is
   * true.
   */
  void suspendWhile(BooleanSupplier full);

  /** Resumes reading. Safe from any thread, and harmless if reading was not stopped. */
  void resume();

  /** The best gate for this session. */
  static ReadGate of(Session session) {
    return Suspension.of(session).<ReadGate>map(found -> found).orElseGet(Waiting::new);
  }

  /** The container's thread waits; the end of the connection releases it. */
  final class Waiting implements ReadGate {
    @Override
    public synchronized void suspendWhile(BooleanSupplier full) {
      try {
        while (full.getAsBoolean()) {
          wait();
        }
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public synchronized void resume() {
      notifyAll();
    }
  }

  /**
   * The container can stop and resume: Tomcat's session has {@code suspend} and {@code resume}; the
   * channel of WildFly's session has {@code suspendReceives} and {@code resumeReceives}.
   */
  final class Suspension implements ReadGate {
    private final ContainerMethod suspend;
    private final ContainerMethod resume;
    private boolean suspended;

    private Suspension(ContainerMethod suspend, ContainerMethod resume) {
      this.suspend = suspend;
      this.resume = resume;
    }

    static Optional<Suspension> of(Session session) {
      return find(session, "suspend", "resume")
          .or(
              () ->
                  ContainerMethod.of(session, "getWebSocketChannel")
                      .flatMap(ContainerMethod::call)
                      .flatMap(channel -> find(channel, "suspendReceives", "resumeReceives")));
    }

    @Override
    public synchronized void suspendWhile(BooleanSupplier full) {
      if (!suspended) {
        suspended = true;
        suspend.call();
      }
      if (!full.getAsBoolean()) {
        resume();
      }
    }

    @Override
    public synchronized void resume() {
      if (suspended) {
        suspended = false;
        resume.call();
      }
    }

    private static Optional<Suspension> find(Object target, String suspend, String resume) {
      return ContainerMethod.of(target, suspend)
          .flatMap(s -> ContainerMethod.of(target, resume).map(r -> new Suspension(s, r)));
    }
  }
}
