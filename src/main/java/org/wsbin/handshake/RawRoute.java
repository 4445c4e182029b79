package org.wsbin.handshake;

import java.util.Optional;
import java.util.function.BiFunction;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeReply.Compression;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.RawReply;

/**
 * A connection that is played byte by byte, on wsbin's own engine. All rules and limits of the
 * front door apply to it.
 *
 * @param step its name in the access log and the metrics, one of few
 * @param answer answers an accepted request. It gets a plain 101 without a subprotocol or an
 *     extension, whose {@link HandshakeReply#accepted} has what the client offers. It is called
 *     again after a delay, and throws {@link org.wsbin.scenario.BadParameterException} with a
 *     sentence if the request is invalid
 */
public record RawRoute(String step, BiFunction<OpeningRequest, HandshakeReply, RawReply> answer)
    implements Target {

  RawReply reply(OpeningRequest opening, Accepted accepted) {
    Accepted plain = new Accepted(accepted.accept(), Optional.empty(), accepted.extensions());
    return answer.apply(opening, HandshakeReply.to(plain).with(Compression.NONE));
  }
}
