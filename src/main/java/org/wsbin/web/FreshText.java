package org.wsbin.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Sends a text that no cache may keep. */
final class FreshText {
  /** The content type of a sentence. */
  static final String PLAIN = "text/plain;charset=utf-8";

  private FreshText() {}

  /** Sends it as UTF-8; the status was set before, or is 200. */
  static void send(HttpServletResponse response, String contentType, String text)
      throws IOException {
    send(response, contentType, text.getBytes(UTF_8));
  }

  /** Sends these bytes; the status was set before, or is 200. */
  static void send(HttpServletResponse response, String contentType, byte[] body)
      throws IOException {
    response.setHeader("Content-Type", contentType);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
