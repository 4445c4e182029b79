package org.wsbin.web;

import static java.nio.charset.StandardCharsets.UTF_8;

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
      send(response, "application/json", Json.of(Inspection.of(request, rules, routes)));
    } catch (BadParameterException bad) {
      response.setStatus(bad.status());
      send(response, "text/plain;charset=utf-8", bad.getMessage() + "\n");
    }
  }

  private static void send(HttpServletResponse response, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(UTF_8);
    response.setHeader("Content-Type", type);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
