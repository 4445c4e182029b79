package org.wsbin.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Says in each response which node it is from, so that a client behind a load balancer knows. */
final class NodeHeader implements Filter {
  /** The header. */
  static final String NAME = "wsbin-node";

  /** Has the reason, if this node cannot ask the others. */
  private static final String ALONE = "Wsbin-Alone";

  private final String node;

  NodeHeader(String node) {
    this.node = node;
  }

  /** Says why the response may have less than the nodes know together. */
  static void sayAlone(HttpServletResponse response, String why) {
    response.setHeader(ALONE, why.replaceAll("[^ -~]", "?"));
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ((HttpServletResponse) response).setHeader(NAME, node);
    chain.doFilter(request, response);
  }
}
