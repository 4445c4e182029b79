package org.wsbin.handshake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.wsbin.protocol.OriginRule;
import org.wsbin.protocol.Verdict.Refused;

/**
 * Lets pages read what is served for a plain GET (CORS), if they may connect as well. Never with
 * credentials.
 */
record CrossOrigin(OriginRule origins) {
  private static final String ASKED_METHOD = "Access-Control-Request-Method";
  private static final String ASKED_NETWORK = "Access-Control-Request-Private-Network";
  private static final String PREFLIGHT_SECONDS = "600";

  /** Whether a browser asks if a page may send a request. */
  static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && !lines(request, "Origin").isEmpty()
        && !lines(request, ASKED_METHOD).isEmpty();
  }

  /**
   * Answers a preflight with 204, also one about a public page and a private network.
   *
   * @return a refusal to send instead, if the page may not
   */
  Optional<Refused> preflight(HttpServletRequest request, HttpServletResponse response) {
    Optional<String> objection = objection(request);
    if (objection.isPresent()) {
      return objection.map(sentence -> new Refused(403, sentence));
    }
    share(request, response);
    response.setStatus(204);
    response.setHeader("Access-Control-Allow-Methods", "GET, HEAD, POST, DELETE");
    response.setHeader("Access-Control-Allow-Headers", "*");
    response.setHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
    if (lines(request, ASKED_NETWORK).contains("true")) {
      response.setHeader("Access-Control-Allow-Private-Network", "true");
    }
    return Optional.empty();
  }

  /** Allows the page to read the response, if it may connect. */
  void share(HttpServletRequest request, HttpServletResponse response) {
    response.addHeader("Vary", "Origin");
    List<String> origin = lines(request, "Origin");
    if (!origin.isEmpty() && objection(request).isEmpty()) {
      response.setHeader("Access-Control-Allow-Origin", origin.get(0));
    }
  }

  private Optional<String> objection(HttpServletRequest request) {
    return origins.objection(lines(request, "Origin"), ClientView.of(request).origin());
  }

  private static List<String> lines(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }
}
