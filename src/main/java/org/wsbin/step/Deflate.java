package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.HANDSHAKE;

import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeReply.Compression;
import org.wsbin.scenario.HandshakeStep;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;
import org.wsbin.settings.ValueType;

/** Requires permessage-deflate. */
public final class Deflate implements HandshakeStep {
  private static final Parameter<Boolean> TAKEOVER =
      new Parameter<>("context-takeover", ValueType.flag(), "false");

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "deflate",
            HANDSHAKE,
            "Requires permessage-deflate: refuses with 400 if the client does not offer it. Without"
                + " this step, it is accepted if offered, except on paths that are about single"
                + " bytes.")
        .query(TAKEOVER)
        .wireOnly()
        .rfc("RFC 7692 section 7")
        .example(
            "deflate/echo",
            "+ Sec-WebSocket-Extensions: permessage-deflate",
            "= Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; …",
            "> close 1000",
            "< close 1000")
        .example("deflate/echo", "= 400", "= This path requires permessage-deflate; …")
        .done();
  }

  @Override
  public HandshakeReply shape(HandshakeReply reply, Arguments arguments, OpeningRequest opening) {
    boolean offered =
        reply.accepted().extensions().stream()
            .anyMatch(extension -> extension.name().equals("permessage-deflate"));
    if (!offered) {
      throw new BadParameterException(
          "This path requires permessage-deflate; the client must offer it in"
              + " Sec-WebSocket-Extensions.");
    }
    return reply.with(
        arguments.get(TAKEOVER) ? Compression.CONTEXT_TAKEOVER : Compression.EACH_MESSAGE);
  }
}
