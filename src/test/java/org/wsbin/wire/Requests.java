package org.wsbin.wire;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A request of a container that nobody knows, and its response. */
final class Requests {
  /** What was asked of the container, such as {@code "startAsync"} and {@code "dispatch"}. */
  final List<String> calls = new ArrayList<>();

  final Map<String, String> headers = new HashMap<>();

  private final Map<Object, Object> attributes = new HashMap<>();

  HttpServletRequest request() {
    return proxy(
        HttpServletRequest.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "getRemoteAddr" -> "192.0.2.1";
              case "isSecure" -> false;
              case "getHeaders" -> Collections.emptyEnumeration();
              case "getContextPath" -> "/wsbin";
              case "getHeader" -> headers.get(arguments[0]);
              case "getAttribute" -> attributes.get(arguments[0]);
              case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
              case "startAsync" -> {
                calls.add("startAsync");
                yield asyncContext();
              }
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  HttpServletResponse response() {
    return proxy(
        HttpServletResponse.class,
        (self, method, arguments) -> {
          calls.add(method.getName());
          return null;
        });
  }

  private AsyncContext asyncContext() {
    return proxy(
        AsyncContext.class,
        (self, method, arguments) -> {
          calls.add(method.getName());
          return null;
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Requests.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
