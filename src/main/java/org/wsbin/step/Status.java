package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.HANDSHAKE;

import java.util.Map;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeStep;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;
import org.wsbin.settings.ValueType;

/** Answers with a status other than 101. */
public final class Status implements HandshakeStep {
  private static final Parameter<Integer> CODE =
      Parameter.inPath("code", ValueType.integer("CODE", 200, 599));
  private static final Parameter<String> BODY =
      new Parameter<>("body", StepValues.text(), "This status was requested.");

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "status",
            HANDSHAKE,
            "Answers with this status and this body, as plain text, instead of a 101; 204, 205 and"
                + " 304 have no body.")
        .path(CODE)
        .query(BODY)
        .ending()
        .rfc("RFC 6455 section 4.1")
        .example("status/503?body=later", "= 503", "= later")
        .example("handshake-delay/100ms/status/204", "= 204")
        .done();
  }

  @Override
  public HandshakeReply shape(HandshakeReply reply, Arguments arguments, OpeningRequest opening) {
    return answer(reply, arguments.get(CODE), Map.of(), arguments.get(BODY));
  }

  /** That status, with these headers and this body, instead of a 101. */
  public static HandshakeReply answer(
      HandshakeReply reply, int code, Map<String, String> headers, String body) {
    return reply.instead(new Refused(code, headers, body));
  }
}
