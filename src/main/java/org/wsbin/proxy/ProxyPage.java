package org.wsbin.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Map;

/** What the proxy answers itself: a small page, after which the connection ends. */
final class ProxyPage {
  private static final Map<Integer, String> PHRASES =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(408, "Request Timeout"),
          Map.entry(426, "Upgrade Required"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"));

  private ProxyPage() {}

  /**
   * A whole response.
   *
   * @param sentence says why; without markup
   */
  static byte[] of(int status, String sentence) {
    String phrase = PHRASES.getOrDefault(status, "Status " + status);
    String title = status + " " + phrase;
    byte[] page =
        ("<!DOCTYPE html>\n<title>"
                + title
                + "</title>\n<h1>"
                + title
                + "</h1>\n<p>"
                + sentence
                + "</p>\n")
            .getBytes(UTF_8);
    boolean bodiless = status == 204 || status == 304;
    String head =
        "HTTP/1.1 "
            + title
            + "\r\nServer: wsbin-proxy\r\nContent-Type: text/html;charset=utf-8\r\n"
            + (bodiless ? "" : "Content-Length: " + page.length + "\r\n")
            + "Connection: close\r\n\r\n";
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    response.writeBytes(head.getBytes(UTF_8));
    response.writeBytes(bodiless ? new byte[0] : page);
    return response.toByteArray();
  }
}
