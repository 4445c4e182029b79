package org.wsbin.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.symptom.SeenProduct;
import org.wsbin.symptom.Symptom;

/** What is said of servers that answer in the same way, whatever is asked. */
class HandshakeCheckTest {
  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 426 Upgrade Required|Server: x, '', UPGRADE_LOST",
    "HTTP/1.0 200 OK|Content-Type: text/html, <h1>Welcome</h1>, UPGRADE_LOST",
    "HTTP/1.1 400 Bad Request|Server: nginx/1.26.0, '1. The Upgrade header is missing', UPGRADE_LOST",
    "HTTP/1.1 505 HTTP Version Not Supported|A: b, '', UPGRADE_LOST",
    "HTTP/1.1 400 Bad Request|A: b, The plain HTTP request was sent to HTTPS port, TLS",
    "HTTP/1.0 400 Bad Request|A: b, Client sent an HTTP request to an HTTPS server., TLS",
    "HTTP/1.1 301 Moved|Location: https://example.com/, '', REDIRECTED",
    "HTTP/1.1 302 Found|Location: /login, '', REDIRECTED",
    "HTTP/1.1 403 Forbidden|Server: cloudflare, '', REFUSED",
    "HTTP/1.1 401 Unauthorized|WWW-Authenticate: Basic, '', REFUSED",
    "HTTP/1.1 405 Method Not Allowed|A: b, '', REFUSED",
    "HTTP/1.1 500 Internal Server Error|A: b, '', REFUSED",
    "HTTP/1.1 404 Not Found|A: b, '', NOT_FOUND",
    "HTTP/1.1 502 Bad Gateway|Server: nginx, '', GATEWAY_ERROR",
    "HTTP/1.1 522 Origin|Server: cloudflare, '', GATEWAY_ERROR",
    "HTTP/1.1 503 Service Unavailable|A: b, No server is available to handle this request., GATEWAY_ERROR",
    "SSH-2.0-OpenSSH_9.2|A: b, '', NO_ANSWER",
    "'', '', NO_ANSWER",
  })
  void anAnswerHasASymptom(String head, String body, Symptom symptom) throws Exception {
    ProbeReport report = probe(head, body);
    assertThat(report.bySymptom()).containsOnlyKeys(symptom);
    assertThat(report.checks()).hasSize(1);
    assertThat(report.wsbin()).isFalse();
    assertThat(report.verdict()).doesNotContain("null").doesNotContain("..");
  }

  @Test
  void theAnswerIsQuotedWithWhatSaysWhoGaveIt() throws Exception {
    ProbeReport report =
        probe(
            "HTTP/1.1 301 Moved|Server: Caddy|Via: 1.1 edge|Location: https://example.com/",
            "<p>Go <b>there</b>");
    assertThat(report.bySymptom().get(Symptom.REDIRECTED).get(0).what())
        .isEqualTo(
            "The answer is 301, from Caddy, by way of 1.1 edge, to https://example.com/: Go there.");
    assertThat(report.products()).containsExactly(new SeenProduct("Caddy", "Server: Caddy"));
  }

  private static ProbeReport probe(String head, String body) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread answering = new Thread(() -> answer(server, head, body));
      answering.setDaemon(true);
      answering.start();
      URI uri = URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/");
      ProbeSettings settings =
          new ProbeSettings(Duration.ofSeconds(1), 1, Optional.empty(), List.of());
      PathProbe.Progress silent =
          new PathProbe.Progress() {
            @Override
            public void recognised(boolean wsbin) {}

            @Override
            public void over(String title, CheckResult result) {}
          };
      return new PathProbe(uri, uri, options -> {}, settings, Set.of("handshake"), silent).run();
    }
  }

  private static void answer(ServerSocket server, String head, String body) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        BufferedReader in =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
          line = in.readLine();
        }
        if (!head.isEmpty()) {
          String all = head.replace("|", "\r\n") + "\r\nConnection: close\r\n\r\n" + body;
          socket.getOutputStream().write(all.getBytes(ISO_8859_1));
        }
      } catch (IOException over) {
        assertThat(over).isNotNull(); // the next one, or the end of the test
      }
    }
  }
}
