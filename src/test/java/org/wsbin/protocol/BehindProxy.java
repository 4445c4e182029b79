package org.wsbin.protocol;

import java.util.List;
import java.util.Optional;

/** A request that came through a proxy that is not trusted, with this header of the proxy. */
record BehindProxy(HandshakeRequest request, String proxyHeader) implements HandshakeRequest {
  @Override
  public String method() {
    return request.method();
  }

  @Override
  public String httpVersion() {
    return request.httpVersion();
  }

  @Override
  public boolean secure() {
    return request.secure();
  }

  @Override
  public String path() {
    return request.path();
  }

  @Override
  public List<String> header(String name) {
    return request.header(name);
  }

  @Override
  public Optional<String> untrusted() {
    return Optional.of(proxyHeader);
  }
}
