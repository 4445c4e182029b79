package org.wsbin.handshake;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.net.MalformedURLException;
import java.util.Locale;
import java.util.Set;
import org.wsbin.protocol.HandshakeRules;

/** Decides which requests are for the pages of the WAR. */
final class Pages {
  /** Directories of the WAR that are not for browsers; {@code /org/} has the launcher's classes. */
  private static final Set<String> PRIVATE = Set.of("/web-inf", "/meta-inf", "/org");

  private static final Set<String> METHODS = Set.of("GET", "HEAD");
  private static final Set<String> CHANGES = Set.of("POST", "DELETE");

  private Pages() {}

  static boolean isPage(HttpServletRequest request, String path) {
    return isPlain(request) && !isPrivate(path) && exists(request.getServletContext(), path);
  }

  /** Whether the request is for a page and not for a WebSocket. */
  static boolean isPlain(HttpServletRequest request) {
    return METHODS.contains(request.getMethod())
        && !HandshakeRules.asksForWebSocket(new ServletHandshakeRequest(request));
  }

  /** Whether the request wants to change something. */
  static boolean isChange(HttpServletRequest request) {
    return CHANGES.contains(request.getMethod());
  }

  private static boolean isPrivate(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    // the path of a page is plain: no encoding, no parameters, no dot segments
    return lower.matches(".*(%|;|\\\\|/\\.|//).*")
        || PRIVATE.stream().anyMatch(dir -> lower.equals(dir) || lower.startsWith(dir + "/"));
  }

  private static boolean exists(ServletContext context, String path) {
    try {
      return path.equals("/") || (!path.endsWith("/") && context.getResource(path) != null);
    } catch (MalformedURLException notAPath) {
      return false;
    }
  }
}
