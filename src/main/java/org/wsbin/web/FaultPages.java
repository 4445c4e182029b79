package org.wsbin.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.wsbin.handshake.ClientView;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.Declaration.Group;

/**
 * The pages below {@code /wire/fault/}: what each fault does, and what a client must do about it.
 */
final class FaultPages extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final String STEPS = "fault/";

  private final transient List<Declaration> faults;

  /** The pages of the faults among these steps. */
  FaultPages(List<Declaration> steps) {
    this.faults = steps.stream().filter(step -> step.group() == Group.FAULT).toList();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
    Optional<Declaration> fault = find(path);
    boolean list = path.isEmpty();
    response.setStatus(list || fault.isPresent() ? 200 : 404);
    response.setHeader("Content-Type", "text/html;charset=utf-8");
    response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'self'");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    FaultHtml html = new FaultHtml(request.getContextPath(), base(request));
    String page =
        list ? html.list(faults) : fault.map(html::one).orElseGet(() -> html.unknown(faults));
    byte[] body = page.getBytes(UTF_8);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** The fault of a path, with or without a valid value. */
  private Optional<Declaration> find(String path) {
    String step = STEPS + path;
    return faults.stream()
        .filter(fault -> step.equals(fault.name()) || isValueOf(fault, step))
        .findFirst();
  }

  private static boolean isValueOf(Declaration fault, String step) {
    return step.startsWith(fault.name() + "/")
        && fault.path().size() == 1
        && fault
            .path()
            .get(0)
            .type()
            .parser()
            .apply(step.substring(fault.name().length() + 1))
            .isPresent();
  }

  /** The URL for clients, derived from the URL of this request. */
  private static String base(HttpServletRequest request) {
    ClientView client = ClientView.of(request);
    return (client.secure() ? "wss://" : "ws://")
        + (client.host().isEmpty() ? "localhost" : client.host())
        + request.getContextPath()
        + "/wire/";
  }
}
