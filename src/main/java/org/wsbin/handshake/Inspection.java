package org.wsbin.handshake;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.HandshakeRequest;
import org.wsbin.protocol.HandshakeRules;
import org.wsbin.protocol.Origin;
import org.wsbin.protocol.Verdict;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Engine;

/** What the server sees of a request, and what a handshake with its headers would get. */
public final class Inspection {
  /** Of a handshake; the key is that of RFC 6455 section 1.2. */
  private static final Map<String, String> HANDSHAKE =
      Map.of(
          "upgrade", "websocket",
          "connection", "Upgrade",
          "sec-websocket-version", HandshakeRules.VERSION,
          "sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");

  private Inspection() {}

  /**
   * The members of a JSON object, in order. A plain GET is judged as if it had the headers of a
   * handshake; a request that has any of them, as it arrived.
   */
  public static Map<String, Object> of(HttpServletRequest request, HandshakeRules rules) {
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
    members.put("handshake", handshake(seen, rules));
    return members;
  }

  private static Map<String, Object> handshake(HandshakeRequest seen, HandshakeRules rules) {
    boolean plain = !HandshakeRules.hasSignOfHandshake(seen);
    Verdict verdict = rules.judge(plain ? new AsHandshake(seen) : seen);
    Optional<Refused> refused =
        Optional.of(verdict).filter(Refused.class::isInstance).map(Refused.class::cast);
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("assumed", plain ? HANDSHAKE.keySet().stream().sorted().toList() : List.of());
    members.put("status", refused.map(Refused::status).orElse(101));
    members.put("why", refused.map(Refused::sentence));
    return members;
  }

  /** A request with the headers of a handshake in place of its own. */
  private record AsHandshake(HandshakeRequest request) implements HandshakeRequest {
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
      return HANDSHAKE.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .findFirst()
          .map(header -> Collections.singletonList(header.getValue()))
          .orElseGet(() -> request.header(name));
    }
  }
}
