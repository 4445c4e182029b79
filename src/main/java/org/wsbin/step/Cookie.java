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
            "cookie", HANDSHAKE, "Sets this cookie in the 101 response, for wsbin's own paths.")
        .path(NAME, VALUE)
        .rfc("RFC 6265 section 4.1")
        .example(
            "cookie/flavour/oat/close/1000",
            "= Set-Cookie: flavour=oat; Path=…; HttpOnly; SameSite=Lax",
            "< close 1000")
        .done();
  }

  @Override
  public HandshakeReply shape(HandshakeReply reply, Arguments arguments, OpeningRequest opening) {
    String path = opening.contextPath().isEmpty() ? "/" : opening.contextPath();
    return reply.withHeader(
        "Set-Cookie",
        arguments.get(NAME)
            + "="
            + arguments.get(VALUE)
            + "; Path="
            + path
            + "; HttpOnly; SameSite=Lax");
  }
}
