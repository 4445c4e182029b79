package org.wsbin.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The filter before the front door, if the server has an admin port: health and metrics are on that
 * port only, and nothing else is there. The server marks the requests of that port with the
 * attribute {@link #MARK}.
 */
final class AdminPort implements Filter {
  /** The context parameter of a server that has an admin port, and the attribute of a request. */
  static final String MARK = "wsbin.admin";

  private final Map<String, String> servlets;

  /**
   * A filter for these pages.
   *
   * @param servlets the name of the servlet of each path below the context path
   */
  AdminPort(Map<String, String> servlets) {
    this.servlets = new TreeMap<>(servlets);
  }

  @Override
  public void doFilter(ServletRequest req, ServletResponse resp, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) req;
    HttpServletResponse response = (HttpServletResponse) resp;
    String path = request.getRequestURI().substring(request.getContextPath().length());
    String page = path.startsWith(NodesPage.PATH + "/") ? NodesPage.PATH : path;
    Optional<String> servlet = Optional.ofNullable(servlets.get(page));
    boolean here = request.getAttribute(MARK) != null;
    if (!here && servlet.isEmpty()) {
      chain.doFilter(req, resp);
    } else if (here && servlet.isPresent()) {
      // past the front door, whose rules are for strangers
      request.getServletContext().getNamedDispatcher(servlet.get()).forward(req, resp);
    } else {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      FreshText.send(
          response,
          FreshText.PLAIN,
          here
              ? "The admin port has " + String.join(", ", servlets.keySet()) + " only.\n"
              : "Health, metrics and nodes are on the admin port of this server"
                  + " (--admin-port).\n");
    }
  }
}
