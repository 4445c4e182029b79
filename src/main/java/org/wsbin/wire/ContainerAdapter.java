package org.wsbin.wire;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;

/**
 * The networks that this engine knows how to take over, told apart by the class of the container's
 * request. What names a container's classes is loaded on that container only.
 */
enum ContainerAdapter {
  /** Tomcat 10.1 and 11. */
  TOMCAT("org.apache.catalina.") {
    @Override
    void takeOver(HttpServletRequest request, WireConnection connection)
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
    void takeOver(HttpServletRequest request, WireConnection connection) throws ServletException {
      JettyUpgrade.start(request, connection);
    }
  },
  /** WildFly, whose Undertow upgrades by the Servlet API. */
  UNDERTOW("io.undertow.") {
    @Override
    void takeOver(HttpServletRequest request, WireConnection connection)
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

  /** The container's own, if it is one of these. */
  static Optional<ContainerAdapter> of(HttpServletRequest request) {
    String name = request.getClass().getName();
    for (ContainerAdapter network : values()) {
      if (name.startsWith(network.prefix)) {
        return Optional.of(network);
      }
    }
    return Optional.empty();
  }

  /** When the request has been answered with 101, the connection gets the network. */
  abstract void takeOver(HttpServletRequest request, WireConnection connection)
      throws IOException, ServletException;

  /**
   * Keeps the container from writing the 101, so that the connection can write it itself.
   *
   * @return false if this container cannot be kept from it
   */
  boolean silence(HttpServletRequest request) {
    return false;
  }

  /** Buffers of the kind that this network takes without copying. */
  BufferPool buffers() {
    return BufferPool.direct();
  }
}
