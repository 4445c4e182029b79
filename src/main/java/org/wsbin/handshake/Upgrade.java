package org.wsbin.handshake;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.wsbin.protocol.Verdict.Accepted;

/** What is done with a request whose handshake was accepted: an engine, and what it shall play. */
@FunctionalInterface
public interface Upgrade {
  /** Answers the request, with a 101 unless the path asks for something else. */
  void answer(HttpServletRequest request, HttpServletResponse response, Accepted accepted)
      throws IOException, ServletException;
}
