package org.wsbin.handshake;

import java.util.Optional;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeReply.Compression;
import org.wsbin.scenario.Scenario;

/**
 * A scenario.
 *
 * @param engine the engine that answers
 * @param scenario the scenario to run
 * @param compression the accepted compression, unless a step changes it
 * @param messages the limits of the client's messages, if they differ from the settings
 */
public record Route(
    Engine engine,
    Scenario scenario,
    Compression compression,
    Optional<MessageDecoder.Limits> messages)
    implements Target {

  /** A route with the limits of the settings. */
  public static Route to(Engine engine, Scenario scenario, Compression compression) {
    return new Route(engine, scenario, compression, Optional.empty());
  }

  /** The response before the changes of the steps. */
  HandshakeReply reply(Accepted accepted) {
    HandshakeReply reply = HandshakeReply.to(accepted).with(compression);
    return messages.map(reply::with).orElse(reply);
  }
}
