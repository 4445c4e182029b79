package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.HANDSHAKE;

import java.util.Optional;
import org.wsbin.protocol.Subprotocols;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeStep;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;
import org.wsbin.settings.ValueType;

/** Sets a cookie in the 101 response. */
public final class Cookie implements HandshakeStep {
  private static final Parameter<String> NAME =
      Parameter.inPath(
          "name", new ValueType<>("NAME", "a cookie name without spaces", Subprotocols::parse));

  private static final int LONGEST_PATH = 200;

  /** RFC 6265 section 4.1.1, cookie-octet. */
  private static final Parameter<String> VALUE =
      Parameter.inPath(
          "value",
          new ValueType<>(
              "VALUE",
              "printable ASCII without spaces, quotes, commas, semicolons and backslashes",
              text -> Optional.of(text).filter(t -> t.matches("[!#-+\\--:<-\\[\\]-~]+"))));

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "cookie",
            HANDSHAKE,
            "Sets this cookie in the 101 response, for 60 s and for this path only.")
        .path(NAME, VALUE)
        .rfc("RFC 6265 section 4.1")
        .example(
            "cookie/flavour/oat/close/1000",
            "= Set-Cookie: flavour=oat; Path=…; Max-Age=60; HttpOnly; SameSite=Lax",
            "< close 1000")
        .done();
  }

  @Override
  public HandshakeReply shape(HandshakeReply reply, Arguments arguments, OpeningRequest opening) {
    return reply.withHeader(
        "Set-Cookie",
        arguments.get(NAME)
            + "="
            + arguments.get(VALUE)
            + "; Path="
            + path(opening.path())
            + "; Max-Age=60; HttpOnly; SameSite=Lax");
  }

  /**
   * The path of the request, or a beginning of it that matches it as well (RFC 6265 section 5.1.4):
   * many cookies with a long path would not fit into a response. A semicolon would end the value.
   */
  private static String path(String requested) {
    String path = requested.replace(";", "%3B");
    return path.length() <= LONGEST_PATH
        ? path
        : path.substring(0, Math.max(1, path.lastIndexOf('/', LONGEST_PATH)));
  }
}
