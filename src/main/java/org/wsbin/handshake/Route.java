package org.wsbin.handshake;

import java.util.Optional;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeReply.Compression;
import org.wsbin.scenario.Scenario;

/**
 * What a path and its query ask for.
 *
 * @param engine which engine answers
 * @param scenario what is played
 * @param compression what is agreed to, unless a step says otherwise
 * @param messages how large the client's messages may be, if the settings do not say it
 */
public record Route(
    Engine engine,
    Scenario scenario,
    Compression compression,
    Optional<MessageDecoder.Limits> messages) {

  /** One with the limits of the settings. */
  public static Route to(Engine engine, Scenario scenario, Compression compression) {
    return new Route(engine, scenario, compression, Optional.empty());
  }

  /** The answer, before the steps have shaped it. */
  HandshakeReply reply(Accepted accepted) {
    HandshakeReply reply = HandshakeReply.to(accepted).with(compression);
    return messages.map(reply::with).orElse(reply);
  }
}
