package org.wsbin.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.wsbin.handshake.Inspection;
import org.wsbin.protocol.HandshakeRules;
import org.wsbin.text.Json;

/** {@code GET /inspect}: what the server sees of this request, as JSON. */
final class InspectPage extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient HandshakeRules rules;

  /** The page of a server with these rules. */
  InspectPage(HandshakeRules rules) {
    this.rules = rules;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    FreshText.send(response, "application/json", Json.of(Inspection.of(request, rules)));
  }
}
