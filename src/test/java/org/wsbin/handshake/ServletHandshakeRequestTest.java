package org.wsbin.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServletHandshakeRequestTest {

  @Test
  void theRulesSeeWhatTheContainerHas() {
    ServletHandshakeRequest request = new ServletHandshakeRequest(container());
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.httpVersion()).isEqualTo("HTTP/1.0");
    assertThat(request.secure()).isTrue();
    assertThat(request.path()).isEqualTo("/wsbin/ws%2Fecho");
    assertThat(request.header("Connection")).containsExactly("Connection 1", "Connection 2");
  }

  private static HttpServletRequest container() {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            ServletHandshakeRequestTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "getMethod" -> "GET";
                  case "getProtocol" -> "HTTP/1.0";
                  case "isSecure" -> true;
                  case "getRemoteAddr" -> "192.0.2.1";
                  case "getAttribute" -> null;
                  case "getRequestURI" -> "/wsbin/ws%2Fecho";
                  case "getHeaders" ->
                      Collections.enumeration(List.of(arguments[0] + " 1", arguments[0] + " 2"));
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
