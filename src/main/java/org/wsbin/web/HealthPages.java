package org.wsbin.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Connections;

/**
 * {@code GET /health/live}: 200 while the process answers at all. {@code GET /health/ready}: 200,
 * or 503 with a sentence while no further connection is let in. A node that goes on without its
 * Redis is ready, and says so.
 */
final class HealthPages extends HttpServlet {
  /** Where they are. */
  static final String LIVE = "/health/live";

  static final String READY = "/health/ready";

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // servlets are never serialized here
  private final Connections connections;

  private final transient Supplier<Optional<String>> alone;

  /**
   * The pages.
   *
   * @param alone says why nothing is shared with other nodes now
   */
  HealthPages(Connections connections, Supplier<Optional<String>> alone) {
    this.connections = connections;
    this.alone = alone;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean ready = request.getServletPath().equals(READY);
    Optional<Refused> objection = ready ? connections.full() : Optional.empty();
    String good = ready ? alone.get().map(sentence -> "ok. " + sentence).orElse("ok") : "ok";
    response.setStatus(objection.map(Refused::status).orElse(HttpServletResponse.SC_OK));
    FreshText.send(response, FreshText.PLAIN, objection.map(Refused::sentence).orElse(good) + "\n");
  }
}
