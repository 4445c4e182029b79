package org.wsbin.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What failures say; whether assertions hold is tested with the jar. */
class TranscriptAssertTest {
  private static final String JSON =
      """
      {"connections":[{"id":"c1","engine":"ws","headers":[],
        "request":{"headers":[["X-Colour","\\u001b[31mred"]]},
        "frames":[{"direction":"received","opcode":"text","fin":true,"rsv1":false,"complete":true,
          "length":4,"text":"\\u001b[2J"},
         {"direction":"received","opcode":"text","fin":true,"rsv1":false,"complete":true,
          "length":5000,"base64":"eA=="}],
        "close":{"received":{"code":4001,"reason":"\\u202eboth"},"clean":false},"end":{}}],
       "refused":[]}
      """;

  private HttpServer server;
  private TranscriptAssert asserted;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean json = exchange.getRequestURI().toString().contains("format=json");
          byte[] body = (json ? JSON : "the log").getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    asserted =
        TranscriptAssert.assertThat(new WsbinServer(base).transcript()).within(Duration.ZERO);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void whatTheClientSentIsSafeToPrint() {
    assertThatThrownBy(() -> asserted.hasMessages("other"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(
            "Expected the client to send [\"other\"], but it sent [\"\\u001b[2J\", \"x\"…].");
    assertThatThrownBy(() -> asserted.closedWith(4001, "other"))
        .hasMessageContaining("but it sent 4001 \"\\u202eboth\".");
    assertThatThrownBy(() -> asserted.hasHeader("X-Colour", "red"))
        .hasMessageContaining("handshake 1 has [\\u001b[31mred].");
  }

  @Test
  void aCutMessageIsExplained() {
    assertThatThrownBy(() -> asserted.hasMessages("\u001b[2J", "x"))
        .hasMessageContaining("it keeps 4096 bytes of each frame.");
  }

  @Test
  void theEndOnWsIsHidden() {
    assertThatThrownBy(() -> asserted.wasCleanlyClosed())
        .hasMessageContaining(
            "connection 1 is on /ws, where the container hides how it ended: connect to /wire/…");
  }
}
