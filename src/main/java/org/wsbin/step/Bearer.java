package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.HANDSHAKE;

import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeStep;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;
import org.wsbin.settings.ValueType;
import org.wsbin.step.BasicAuth.Credentials;

/** Requires a bearer token. */
public final class Bearer implements HandshakeStep {
  private static final Parameter<String> TOKEN =
      Parameter.inPath(
          "token",
          new ValueType<>(
              "TOKEN",
              "letters, digits and -._~+/, optionally with = at the end",
              text -> Optional.of(text).filter(t -> t.matches("[A-Za-z0-9._~+/-]+=*"))));

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "bearer",
            HANDSHAKE,
            "Refuses with 401 and a challenge, unless the client sends this bearer token.")
        .path(TOKEN)
        .rfc("RFC 6750 section 2.1")
        .example("bearer/abc123/echo", "= 401", "= WWW-Authenticate: Bearer realm=\"wsbin\"")
        .example(
            "bearer/abc123/message/welcome",
            "+ Authorization: Bearer abc123",
            "< welcome",
            "< close 1000")
        .done();
  }

  @Override
  public HandshakeReply shape(HandshakeReply reply, Arguments arguments, OpeningRequest opening) {
    return Credentials.has(opening, "bearer", arguments.get(TOKEN))
        ? reply
        : reply.instead(
            new Refused(
                401,
                Map.of("WWW-Authenticate", "Bearer realm=\"wsbin\""),
                "This path requires the bearer token in it."));
  }
}
