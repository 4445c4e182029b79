package org.wsbin.endpoint;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.websocket.Session;
import java.lang.reflect.Method;
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
   * channel of WildFly's session has {@code suspendReceives} and {@code resumeReceives}. They are
   * found by name, because one WAR for all containers cannot be compiled against either.
   */
  final class Suspension implements ReadGate {
    private static final System.Logger LOG = System.getLogger(ReadGate.class.getName());

    private final Object target;
    private final Method suspend;
    private final Method resume;
    private boolean suspended;

    private Suspension(Object target, Method suspend, Method resume) {
      this.target = target;
      this.suspend = suspend;
      this.resume = resume;
    }

    static Optional<Suspension> of(Session session) {
      return find(session, "suspend", "resume")
          .or(
              () ->
                  method(session, "getWebSocketChannel")
                      .flatMap(channel -> call(session, channel))
                      .flatMap(channel -> find(channel, "suspendReceives", "resumeReceives")));
    }

    @Override
    public synchronized void suspendWhile(BooleanSupplier full) {
      if (!suspended) {
        suspended = true;
        call(target, suspend);
      }
      if (!full.getAsBoolean()) {
        resume();
      }
    }

    @Override
    public synchronized void resume() {
      if (suspended) {
        suspended = false;
        call(target, resume);
      }
    }

    private static Optional<Suspension> find(Object target, String suspend, String resume) {
      return method(target, suspend)
          .flatMap(s -> method(target, resume).map(r -> new Suspension(target, s, r)));
    }

    private static Optional<Method> method(Object target, String name) {
      try {
        return Optional.of(target.getClass().getMethod(name));
      } catch (NoSuchMethodException anotherContainer) {
        LOG.log(DEBUG, "{0} has no {1}().", target.getClass().getName(), name);
        return Optional.empty();
      }
    }

    private static Optional<Object> call(Object target, Method method) {
      try {
        return Optional.ofNullable(method.invoke(target));
      } catch (ReflectiveOperationException | RuntimeException failure) {
        LOG.log(WARNING, "Could not call " + method + ".", failure);
        return Optional.empty();
      }
    }
  }
}
