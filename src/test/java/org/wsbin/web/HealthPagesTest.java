package org.wsbin.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Source;

class HealthPagesTest {
  private final Connections connections =
      new Connections(
          Settings.load(List.of(Source.flags(Map.of("memory", "1m")))), new FakeTimer());

  @Test
  void aServerIsLiveAndReady() throws IOException {
    assertThat(get("/health/live")).isEqualTo("200 ok\n");
    assertThat(get("/health/ready")).isEqualTo("200 ok\n");
  }

  @Test
  void oneThatLetsNobodyInIsLiveAndNotReady() throws IOException {
    connections.memory().chargeAnyway(1 << 20);
    assertThat(get("/health/ready"))
        .isEqualTo("503 The server has spent --memory: try again later.\n");
    connections.memory().giveBack(1 << 20);
    connections.drain(Duration.ZERO);
    assertThat(get("/health/ready"))
        .isEqualTo("503 The server is shutting down: try again later.\n");
    assertThat(get("/health/live")).isEqualTo("200 ok\n");
  }

  private String get(String path) throws IOException {
    List<String> status = new ArrayList<>();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                HealthPagesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> path);
    HttpServletResponse response =
        (HttpServletResponse)
            Proxy.newProxyInstance(
                HealthPagesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("setStatus")) {
                    status.add(arguments[0].toString());
                  }
                  return method.getName().equals("getOutputStream") ? into(body) : null;
                });
    new HealthPages(connections).doGet(request, response);
    return status.get(0) + " " + body.toString(StandardCharsets.UTF_8);
  }

  private static ServletOutputStream into(ByteArrayOutputStream body) {
    return new ServletOutputStream() {
      @Override
      public void write(int octet) {
        body.write(octet);
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
