package org.wsbin.handshake;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.HandshakeReply;

/**
 * An engine: answers an accepted handshake with a 101 and hands the connection to a behaviour. All
 * that is between the front door and the steps.
 */
@FunctionalInterface
public interface Upgrade {
  /**
   * Answers the request.
   *
   * @param reply says how; it has no answer instead of the 101, and has waited
   * @return a refusal to be sent instead, if nothing was answered
   */
  Optional<Refused> answer(
      HttpServletRequest request,
      HttpServletResponse response,
      HandshakeReply reply,
      Behaviour behaviour)
      throws IOException, ServletException;
}
