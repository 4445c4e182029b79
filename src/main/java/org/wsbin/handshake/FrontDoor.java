package org.wsbin.handshake;

import static java.lang.System.Logger.Level.ERROR;

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
import java.util.function.BooleanSupplier;
import org.wsbin.protocol.HandshakeRules;
import org.wsbin.protocol.Quoted;
import org.wsbin.protocol.Verdict;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Query;

/**
 * The filter in front of everything: judges each request to a WebSocket path by wsbin's own rules,
 * lets requests for pages through, and answers 404 to the rest, in the same words on every
 * container.
 */
public final class FrontDoor implements Filter {
  private static final System.Logger LOG = System.getLogger(FrontDoor.class.getName());

  private final Routes routes;
  private final HandshakeRules rules;
  private final BooleanSupplier haveRoom;

  /**
   * A front door for one deployment.
   *
   * @param haveRoom whether there may be one more connection
   */
  public FrontDoor(Routes routes, HandshakeRules rules, BooleanSupplier haveRoom) {
    this.routes = routes;
    this.rules = rules;
    this.haveRoom = haveRoom;
  }

  @Override
  public void doFilter(ServletRequest req, ServletResponse resp, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) req;
    HttpServletResponse response = (HttpServletResponse) resp;
    String path = request.getRequestURI().substring(request.getContextPath().length());
    Optional<Routes.Route> route = routes.find(path);
    if (routes.hasPage(path) && Pages.isPlain(request)) {
      chain.doFilter(req, resp);
    } else if (route.isPresent()) {
      judge(request, response, route.get());
    } else if (Pages.isPage(request, path)) {
      chain.doFilter(req, resp);
    } else {
      Refusal.send(response, unknown(path));
    }
  }

  private void judge(HttpServletRequest request, HttpServletResponse response, Routes.Route route)
      throws IOException, ServletException {
    Verdict verdict = rules.judge(new ServletHandshakeRequest(request));
    if (verdict instanceof Refused refused) {
      Refusal.send(response, refused);
    } else if (!haveRoom.getAsBoolean()) {
      Refusal.send(response, full());
    } else {
      play(request, response, (Accepted) verdict, route);
    }
  }

  private void play(
      HttpServletRequest request,
      HttpServletResponse response,
      Accepted accepted,
      Routes.Route route)
      throws IOException {
    try {
      Query query = Query.parse(Optional.ofNullable(request.getQueryString()));
      Optional<Refused> refused = route.upgrade(query).answer(request, response, accepted);
      if (refused.isPresent()) {
        Refusal.send(response, refused.get());
      }
    } catch (BadParameterException bad) {
      Refusal.send(response, new Refused(bad.status(), bad.getMessage()));
    } catch (IOException | ServletException | RuntimeException failure) {
      LOG.log(ERROR, "A request could not be upgraded.", failure);
      if (!response.isCommitted()) {
        response.reset();
        Refusal.send(response, new Refused(500, "The server could not upgrade the request."));
      }
    }
  }

  private Refused unknown(String path) {
    return new Refused(
        404,
        "There is nothing at "
            + Quoted.of(path)
            + "; the WebSocket paths are "
            + routes.listed()
            + ".");
  }

  private static Refused full() {
    return new Refused(
        503,
        Map.of("Retry-After", "5"),
        "The server has reached --max-connections: try again later.");
  }
}
