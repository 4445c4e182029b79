package org.wsbin.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wsbin.handshake.ClientView;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.Declaration.Group;
import org.wsbin.scenario.Parameter;
import org.wsbin.scenario.Query;
import org.wsbin.settings.ValueType;

/**
 * The pages below {@code /wire/fault/}: what each fault does, and what a client must do about it;
 * as HTML, or as JSON by {@code Accept: application/json} or {@code ?format=json}.
 */
final class FaultPages extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final String STEPS = "fault/";

  private static final Parameter<Format> FORMAT =
      new Parameter<>("format", ValueType.oneOf("FORMAT", Format.values()), "html");

  private final transient List<Declaration> faults;

  /** The pages of the faults among these steps. */
  FaultPages(List<Declaration> steps) {
    this.faults = steps.stream().filter(step -> step.group() == Group.FAULT).toList();
  }

  private enum Format {
    HTML,
    JSON;

    /** The one that the query asks for; otherwise the one that the client prefers. */
    static Format of(HttpServletRequest request) {
      Query query = Query.parse(Optional.ofNullable(request.getQueryString()));
      query.checkSpelling(Set.of(FORMAT.name()));
      String accept = Optional.ofNullable(request.getHeader("Accept")).orElse("");
      int json = accept.indexOf("application/json");
      int html = accept.indexOf("text/html");
      boolean prefersJson = json >= 0 && (html < 0 || json < html);
      return FORMAT.given(query).orElse(prefersJson ? JSON : HTML);
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
    Format format;
    try {
      format = Format.of(request);
    } catch (BadParameterException wrong) {
      response.setStatus(wrong.status());
      FreshText.send(response, FreshText.PLAIN, wrong.getMessage() + "\n");
      return;
    }
    response.setStatus(path.isEmpty() || find(path).isPresent() ? 200 : 404);
    response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'self'");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.addHeader("Vary", "Accept");
    if (format == Format.JSON) {
      send(response, "application/json", json(path, new FaultJson(base(request))));
    } else {
      FaultHtml html = new FaultHtml(request.getContextPath(), base(request));
      send(response, "text/html;charset=utf-8", html(path, html));
    }
  }

  private String html(String path, FaultHtml html) {
    return path.isEmpty()
        ? html.list(faults)
        : find(path).map(html::one).orElseGet(() -> html.unknown(faults));
  }

  private String json(String path, FaultJson json) {
    return path.isEmpty()
        ? json.list(faults)
        : find(path).map(json::one).orElseGet(() -> json.unknown(path, faults));
  }

  private static void send(HttpServletResponse response, String contentType, String page)
      throws IOException {
    byte[] body = page.getBytes(UTF_8);
    response.setHeader("Content-Type", contentType);
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

  /** The path of the step alone, with the value of its example. */
  static String example(Declaration fault) {
    String path = fault.examples().get(0).path();
    String fromHere = path.substring(path.indexOf(fault.name()));
    int parts = 2 + fault.path().size();
    return Stream.of(fromHere.split("/", -1)).limit(parts).collect(joining("/"));
  }
}
