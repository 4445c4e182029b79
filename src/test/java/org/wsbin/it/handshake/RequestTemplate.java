package org.wsbin.it.handshake;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.wsbin.it.raw.HeaderLine;

/**
 * A request for any server: {@code {authority}} in a header stands for the server's host and port.
 *
 * @param target the request target below the context path, such as {@code ws/echo?a=b}
 */
public record RequestTemplate(
    String method, String target, String version, List<HeaderLine> headers) {
  /** The key of which the accept value is {@code 7eQChgCtQMnVILefJAO6dK5JwPc=}. */
  public static final String KEY = "E4WSEcseoWr4csPLS2QJHA==";

  private static final HeaderLine HOST = new HeaderLine("Host", "{authority}");

  /** A correct opening handshake (RFC 6455 section 4.1). */
  public static RequestTemplate upgrade(String target) {
    List<HeaderLine> headers =
        List.of(
            HOST,
            new HeaderLine("Upgrade", "websocket"),
            new HeaderLine("Connection", "Upgrade"),
            new HeaderLine("Sec-WebSocket-Version", "13"),
            new HeaderLine("Sec-WebSocket-Key", KEY));
    return new RequestTemplate("GET", target, "HTTP/1.1", headers);
  }

  /** A request that has nothing to do with WebSocket. */
  public static RequestTemplate plain(String method, String target) {
    return new RequestTemplate(method, target, "HTTP/1.1", List.of(HOST));
  }

  RequestTemplate withMethod(String other) {
    return new RequestTemplate(other, target, version, headers);
  }

  RequestTemplate withVersion(String other) {
    return new RequestTemplate(method, target, other, headers);
  }

  /** The same with that header as these lines, of which there may be none. */
  public RequestTemplate with(String name, String... values) {
    Stream<HeaderLine> others = headers.stream().filter(h -> !h.name().equalsIgnoreCase(name));
    Stream<HeaderLine> own = Stream.of(values).map(value -> new HeaderLine(name, value));
    return new RequestTemplate(method, target, version, Stream.concat(others, own).toList());
  }

  public RequestTemplate without(String name) {
    return with(name);
  }

  /** The lines for the server with this base URI. */
  public List<String> lines(URI base) {
    String requestLine = method + " " + base.getRawPath() + target + " " + version;
    Stream<String> headerLines =
        headers.stream().map(h -> h.line().replace("{authority}", base.getAuthority()));
    return Stream.concat(Stream.of(requestLine), headerLines).toList();
  }
}
