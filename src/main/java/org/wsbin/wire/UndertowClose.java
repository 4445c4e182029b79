package org.wsbin.wire;

import jakarta.servlet.http.WebConnection;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

/**
 * Ends an upgraded connection at once. Undertow's {@link WebConnection#close} would first write the
 * remaining data, and wait for the peer on the calling thread without a limit. If XNIO knows that
 * the thread must not wait, the connection ends instead.
 */
final class UndertowClose {
  private UndertowClose() {}

  static void close(WebConnection network) throws Exception {
    Optional<MethodHandle> allowWaiting = allowWaiting(network.getClass().getClassLoader());
    boolean before = allow(allowWaiting, false);
    try {
      network.close();
    } finally {
      allow(allowWaiting, before);
    }
  }

  /** The switch of XNIO, which only the container's own class loader sees. */
  private static Optional<MethodHandle> allowWaiting(ClassLoader containers) {
    try {
      Class<?> xnio = Class.forName("org.xnio.Xnio", true, containers);
      MethodType type = MethodType.methodType(boolean.class, boolean.class);
      return Optional.of(MethodHandles.publicLookup().findStatic(xnio, "allowBlocking", type));
    } catch (ReflectiveOperationException notUndertow) {
      return Optional.empty();
    }
  }

  private static boolean allow(Optional<MethodHandle> allowWaiting, boolean waiting) {
    if (allowWaiting.isEmpty()) {
      return true;
    }
    try {
      return (boolean) allowWaiting.get().invokeExact(waiting);
    } catch (Throwable impossible) {
      throw new IllegalStateException("XNIO refuses its own switch.", impossible);
    }
  }
}
