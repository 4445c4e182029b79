package org.wsbin.wire;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;

/**
 * The containers whose networks this engine can take over, recognised by the class of the request.
 * Code that names a container's classes is loaded on that container only.
 */
enum ContainerAdapter {
  /** Tomcat 10.1 and 11. */
  TOMCAT("org.apache.catalina.") {
    @Override
    void takeOver(HttpServletRequest request, TransportListener connection)
        throws IOException, ServletException {
      TomcatUpgrade.start(request, connection);
    }

    @Override
    boolean silence(HttpServletRequest request) {
      return TomcatUpgrade.silence(request);
    }
  },
  /** Jetty 12.1, EE 10 and EE 11. */
  JETTY("org.eclipse.jetty.") {
    @Override
    void takeOver(HttpServletRequest request, TransportListener connection)
        throws ServletException {
      JettyUpgrade.start(request, connection);
    }
  },
  /** WildFly, whose Undertow upgrades with the Servlet API. */
  UNDERTOW("io.undertow.") {
    @Override
    void takeOver(HttpServletRequest request, TransportListener connection)
        throws IOException, ServletException {
      ServletUpgrade.start(request, connection);
    }

    @Override
    BufferPool buffers() {
      return BufferPool.heap();
    }
  };

  private final String prefix;

  ContainerAdapter(String prefix) {
    this.prefix = prefix;
  }

  /** The adapter of this container, if it is supported. */
  static Optional<ContainerAdapter> of(HttpServletRequest request) {
    String name = request.getClass().getName();
    for (ContainerAdapter network : values()) {
      if (name.startsWith(network.prefix)) {
        return Optional.of(network);
      }
    }
    return Optional.empty();
  }

  /** Gives the connection the network after the 101. */
  abstract void takeOver(HttpServletRequest request, TransportListener connection)
      throws IOException, ServletException;

  /**
   * Prevents the container from writing the 101, so that the connection can write it itself.
   *
   * @return false if this container cannot be prevented
   */
  boolean silence(HttpServletRequest request) {
    return false;
  }

  /** The buffers that this network uses without copying. */
  BufferPool buffers() {
    return BufferPool.direct();
  }
}
