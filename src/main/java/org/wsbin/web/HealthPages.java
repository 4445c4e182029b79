package org.wsbin.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Connections;

/**
 * {@code GET /health/live}: 200 while the process answers at all. {@code GET /health/ready}: 200,
 * or 503 with a sentence while no further connection is let in.
 */
final class HealthPages extends HttpServlet {
  /** Where they are. */
  static final String LIVE = "/health/live";

  static final String READY = "/health/ready";

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // servlets are never serialized here
  private final Connections connections;

  HealthPages(Connections connections) {
    this.connections = connections;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Refused> objection =
        request.getServletPath().equals(READY) ? connections.full() : Optional.empty();
    response.setStatus(objection.map(Refused::status).orElse(HttpServletResponse.SC_OK));
    FreshText.send(response, FreshText.PLAIN, objection.map(Refused::sentence).orElse("ok") + "\n");
  }
}
