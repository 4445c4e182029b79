package org.wsbin.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A request as a container would bring it, and the answer. */
final class FakeExchange {
  private static final Map<String, String> HEADERS =
      Map.of(
          "host", "localhost",
          "upgrade", "websocket",
          "connection", "Upgrade",
          "sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==",
          "sec-websocket-version", "13");

  private final String path;
  private final Map<String, String> headers;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Map<String, String> answered = new HashMap<>();
  private int status;

  /** What happens before each write of the body. */
  Waiting whileWriting = () -> {};

  /** May wait. */
  interface Waiting {
    void run() throws InterruptedException;
  }

  private FakeExchange(String path, Map<String, String> headers) {
    this.path = path;
    this.headers = headers;
  }

  /** A handshake for a path with its query. */
  FakeExchange(String path) {
    this(path, HEADERS);
  }

  /** What a browser sends for a path that somebody typed. */
  static FakeExchange plainGet(String path) {
    return new FakeExchange(path, Map.of("host", "localhost"));
  }

  /** The same from a client that wants that content type. */
  static FakeExchange plainGet(String path, String accept) {
    return new FakeExchange(path, Map.of("host", "localhost", "accept", accept));
  }

  /** What a browser sends before a page of that origin may read a path. */
  static FakeExchange preflight(String path, String origin) {
    return new FakeExchange(
        path,
        Map.of("host", "localhost", "origin", origin, "access-control-request-method", "GET"));
  }

  HttpServletRequest request() {
    int question = path.indexOf('?');
    return proxy(
        HttpServletRequest.class,
        (self, method, given) ->
            switch (method.getName()) {
              case "getMethod" ->
                  headers.containsKey("access-control-request-method") ? "OPTIONS" : "GET";
              case "getProtocol" -> "HTTP/1.1";
              case "isSecure" -> false;
              case "getContextPath" -> "";
              case "getServletPath" -> path;
              case "getRequestURI" -> question < 0 ? path : path.substring(0, question);
              case "getPathInfo" ->
                  (question < 0 ? path : path.substring(0, question))
                      .replaceFirst("^/wire/fault", "");
              case "getQueryString" -> question < 0 ? null : path.substring(question + 1);
              case "getHeaders" -> Collections.enumeration(header(given[0].toString()));
              case "getHeader" -> header(given[0].toString()).stream().findFirst().orElse(null);
              case "getAttribute", "setAttribute" -> null;
              case "getRemoteAddr" -> "192.0.2.1";
              case "getServletContext" ->
                  proxy(ServletContext.class, (context, asked, more) -> null);
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  HttpServletResponse response() {
    return proxy(
        HttpServletResponse.class,
        (self, method, given) -> {
          switch (method.getName()) {
            case "setStatus" -> status = (int) given[0];
            case "setHeader", "addHeader" -> answered.put(given[0].toString(), given[1].toString());
            default -> {}
          }
          return method.getName().equals("getOutputStream") ? new Body() : null;
        });
  }

  /** Status and body; empty if nothing was answered. */
  String answer() {
    return status == 0 ? "" : status + " " + body.toString(UTF_8);
  }

  /** A header of the answer. */
  String header(String name, String otherwise) {
    return answered.getOrDefault(name, otherwise);
  }

  /** The body alone. */
  String body() {
    return body.toString(UTF_8);
  }

  private List<String> header(String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            FakeExchange.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private final class Body extends ServletOutputStream {
    @Override
    public void write(int octet) {
      body.write(octet);
    }

    @Override
    public void write(byte[] octets) throws IOException {
      try {
        whileWriting.run();
      } catch (InterruptedException hurried) {
        throw new InterruptedIOException();
      }
      super.write(octets);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}
  }
}
