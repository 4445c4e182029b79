package org.wsbin.handshake;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request, its response, and what was asked of their container. */
final class FakeContainer {
  /** What was asked, such as {@code "dispatch"} and {@code "status 503"}. */
  final List<String> calls = new ArrayList<>();

  final Map<String, List<String>> headers = new LinkedHashMap<>();
  final Map<Object, Object> attributes = new HashMap<>();

  /** The headers of the response. */
  final Map<String, String> sent = new LinkedHashMap<>();

  /** Who wants to know how the request goes on. */
  final List<AsyncListener> listeners = new ArrayList<>();

  /** Whether the request can no longer be dispatched. */
  boolean gone;

  String method = "GET";
  String query = "a=b";
  boolean secure;
  String address = "192.0.2.1";

  HttpServletRequest request() {
    return proxy(
        HttpServletRequest.class, (self, method, given) -> answer(method.getName(), given));
  }

  HttpServletResponse response() {
    return proxy(
        HttpServletResponse.class,
        (self, method, given) -> {
          if (method.getName().equals("setStatus")) {
            calls.add("status " + given[0]);
          }
          if (method.getName().endsWith("dHeader") || method.getName().equals("setHeader")) {
            sent.put(given[0].toString(), given[1].toString());
          }
          return method.getName().equals("getOutputStream") ? new Body() : null;
        });
  }

  private Object answer(String method, Object[] given) {
    return switch (method) {
      case "getMethod" -> this.method;
      case "getProtocol" -> "HTTP/1.1";
      case "isSecure" -> secure;
      case "getRequestURI" -> "/wsbin/wire/echo";
      case "getQueryString" -> query;
      case "getContextPath" -> "/wsbin";
      case "getRemoteAddr" -> address;
      case "getRemotePort" -> 4711;
      case "getHeaderNames" -> Collections.enumeration(headers.keySet());
      case "getHeaders" ->
          Collections.enumeration(headers.getOrDefault(given[0].toString(), List.of()));
      case "getAttribute" -> attributes.get(given[0]);
      case "setAttribute" -> attributes.put(given[0], given[1]);
      case "startAsync" -> {
        calls.add("startAsync");
        yield proxy(AsyncContext.class, (self, asked, more) -> async(asked.getName(), more));
      }
      default -> throw new UnsupportedOperationException(method);
    };
  }

  private Object async(String method, Object[] given) {
    if (method.equals("getRequest")) {
      return request();
    }
    if (method.equals("getResponse")) {
      return response();
    }
    if (method.equals("addListener")) {
      listeners.add((AsyncListener) given[0]);
      return null;
    }
    if (gone && method.equals("dispatch")) {
      throw new IllegalStateException("on purpose");
    }
    calls.add(method.equals("setTimeout") ? "timeout " + given[0] : method);
    return null;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            FakeContainer.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** What was answered becomes a call of its own. */
  private final class Body extends ServletOutputStream {
    @Override
    public void write(int unused) {
      throw new UnsupportedOperationException("Bodies are written at once.");
    }

    @Override
    public void write(byte[] bytes) {
      calls.add(new String(bytes, UTF_8).strip());
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException("Bodies are written at once.");
    }
  }
}
