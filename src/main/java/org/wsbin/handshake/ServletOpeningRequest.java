package org.wsbin.handshake;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.OpeningRequest;

/** A servlet request, as steps see it. */
record ServletOpeningRequest(HttpServletRequest request, Engine engine) implements OpeningRequest {
  /** The attributes with the version of TLS: Servlet 6.1, Tomcat, Jetty. */
  private static final List<String> TLS_VERSION =
      List.of(
          "jakarta.servlet.request.secure_protocol",
          "org.apache.tomcat.util.net.secure_protocol_version");

  private static final String ID = ServletOpeningRequest.class.getName() + ".id";

  private static final String CIPHER_SUITE = "jakarta.servlet.request.cipher_suite";

  /** A request whose path may select no engine; then it counts for the container's. */
  static ServletOpeningRequest of(HttpServletRequest request) {
    String wire = request.getContextPath() + "/" + Engine.WIRE.path() + "/";
    return new ServletOpeningRequest(
        request, request.getRequestURI().startsWith(wire) ? Engine.WIRE : Engine.CONTAINER);
  }

  @Override
  public String id() {
    if (request.getAttribute(ID) instanceof String known) {
      return known;
    }
    String made = String.format("%016x", ThreadLocalRandom.current().nextLong());
    request.setAttribute(ID, made);
    return made;
  }

  private ServletHandshakeRequest plain() {
    return new ServletHandshakeRequest(request);
  }

  @Override
  public String method() {
    return plain().method();
  }

  @Override
  public String httpVersion() {
    return plain().httpVersion();
  }

  @Override
  public boolean secure() {
    return plain().secure();
  }

  @Override
  public String host() {
    return plain().host();
  }

  @Override
  public Optional<String> untrusted() {
    return plain().untrusted();
  }

  @Override
  public String path() {
    return plain().path();
  }

  @Override
  public List<String> header(String name) {
    return plain().header(name);
  }

  @Override
  public String contextPath() {
    return request.getContextPath();
  }

  @Override
  public Optional<String> query() {
    return Optional.ofNullable(request.getQueryString());
  }

  @Override
  public List<Map.Entry<String, String>> headers() {
    List<Map.Entry<String, String>> lines = new ArrayList<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      header(name).forEach(value -> lines.add(Map.entry(name, value)));
    }
    return lines;
  }

  @Override
  public List<String> subprotocols() {
    return header("Sec-WebSocket-Protocol").stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  @Override
  public String peerAddress() {
    String host = ClientView.of(request).address();
    String bracketed = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    boolean direct = host.equals(request.getRemoteAddr());
    return direct ? bracketed + ":" + request.getRemotePort() : bracketed;
  }

  @Override
  public String clientAddress() {
    return ClientView.of(request).address();
  }

  @Override
  public Optional<String> tlsVersion() {
    return TLS_VERSION.stream().flatMap(this::attribute).findFirst();
  }

  @Override
  public Optional<String> cipherSuite() {
    return attribute(CIPHER_SUITE).findFirst();
  }

  private Stream<String> attribute(String name) {
    return request.isSecure() && request.getAttribute(name) instanceof String text
        ? Stream.of(text)
        : Stream.empty();
  }
}
