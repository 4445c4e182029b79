package org.wsbin.handshake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Map;

/**
 * A request that Tomcat can upgrade whatever its query is: while it does, it parses the query, and
 * fails with more parameters than it likes, or without a name. wsbin has read the query itself.
 */
final class PlainUpgradeRequest extends HttpServletRequestWrapper {
  private static final String TOMCAT = "org.apache.catalina.";

  private PlainUpgradeRequest(HttpServletRequest request) {
    super(request);
  }

  /** The request, wrapped if that is needed. */
  static HttpServletRequest of(HttpServletRequest request) {
    return request.getClass().getName().startsWith(TOMCAT)
        ? new PlainUpgradeRequest(request)
        : request;
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return Map.of();
  }
}
