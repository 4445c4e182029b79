package org.wsbin.handshake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Map;

/**
 * A request that Tomcat can upgrade with any query. During the upgrade Tomcat parses the query, and
 * fails if there are too many parameters or one without a name. wsbin has parsed the query itself.
 */
final class PlainUpgradeRequest extends HttpServletRequestWrapper {
  private static final String TOMCAT = "org.apache.catalina.";

  private PlainUpgradeRequest(HttpServletRequest request) {
    super(request);
  }

  /** The request, wrapped if necessary. */
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
