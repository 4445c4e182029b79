package org.wsbin.handshake;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.wsbin.protocol.Verdict.Refused;

/** Sends a refusal: the same bytes on every container, never a container's error page. */
final class Refusal {
  /** RFC 9110 sections 15.3.5, 15.3.6 and 15.4.5. */
  private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);

  private Refusal() {}

  static void send(HttpServletResponse response, Refused refused) throws IOException {
    byte[] body = (refused.sentence() + "\n").getBytes(UTF_8);
    response.setStatus(refused.status());
    refused.headers().forEach(response::setHeader);
    if (WITHOUT_BODY.contains(refused.status())) {
      return;
    }
    response.setHeader("Content-Type", "text/plain;charset=utf-8");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
