package org.wsbin.web;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves the console's files with the same headers on every container. Containers differ in media
 * types, entity tags and caching, and none sends a Content-Security-Policy.
 */
final class ConsoleFiles extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Its paths: the context's root, and each file for browsers. */
  static final String[] MAPPINGS = {"", "/.ws", "/index.html", "/style.css", "/console/*"};

  /**
   * The page may connect to any WebSocket, because that is its purpose, and ask any wsbin what it
   * saw of the connection.
   */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self' ws: wss: http: https:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  /** Browsers revalidate each time; a 304 is short. */
  private static final String REVALIDATE = "no-cache";

  private static final String START_PAGE = "/index.html";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "js", "text/javascript;charset=utf-8",
          "svg", "image/svg+xml");

  /** A file to send. Not a record, because its array could be changed from outside. */
  private static final class Content {
    final byte[] body;
    final String type;
    final String tag;

    Content(byte[] body, String type) {
      this.body = body;
      this.type = type;
      this.tag = ConsoleFiles.tag(body);
    }
  }

  private final transient Map<String, Content> contents = new ConcurrentHashMap<>();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getRequestURI().equals(request.getContextPath())) {
      // the page's addresses are relative and need the slash
      response.sendRedirect(request.getContextPath() + "/");
      return;
    }
    Optional<Content> content = content(request.getServletContext(), path(request));
    if (content.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cache-Control", REVALIDATE);
    response.setHeader("ETag", content.get().tag);
    if (matches(request.getHeader("If-None-Match"), content.get().tag)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setHeader("Content-Type", content.get().type);
    response.setContentLength(content.get().body.length);
    response.getOutputStream().write(content.get().body);
  }

  private static String path(HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    return path.equals("/") || path.equals("/.ws") ? START_PAGE : path;
  }

  private static boolean matches(String known, String tag) {
    return known != null && (known.strip().equals("*") || known.contains(tag));
  }

  private Optional<Content> content(ServletContext context, String path) throws IOException {
    Content known = contents.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    if (type == null) {
      return Optional.empty();
    }
    try (InputStream file = context.getResourceAsStream(path)) {
      if (file == null) {
        return Optional.empty();
      }
      Content read = new Content(file.readAllBytes(), type);
      contents.put(path, read);
      return Optional.of(read);
    }
  }

  private static String tag(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
