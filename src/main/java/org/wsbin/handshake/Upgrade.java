package org.wsbin.handshake;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.RawReply;

/**
 * An engine: answers an accepted handshake with a 101, and passes the connection to a behaviour. It
 * is the only interface between the front door and the steps.
 */
@FunctionalInterface
public interface Upgrade {
  /**
   * Answers the request.
   *
   * @param reply the response; it is a 101, and its delay is over
   * @return a refusal to send instead, if nothing was answered
   */
  Optional<Refused> answer(
      HttpServletRequest request,
      HttpServletResponse response,
      HandshakeReply reply,
      Behaviour behaviour)
      throws IOException, ServletException;

  /**
   * Answers the request, and passes its connection on byte by byte.
   *
   * @param reply the response; it is a 101, and its delay is over
   * @param opening the request
   * @param observer sees the connection
   * @return a refusal to send instead, if nothing was answered
   */
  default Optional<Refused> answerRaw(
      HttpServletRequest request,
      HttpServletResponse response,
      RawReply reply,
      OpeningRequest opening,
      Optional<ConnectionObserver> observer)
      throws IOException, ServletException {
    return Optional.of(new Refused(501, "This engine passes no bytes on."));
  }
}
