package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.HANDSHAKE;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.wsbin.protocol.Subprotocols;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeStep;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;
import org.wsbin.settings.ValueType;

/** Adds a header to the 101 response. */
public final class Header implements HandshakeStep {
  /**
   * Headers that a browser keeps after the response: a link could change how it treats this host,
   * other servers on it included.
   */
  private static final Set<String> KEPT =
      Set.of(
          "set-cookie",
          "set-cookie2",
          "strict-transport-security",
          "clear-site-data",
          "alt-svc",
          "refresh",
          "location",
          "content-security-policy",
          "content-security-policy-report-only",
          "permissions-policy",
          "public-key-pins",
          "public-key-pins-report-only",
          "expect-ct",
          "nel",
          "report-to",
          "reporting-endpoints",
          "accept-ch",
          "critical-ch",
          "origin-agent-cluster",
          "service-worker-allowed",
          "set-login",
          "speculation-rules",
          "use-as-dictionary");

  /** Headers of the connection itself, or of the body, which a 101 does not have. */
  private static final Set<String> REFUSED =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "content-length",
          "content-type",
          "content-encoding",
          "date",
          "server");

  private static final Parameter<String> NAME =
      Parameter.inPath(
          "name",
          new ValueType<>(
              "NAME",
              "a header name, except those of the connection itself (Connection, Upgrade,"
                  + " Transfer-Encoding, …), Sec-WebSocket-…, Date and Server, and those that a browser"
                  + " keeps (Set-Cookie, Strict-Transport-Security, Alt-Svc, Location, …)",
              text -> Subprotocols.parse(text).filter(Header::mayBeSet)));

  static final ValueType<String> VALUE =
      new ValueType<>(
          "VALUE",
          "printable ASCII, without line breaks",
          text -> Optional.of(text).filter(t -> t.matches("[!-~]([ -~]*[!-~])?")));

  private static final Parameter<String> TEXT = Parameter.inPath("value", VALUE);

  @Override
  public Declaration declaration() {
    return Declaration.of("header", HANDSHAKE, "Adds this header to the 101 response.")
        .path(NAME, TEXT)
        .example(
            "header/X-Colour/dark%20green/close/1000", "= X-Colour: dark green", "< close 1000")
        .done();
  }

  @Override
  public HandshakeReply shape(HandshakeReply reply, Arguments arguments, OpeningRequest opening) {
    return reply.withHeader(arguments.get(NAME), arguments.get(TEXT));
  }

  private static boolean mayBeSet(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !REFUSED.contains(lower) && !KEPT.contains(lower) && !lower.startsWith("sec-websocket-");
  }
}
