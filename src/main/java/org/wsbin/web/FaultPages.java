package org.wsbin.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.wsbin.wire.FaultEntry;
import org.wsbin.wire.Faults;

/**
 * The pages below {@code /wire/fault/}: what each fault does, and what a client must do about it.
 */
final class FaultPages extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Faults faults;

  FaultPages(Faults faults) {
    this.faults = faults;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
    Optional<FaultEntry> entry = faults.page(path);
    boolean list = path.isEmpty();
    response.setStatus(list || entry.isPresent() ? 200 : 404);
    response.setHeader("Content-Type", "text/html;charset=utf-8");
    response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'self'");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    FaultHtml html = new FaultHtml(request.getContextPath(), base(request));
    String page =
        list
            ? html.list(faults.entries())
            : entry.map(html::one).orElseGet(() -> html.unknown(faults.entries()));
    byte[] body = page.getBytes(UTF_8);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** Where a client connects to, as this one has found the page. */
  private static String base(HttpServletRequest request) {
    String scheme = request.isSecure() ? "wss://" : "ws://";
    return scheme
        + Optional.ofNullable(request.getHeader("Host")).orElse("localhost")
        + request.getContextPath()
        + "/wire/fault/";
  }
}
