package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.HANDSHAKE;

import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeStep;
import org.wsbin.scenario.OpeningRequest;

/** Does not accept permessage-deflate. */
public final class NoDeflate implements HandshakeStep {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "no-deflate", HANDSHAKE, "Does not accept permessage-deflate, even if it is offered.")
        .wireOnly()
        .rfc("RFC 7692 section 5")
        .example(
            "no-deflate/echo",
            "+ Sec-WebSocket-Extensions: permessage-deflate",
            "= no Sec-WebSocket-Extensions",
            "> hello",
            "< hello",
            "> close 1000",
            "< close 1000")
        .done();
  }

  @Override
  public HandshakeReply shape(HandshakeReply reply, Arguments arguments, OpeningRequest opening) {
    return reply.with(HandshakeReply.Compression.NONE);
  }
}
