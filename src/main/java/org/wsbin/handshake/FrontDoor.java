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
import java.util.Optional;
import java.util.function.Function;
import org.wsbin.protocol.HandshakeRules;
import org.wsbin.protocol.Verdict;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Query;
import org.wsbin.settings.Settings.Access;

/**
 * The filter in front of everything: finds the {@link Target} of a path, judges the request with
 * wsbin's own rules, and passes it to {@link Scenarios}. Lets requests for pages through, and
 * answers 404 to all others, in the same words on every container.
 */
public final class FrontDoor implements Filter {
  private static final System.Logger LOG = System.getLogger(FrontDoor.class.getName());

  private final Access access;
  private final AllowedHosts hosts;
  private final CrossOrigin crossOrigin;
  private final Routes routes;
  private final HandshakeRules rules;
  private final Connections connections;
  private final Scenarios scenarios;

  /**
   * A front door for one deployment.
   *
   * @param access whose headers about the client count, and under which names the server answers
   * @param connections limits the number of connections and handshakes
   * @param scenarios answers the accepted requests
   */
  public FrontDoor(
      Access access,
      Routes routes,
      HandshakeRules rules,
      Connections connections,
      Scenarios scenarios) {
    this.access = access;
    this.hosts = new AllowedHosts(access.hosts());
    this.crossOrigin = new CrossOrigin(rules.origins());
    this.routes = routes;
    this.rules = rules;
    this.connections = connections;
    this.scenarios = scenarios;
  }

  @Override
  public void doFilter(ServletRequest req, ServletResponse resp, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) req;
    HttpServletResponse response = (HttpServletResponse) resp;
    String path = request.getRequestURI().substring(request.getContextPath().length());
    Optional<Function<Query, ? extends Target>> route = routes.find(path);
    Optional<Refused> elsewhere =
        hosts.objection(ClientView.note(request, access.trustedProxies()));
    if (elsewhere.isPresent()) {
      refuse(request, response, elsewhere.get(), route.isPresent());
    } else if (routes.hasPage(path) && CrossOrigin.isPreflight(request)) {
      Optional<Refused> objection = crossOrigin.preflight(request, response);
      if (objection.isPresent()) {
        Refusal.send(response, objection.get());
      }
    } else if (isForPage(request, path)) {
      crossOrigin.share(request, response);
      chain.doFilter(req, resp);
    } else if (route.isPresent()) {
      Optional<Refused> refused = answer(request, response, route.get());
      if (refused.isPresent()) {
        refuse(request, response, refused.get(), true);
      }
    } else if (Pages.isPage(request, path)) {
      chain.doFilter(req, resp);
    } else {
      refuse(request, response, routes.unknown(path), false);
    }
  }

  private boolean isForPage(HttpServletRequest request, String path) {
    return (routes.hasPage(path) && Pages.isPlain(request))
        || (routes.hasChangeablePage(path) && Pages.isChange(request));
  }

  /** Elsewhere than on a WebSocket's path, an upgrade may be for another protocol, such as h2c. */
  private void refuse(
      HttpServletRequest request,
      HttpServletResponse response,
      Refused refused,
      boolean webSocketPath)
      throws IOException {
    ServletHandshakeRequest seen = new ServletHandshakeRequest(request);
    boolean handshake =
        webSocketPath
            ? HandshakeRules.hasSignOfHandshake(seen)
            : HandshakeRules.asksForWebSocket(seen);
    if (handshake) {
      connections.observer().answered(ServletOpeningRequest.of(request), refused);
    }
    Refusal.send(response, refused);
  }

  /** Answers the request, or returns a refusal to send. */
  private Optional<Refused> answer(
      HttpServletRequest request,
      HttpServletResponse response,
      Function<Query, ? extends Target> route) {
    Optional<Refused> tooFast = tooFast(request);
    if (tooFast.isPresent()) {
      return tooFast;
    }
    try {
      // the path first: a wrong path gets no explanation how to connect
      Query query = Query.parse(Optional.ofNullable(request.getQueryString()));
      return judge(request, response, route.apply(query));
    } catch (BadParameterException bad) {
      return Optional.of(new Refused(bad.status(), bad.getMessage()));
    } catch (IOException | ServletException | RuntimeException failure) {
      LOG.log(ERROR, "A request could not be upgraded.", failure);
      if (response.isCommitted()) {
        return Optional.empty();
      }
      response.reset();
      return Optional.of(new Refused(500, "The server could not upgrade the request."));
    }
  }

  /** A request that comes back after a delay was counted before. */
  private Optional<Refused> tooFast(HttpServletRequest request) {
    return DelayedResponse.hasWaited(request)
        ? Optional.empty()
        : connections.tooFast(ClientView.of(request).address());
  }

  private Optional<Refused> judge(
      HttpServletRequest request, HttpServletResponse response, Target target)
      throws IOException, ServletException {
    Verdict verdict = rules.judge(new ServletHandshakeRequest(request));
    if (verdict instanceof Refused refused) {
      return Optional.of(refused);
    }
    Optional<Refused> noRoom = connections.noRoom(ClientView.of(request).address());
    return noRoom.isPresent()
        ? noRoom
        : scenarios.answer(target, request, response, (Accepted) verdict);
  }
}
