package org.wsbin.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.wsbin.scenario.Declaration.Group.MESSAGES;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Query;
import org.wsbin.text.Json;

/** Sends what the server saw of the handshake. */
public final class Reflect implements ConnectionStep {
  private final String container;
  private final String node;

  /**
   * The step of one deployment.
   *
   * @param container name and version of the container
   * @param node the host's name
   */
  public Reflect(String container, String node) {
    this.container = container;
    this.node = node;
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "reflect",
            MESSAGES,
            "Sends one JSON message with what the server saw of the handshake: request line, headers,"
                + " cookies, query, address and TLS; and with the engine, container and node. What"
                + " the container does not provide is null.")
        .example(
            "reflect?colour=green",
            "+ Cookie: flavour=oat",
            "< {\"request\":\"GET …/reflect?colour=green HTTP/1.1\",\"httpVersion\":\"HTTP/1.1\","
                + "\"headers\":[…],\"cookies\":{\"flavour\":\"oat\"},"
                + "\"query\":{\"colour\":[\"green\"]},\"peer\":\"…\","
                + "\"tls\":{\"version\":null,\"cipherSuite\":null},\"engine\":\"…\","
                + "\"container\":\"…\",\"node\":\"…\"}",
            "< close 1000")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    String json = Json.of(seen(opening));
    return context -> context.say(MessageKind.TEXT, UTF_8.encode(json), context::done);
  }

  private Map<String, Object> seen(OpeningRequest opening) {
    Map<String, Object> seen = new LinkedHashMap<>();
    String query = opening.query().map(text -> "?" + text).orElse("");
    seen.put(
        "request", opening.method() + " " + opening.path() + query + " " + opening.httpVersion());
    seen.put("httpVersion", opening.httpVersion());
    seen.put(
        "headers",
        opening.headers().stream().map(line -> List.of(line.getKey(), line.getValue())).toList());
    seen.put("cookies", cookies(opening.header("Cookie")));
    seen.put("query", Query.parse(opening.query()).values());
    seen.put("peer", opening.peerAddress());
    Map<String, Optional<String>> tls = new LinkedHashMap<>();
    tls.put("version", opening.tlsVersion());
    tls.put("cipherSuite", opening.cipherSuite());
    seen.put("tls", tls);
    seen.put("engine", opening.engine().path());
    seen.put("container", container);
    seen.put("node", node);
    return seen;
  }

  /** The cookies by name, as received (RFC 6265 section 4.2.1). */
  private static Map<String, String> cookies(List<String> lines) {
    Map<String, String> cookies = new LinkedHashMap<>();
    for (String line : lines) {
      for (String pair : line.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          cookies.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
        }
      }
    }
    return cookies;
  }
}
