package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.HANDSHAKE;

import java.time.Duration;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeStep;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;

/** Answers the handshake late. */
public final class HandshakeDelay implements HandshakeStep {
  private static final Parameter<Duration> DURATION =
      Parameter.inPath("duration", StepValues.seconds());

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "handshake-delay",
            HANDSHAKE,
            "Delays the response to the handshake by that long, at most --max-fault-duration.")
        .path(DURATION)
        .example("handshake-delay/300ms/message/hello", "< hello", "< close 1000")
        .done();
  }

  @Override
  public HandshakeReply shape(HandshakeReply reply, Arguments arguments, OpeningRequest opening) {
    return reply.later(arguments.get(DURATION));
  }
}
