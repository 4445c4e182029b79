package org.wsbin.handshake;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.wsbin.protocol.HandshakeRequest;
import org.wsbin.protocol.HandshakeRules;
import org.wsbin.protocol.Origin;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.Query;

/** What the server sees of a request, and what a handshake with its headers would get. */
public final class Inspection {
  /** Of a handshake; the key is that of RFC 6455 section 1.2. */
  private static final Map<String, String> HANDSHAKE =
      Map.of(
          "upgrade", "websocket",
          "connection", "Upgrade",
          "sec-websocket-version", HandshakeRules.VERSION,
          "sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");

  private static final String ORIGIN = "origin";
  private static final String PATH = "path";

  private Inspection() {}

  /**
   * The members of a JSON object, in order. A plain GET is judged as if it had the headers of a
   * handshake, a handshake as it arrived. The query may say more about the handshake: {@code
   * origin}, because a browser sends none to the page's own server, and {@code path}, below the
   * context path.
   *
   * @throws BadParameterException with a sentence, if the query is wrong
   */
  public static Map<String, Object> of(
      HttpServletRequest request, HandshakeRules rules, Routes routes) {
    Query query = Query.parse(Optional.ofNullable(request.getQueryString()));
    query.checkSpelling(Set.of(ORIGIN, PATH));
    ClientView client = ClientView.of(request);
    HandshakeRequest seen = new ServletHandshakeRequest(request);
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("request", seen.method() + " " + seen.path() + " " + seen.httpVersion());
    members.put(
        "headers",
        new ServletOpeningRequest(request, Engine.CONTAINER)
            .headers().stream().map(line -> List.of(line.getKey(), line.getValue())).toList());
    members.put("client", client.address());
    members.put("scheme", client.secure() ? "https" : "http");
    members.put("host", client.host());
    members.put("ownOrigin", client.origin().map(Origin::toString));
    members.put("origin", seen.header("Origin").stream().findFirst());
    Map<String, Object> proxy = new LinkedHashMap<>();
    proxy.put("peer", request.getRemoteAddr());
    proxy.put("trusted", client.trusted());
    proxy.put("ignored", client.untrusted());
    members.put("proxy", proxy);
    members.put("handshake", handshake(seen, rules, routes, query));
    return members;
  }

  private static Map<String, Object> handshake(
      HandshakeRequest seen, HandshakeRules rules, Routes routes, Query query) {
    Map<String, String> assumed = new TreeMap<>();
    if (isPlain(seen)) {
      assumed.putAll(HANDSHAKE);
    }
    query.value(ORIGIN).ifPresent(origin -> assumed.put(ORIGIN, origin));
    Optional<String> path = query.value(PATH);
    // a wrong path is refused before everything else, as at the front door
    Optional<Refused> refused =
        path.flatMap(routes::objection)
            .or(
                () ->
                    Optional.of(rules.judge(new Assumed(seen, assumed)))
                        .filter(Refused.class::isInstance)
                        .map(Refused.class::cast));
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("path", path);
    members.put("assumed", List.copyOf(assumed.keySet()));
    members.put("status", refused.map(Refused::status).orElse(101));
    members.put("why", refused.map(Refused::sentence));
    return members;
  }

  /** A proxy may add Connection: upgrade to every request, as nginx does with the usual lines. */
  private static boolean isPlain(HandshakeRequest seen) {
    return seen.header("Upgrade").isEmpty() && seen.header("Sec-WebSocket-Key").isEmpty();
  }

  /** A request with these headers, by names in lower case, in place of its own. */
  private record Assumed(HandshakeRequest request, Map<String, String> headers)
      implements HandshakeRequest {
    @Override
    public String method() {
      return request.method();
    }

    @Override
    public String httpVersion() {
      return request.httpVersion();
    }

    @Override
    public boolean secure() {
      return request.secure();
    }

    @Override
    public String path() {
      return request.path();
    }

    @Override
    public String host() {
      return request.host();
    }

    @Override
    public Optional<String> untrusted() {
      return request.untrusted();
    }

    @Override
    public List<String> header(String name) {
      String own = headers.get(name.toLowerCase(Locale.ROOT));
      return own == null ? request.header(name) : List.of(own);
    }
  }
}
