package org.wsbin.handshake;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.wsbin.protocol.HandshakeRequest;

/** A servlet request, as the rules see it. */
record ServletHandshakeRequest(HttpServletRequest request) implements HandshakeRequest {
  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String httpVersion() {
    return request.getProtocol();
  }

  @Override
  public boolean secure() {
    return ClientView.of(request).secure();
  }

  @Override
  public String host() {
    return ClientView.of(request).host();
  }

  @Override
  public Optional<String> untrusted() {
    return ClientView.of(request).untrusted();
  }

  @Override
  public String path() {
    return request.getRequestURI();
  }

  @Override
  public List<String> header(String name) {
    return Collections.list(request.getHeaders(name));
  }
}
