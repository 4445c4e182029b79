package org.wsbin.handshake;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.protocol.Verdict.Refused;

/** What is done with a request whose handshake was accepted: an engine, and what it shall play. */
@FunctionalInterface
public interface Upgrade {
  /**
   * Answers the request, with a 101 unless the path asks for something else.
   *
   * @return a refusal to be sent instead, where nothing was answered
   */
  Optional<Refused> answer(
      HttpServletRequest request, HttpServletResponse response, Accepted accepted)
      throws IOException, ServletException;
}
