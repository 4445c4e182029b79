package org.wsbin.it.handshake;

import static org.wsbin.it.handshake.HandshakeCase.accepted;
import static org.wsbin.it.handshake.HandshakeCase.refused;
import static org.wsbin.it.handshake.RequestTemplate.KEY;
import static org.wsbin.it.handshake.RequestTemplate.plain;
import static org.wsbin.it.handshake.RequestTemplate.upgrade;

import java.util.ArrayList;
import java.util.List;

/** RFC 6455 section 4.2.1, items 1 and 2: a GET of HTTP/1.1 with a Host. */
final class RequestCases {
  private static final String ECHO = "ws/echo";

  private RequestCases() {}

  static List<HandshakeCase> all() {
    List<HandshakeCase> cases = new ArrayList<>();
    cases.add(
        accepted("a correct opening handshake", upgrade(ECHO))
            .header("Sec-WebSocket-Accept", "7eQChgCtQMnVILefJAO6dK5JwPc=")
            .header("Sec-WebSocket-Protocol", ""));
    cases.add(
        refused(400, "plain GET", plain("GET", ECHO), "new WebSocket(", "ws://", "/ws/echo\""));
    cases.add(wrongMethod("plain POST", plain("POST", ECHO).with("Content-Length", "0")));
    cases.add(wrongMethod("POST with an upgrade", posted("POST")));
    cases.add(wrongMethod("PUT with an upgrade", posted("PUT")));
    for (String method : List.of("HEAD", "OPTIONS", "DELETE")) {
      cases.add(wrongMethod(method + " with an upgrade", upgrade(ECHO).withMethod(method)));
    }
    cases.add(
        refused(
            400, "HTTP/1.0", upgrade(ECHO).withVersion("HTTP/1.0"), "\"HTTP/1.0\"", "HTTP/1.1"));
    cases.add(
        refused(400, "Host missing", upgrade(ECHO).without("Host"), "Host", "missing")
            .answeredByContainer("", "RFC 9112 section 3.2 requires 400 from every HTTP server"));
    cases.add(
        accepted(
            "header names in lower case",
            upgrade(ECHO)
                .with("upgrade", "websocket")
                .with("connection", "Upgrade")
                .with("sec-websocket-key", KEY)
                .with("sec-websocket-version", "13")));
    return cases;
  }

  private static RequestTemplate posted(String method) {
    return upgrade(ECHO).withMethod(method).with("Content-Length", "0");
  }

  private static HandshakeCase wrongMethod(String name, RequestTemplate request) {
    return refused(405, name, request, "\"" + request.method() + "\"", "GET")
        .header("Allow", "GET");
  }
}
