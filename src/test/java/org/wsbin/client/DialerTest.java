package org.wsbin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialerTest {

  /** None of these ends with TCP: who waits for that waits for ever. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\n\r\nsorry",
        "\r\nsorry",
        "Transfer-Encoding: chunked\r\n\r\n3\r\nsor\r\n2;x=y\r\nry\r\n0\r\n\r\n"
      })
  void theBodyOfARefusalIsKept(String rest) throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              connection.write("HTTP/1.1 403 No\r\n" + rest);
              connection.in().readAllBytes();
            })) {
      WebSocketException failure = failure(new ClientWebSocket(), server.uri("/"));
      assertThat(failure.status()).isEqualTo(WebErrorStatus.FORBIDDEN);
      assertThat(failure.response().orElseThrow().body()).isEqualTo("sorry");
    }
  }

  @ParameterizedTest
  @CsvSource({"407, PROXY_AUTHENTICATION_REQUIRED", "403, FORBIDDEN"})
  void aRefusalByTheProxyNamesTheProxy(int http, WebErrorStatus status) throws Exception {
    try (ScriptedServer proxy =
        ScriptedServer.start(
            connection ->
                connection.write("HTTP/1.1 " + http + " No\r\nContent-Length: 0\r\n\r\n"))) {
      WebSocketException failure = failureThrough(proxy, Duration.ofSeconds(10));
      assertThat(failure.status()).isEqualTo(status);
      assertThat(failure.proxy()).hasValue("127.0.0.1:" + proxy.uri("/").getPort());
      assertThat(failure)
          .hasMessageContaining("The proxy 127.0.0.1:" + proxy.uri("/").getPort())
          .hasMessageContaining("answered with " + http);
      assertThat(failure.getMessage()).doesNotContain("server.invalid");
    }
  }

  @Test
  void aProxyThatDoesNotAnswerIsNamed() throws Exception {
    try (ScriptedServer proxy =
        ScriptedServer.start(connection -> connection.in().readAllBytes())) {
      WebSocketException failure = failureThrough(proxy, Duration.ofMillis(200));
      assertThat(failure.status()).isEqualTo(WebErrorStatus.TIMEOUT);
      assertThat(failure.proxy()).hasValue("127.0.0.1:" + proxy.uri("/").getPort());
      assertThat(failure).hasMessageContaining("through the proxy 127.0.0.1:");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "server.invalid, 8080, 127.0.0.1, SERVER.invalid, 8080",
    "'', 0, 127.0.0.1, server.invalid, 80",
    "other.invalid, 0, 192.0.2.1, server.invalid, 80"
  })
  void itConnectsElsewhereAndKeepsTheNames(String from, int port, String to, String host, int ofUri)
      throws Exception {
    BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              requests.add(connection.request());
              connection.write("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n");
            })) {
      int listening = server.uri("/").getPort();
      ClientWebSocket socket = new ClientWebSocket();
      socket
          .control()
          .connectTo(from, port, to, listening)
          .connectTo("", 0, "127.0.0.1", listening)
          .connectTimeout(Duration.ofSeconds(20));
      String authority = ofUri == 80 ? host : host + ":" + ofUri;
      WebSocketException failure = failure(socket, URI.create("ws://" + authority + "/x"));
      assertThat(failure.status()).isEqualTo(WebErrorStatus.FORBIDDEN);
      assertThat(requests.take()).startsWith("GET /x HTTP/1.1\r\nHost: " + authority + "\r\n");
    }
  }

  @Test
  void theHostMayBeAnother() throws Exception {
    BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              requests.add(connection.request());
              connection.write("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n");
            })) {
      ClientWebSocket socket = new ClientWebSocket();
      socket.control().host("example.com:8443");
      failure(socket, server.uri("/"));
      assertThat(requests.take()).contains("\r\nHost: example.com:8443\r\n").doesNotContain("127.");
    }
  }

  private static WebSocketException failureThrough(ScriptedServer proxy, Duration limit)
      throws IOException {
    ClientWebSocket socket = new ClientWebSocket();
    socket.control().proxy("127.0.0.1", proxy.uri("/").getPort()).connectTimeout(limit);
    return failure(socket, URI.create("ws://server.invalid/"));
  }

  /** The server says no more, and does not go either. */
  @Test
  void whatIsNoHttpIsQuoted() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              connection.write("SSH-2.0-x\r\n");
              connection.in().readAllBytes();
            })) {
      WebSocketException failure = failure(new ClientWebSocket(), server.uri("/"));
      assertThat(failure.status()).isEqualTo(WebErrorStatus.HANDSHAKE_NOT_WEBSOCKET);
      assertThat(failure).hasMessageContaining("SSH-2.0-x");
    }
  }

  @Test
  void credentialsAndCookiesStayAtHome() throws Exception {
    try (ScriptedServer other =
            ScriptedServer.start(
                connection -> {
                  connection.write(
                      "HTTP/1.1 401 \r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n");
                });
        ScriptedServer home =
            ScriptedServer.start(
                connection -> {
                  connection.write(
                      "HTTP/1.1 307 \r\nContent-Length: 0\r\nLocation: "
                          + other.uri("/there").toString().replace("ws:", "http:")
                          + "\r\n\r\n");
                })) {
      ClientWebSocket stays = new ClientWebSocket();
      assertThat(failure(stays, home.uri("/")).status()).isEqualTo(WebErrorStatus.REDIRECT_FAILED);
      assertThat(other.requests()).isEmpty();

      ClientWebSocket goes = new ClientWebSocket();
      goes.control()
          .redirectsAnywhere()
          .basic("ada", "secret")
          .bearer("abc")
          .cookie("a", "1")
          .cookie("b", "2")
          .header("X-Own", "3");
      assertThat(failure(goes, home.uri("/")).status()).isEqualTo(WebErrorStatus.UNAUTHORIZED);
      assertThat(home.requests().get(1)).contains("\r\nCookie: a=1; b=2\r\n");
      assertThat(other.requests()).hasSize(1);
      assertThat(other.requests().get(0))
          .startsWith("GET /there HTTP/1.1\r\n")
          .doesNotContain("Cookie", "Authorization", "X-Own");
    }
  }

  @Test
  void whatComesBeforeTheAnswerIsPassedOver() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.start(
                connection -> {
                  connection.write("HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n");
                  connection.open();
                  connection.in().readAllBytes();
                });
        ClientWebSocket socket = new ClientWebSocket()) {
      socket.control().closeTimeout(Duration.ofMillis(100));
      socket.connect(server.uri("/"));
      assertThat(socket.state()).isEqualTo(ClientWebSocket.State.OPEN);
    }
  }

  @Test
  void oneOfSeveralChallengesInALineIsAnswered() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(
            connection ->
                connection.write(
                    "HTTP/1.1 401 \r\nWWW-Authenticate: Bearer realm=x, Basic realm=x\r\n\r\n"))) {
      ClientWebSocket socket = new ClientWebSocket();
      socket.control().basic("ada", "secret");
      assertThat(failure(socket, server.uri("/")).status()).isEqualTo(WebErrorStatus.UNAUTHORIZED);
      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests().get(1)).contains("Authorization: Basic ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ht tp://bad", "ws://other:70000/", "", "/\u00e4 b"})
  void aRedirectWithoutATargetIsAFailure(String location) throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(
            connection ->
                connection.write(
                    "HTTP/1.1 302 \r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n"))) {
      ClientWebSocket socket = new ClientWebSocket();
      socket.control().redirectsAnywhere().redirects(1);
      assertThat(failure(socket, server.uri("/")).status())
          .isEqualTo(WebErrorStatus.REDIRECT_FAILED);
      assertThat(socket.state()).isEqualTo(ClientWebSocket.State.CLOSED);
    }
  }

  @Test
  void aPathOfOtherLettersIsEncoded() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(connection -> connection.write("HTTP/1.1 404 \r\n\r\n"))) {
      failure(new ClientWebSocket(), server.uri("/\u65e5?q=\u00fc"));
      assertThat(server.requests().get(0)).startsWith("GET /%E6%97%A5?q=%C3%BC HTTP/1.1");
    }
  }

  @Test
  void aMoveToTlsStaysAtHome() {
    URI plain = URI.create("ws://example.com/");
    assertThat(HostAndPort.sameHost(plain, URI.create("wss://example.com/"))).isTrue();
    assertThat(HostAndPort.sameHost(URI.create("wss://example.com/"), plain)).isFalse();
    assertThat(HostAndPort.sameHost(plain, URI.create("wss://example.com:444/"))).isFalse();
    assertThat(HostAndPort.sameHost(plain, URI.create("ws://example.org/"))).isFalse();
  }

  @Test
  void whatWasSaidIsKnownBehindAFailureToo() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(
            connection ->
                connection.write("HTTP/1.1 404 \r\nX-A: b\r\nContent-Length: 0\r\n\r\n"))) {
      ClientWebSocket socket = new ClientWebSocket();
      assertThat(socket.information().request()).isEmpty();
      failure(socket, server.uri("/a?b=c"));
      assertThat(socket.information().request().orElseThrow()).startsWith("GET /a?b=c HTTP/1.1");
      assertThat(socket.information().response().orElseThrow().header("x-a")).containsExactly("b");
      assertThat(socket.information().uri()).hasValue(server.uri("/a?b=c"));
    }
  }

  private static WebSocketException failure(ClientWebSocket socket, URI uri) throws IOException {
    WebSocketException[] failure = new WebSocketException[1];
    assertThatThrownBy(() -> socket.connect(uri))
        .isInstanceOfSatisfying(WebSocketException.class, thrown -> failure[0] = thrown);
    return failure[0];
  }
}
