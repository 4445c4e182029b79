package org.wsbin.it.handshake;

import static org.wsbin.it.handshake.HandshakeCase.accepted;
import static org.wsbin.it.handshake.HandshakeCase.refused;
import static org.wsbin.it.handshake.RequestTemplate.plain;
import static org.wsbin.it.handshake.RequestTemplate.upgrade;

import java.util.List;
import java.util.stream.Stream;

/** Which paths upgrade, and that nothing else in the WAR is given away. */
final class PathCases {
  private PathCases() {}

  static List<HandshakeCase> all() {
    Stream<HandshakeCase> known =
        Stream.of(
                "ws",
                "ws/",
                "ws/echo",
                "echo",
                "wire/echo",
                "wire/echo/",
                "wire/time",
                "websocket/echo",
                "ws/delay/2/message/hi")
            .flatMap(
                path ->
                    Stream.of(
                        accepted("path /" + path, upgrade(path)),
                        refused(400, "plain GET of /" + path, plain("GET", path), "ws://")));
    Stream<HandshakeCase> unknown =
        Stream.of("nope", "WS/echo", "org/wsbin/launcher/Launcher.class")
            .flatMap(
                path ->
                    Stream.of(
                        notFound("unknown path /" + path, upgrade(path)),
                        notFound("plain GET of /" + path, plain("GET", path))));
    Stream<HandshakeCase> misspelt =
        Stream.of(
            accepted("path /.ws", upgrade(".ws")),
            refused(
                400, "misspelt step", upgrade("ws/ehco"), "Step 1 is unknown: \"ehco\"", "echo?"),
            refused(
                400,
                "plain GET of a misspelt step",
                plain("GET", "ws/ehco"),
                "Step 1 is unknown: \"ehco\"",
                "echo?"),
            refused(
                400,
                "step behind an echo",
                upgrade("ws/echo/extra"),
                "Step 2 is unknown: \"extra\""),
            refused(400, "no step", upgrade("wire"), "names no step", "/wire/echo"),
            refused(400, "step of the other engine", upgrade("ws/drop"), "/wire/drop"));
    Stream<HandshakeCase> hidden =
        Stream.of("WEB-INF/web.xml", "WEB-INF/standalone/lib/", "META-INF/MANIFEST.MF")
            .map(path -> notFound("plain GET of /" + path, plain("GET", path)))
            .map(hiding -> hiding.answeredByContainer("", "the servlet specification hides it"));
    return Stream.of(known, unknown, misspelt, hidden).flatMap(cases -> cases).toList();
  }

  private static HandshakeCase notFound(String name, RequestTemplate request) {
    return refused(404, name, request, "/" + request.target() + "\"");
  }
}
