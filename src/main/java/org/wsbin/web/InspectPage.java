package org.wsbin.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.wsbin.handshake.Inspection;
import org.wsbin.handshake.Routes;
import org.wsbin.protocol.HandshakeRules;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.text.Json;

/** {@code GET /inspect}: what the server sees of this request, as JSON. */
final class InspectPage extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient HandshakeRules rules;
  private final transient Routes routes;

  /** The page of a server with these rules and paths. */
  InspectPage(HandshakeRules rules, Routes routes) {
    this.rules = rules;
    this.routes = routes;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      FreshText.send(response, "application/json", Json.of(Inspection.of(request, rules, routes)));
    } catch (BadParameterException bad) {
      response.setStatus(bad.status());
      FreshText.send(response, FreshText.PLAIN, bad.getMessage() + "\n");
    }
  }
}
