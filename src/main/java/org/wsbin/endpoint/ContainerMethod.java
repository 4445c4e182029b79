package org.wsbin.endpoint;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.lang.reflect.Method;
import java.util.Optional;

/**
 * A method without parameters that one container's object has beyond Jakarta WebSocket. It is found
 * by name, because one WAR for all containers cannot be compiled against each of them. Safe from
 * any thread, as far as the method is.
 */
record ContainerMethod(Object target, Method method) {
  private static final System.Logger LOG = System.getLogger(ContainerMethod.class.getName());

  /** The public method of that name; empty in other containers. */
  static Optional<ContainerMethod> of(Object target, String name) {
    try {
      return Optional.of(new ContainerMethod(target, target.getClass().getMethod(name)));
    } catch (NoSuchMethodException anotherContainer) {
      LOG.log(DEBUG, "{0} has no {1}().", target.getClass().getName(), name);
      return Optional.empty();
    }
  }

  /** What it returns; empty, and a line in the log, if it fails. */
  Optional<Object> call() {
    try {
      return Optional.ofNullable(method.invoke(target));
    } catch (ReflectiveOperationException | RuntimeException failure) {
      LOG.log(WARNING, "Could not call " + method + ".", failure);
      return Optional.empty();
    }
  }
}
