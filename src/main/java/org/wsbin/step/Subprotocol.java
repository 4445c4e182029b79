package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.HANDSHAKE;

import java.util.List;
import java.util.Optional;
import org.wsbin.protocol.Quoted;
import org.wsbin.protocol.Subprotocols;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeStep;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;
import org.wsbin.settings.ValueType;

/** Selects one subprotocol. */
public final class Subprotocol implements HandshakeStep {
  private static final Parameter<String> NAME =
      Parameter.inPath(
          "name",
          new ValueType<>("NAME", "a name such as chat, without spaces", Subprotocols::parse));

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "subprotocol",
            HANDSHAKE,
            "Selects this subprotocol, whatever --subprotocols says; refuses with 400 if the client"
                + " does not offer it.")
        .path(NAME)
        .rfc("RFC 6455 section 1.9")
        .example(
            "subprotocol/mqtt/message/hello",
            "+ Sec-WebSocket-Protocol: chat, mqtt",
            "= Sec-WebSocket-Protocol: mqtt",
            "< hello",
            "< close 1000")
        .example(
            "subprotocol/mqtt/echo",
            "+ Sec-WebSocket-Protocol: chat",
            "= 400",
            "= This path accepts only the subprotocol mqtt; the client offers \"chat\".")
        .done();
  }

  @Override
  public HandshakeReply shape(HandshakeReply reply, Arguments arguments, OpeningRequest opening) {
    String name = arguments.get(NAME);
    List<String> offered = opening.subprotocols();
    if (!offered.contains(name)) {
      throw new BadParameterException(
          "This path accepts only the subprotocol "
              + name
              + "; the client offers "
              + (offered.isEmpty() ? "none" : Quoted.of(String.join(", ", offered)))
              + ".");
    }
    return reply.withSubprotocol(Optional.of(name));
  }
}
