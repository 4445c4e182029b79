package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.HANDSHAKE;

import java.util.Optional;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeStep;
import org.wsbin.scenario.OpeningRequest;

/** Selects no subprotocol. */
public final class NoSubprotocol implements HandshakeStep {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "no-subprotocol", HANDSHAKE, "Selects no subprotocol, whatever the client offers.")
        .rfc("RFC 6455 section 1.9")
        .example(
            "no-subprotocol/message/hello",
            "+ Sec-WebSocket-Protocol: chat",
            "= no Sec-WebSocket-Protocol",
            "< hello",
            "< close 1000")
        .done();
  }

  @Override
  public HandshakeReply shape(HandshakeReply reply, Arguments arguments, OpeningRequest opening) {
    return reply.withSubprotocol(Optional.empty());
  }
}
