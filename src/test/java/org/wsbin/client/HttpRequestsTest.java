package org.wsbin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestsTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static ClientOptions options() {
    return new ClientWebSocket().control();
  }

  @Test
  void aRequestHasTheHeadersOfTheConnection() throws Exception {
    try (ScriptedServer server = answering("HTTP/1.1 201 Made\r\nContent-Length: 2\r\n\r\nokay")) {
      HttpRequests requests = new HttpRequests(options().header("X-Colour", "green"));
      HttpResponse response = requests.send("POST", server.uri("/deep/names?a=b"), 100, LIMIT);
      assertThat(response.status()).isEqualTo(201);
      assertThat(response.body()).isEqualTo("ok");
      assertThat(server.requests().get(0))
          .startsWith("POST /deep/names?a=b HTTP/1.1\r\nHost: 127.0.0.1:")
          .contains("Connection: close\r\n", "Content-Length: 0\r\n", "X-Colour: green\r\n")
          .doesNotContain("Upgrade", "Sec-WebSocket");
    }
  }

  @Test
  void theHostIsThatOfTheOptions() throws Exception {
    try (ScriptedServer server = answering("HTTP/1.1 204 None\r\n\r\n")) {
      HttpRequests requests = new HttpRequests(options().host("shop.example"));
      assertThat(requests.send("GET", server.uri("/"), 100, LIMIT).status()).isEqualTo(204);
      assertThat(server.requests().get(0)).contains("\r\nHost: shop.example\r\n");
    }
  }

  @Test
  void credentialsAreSentIfTheServerAsksForThem() throws Exception {
    String asking =
        String.join(
            "\r\n",
            "HTTP/1.1 401 No",
            "WWW-Authenticate: Basic realm=\"x\"",
            "Content-Length: 0",
            "",
            "");
    String granting = String.join("\r\n", "HTTP/1.1 200 OK", "Content-Length: 2", "", "in");
    try (ScriptedServer server =
        ScriptedServer.start(
            connection ->
                connection.write(
                    connection.request().contains("Authorization: Basic YWRhOm9wZW4=")
                        ? granting
                        : asking))) {
      HttpRequests requests = new HttpRequests(options().basic("ada", "open"));
      assertThat(requests.send("GET", server.uri("/"), 100, LIMIT).body()).isEqualTo("in");
      assertThat(server.requests().get(0)).doesNotContain("Authorization");
    }
  }

  @Test
  void aLongBodyIsReadUpToTheLimit() throws Exception {
    String body = "x".repeat(200_000);
    try (ScriptedServer server =
        answering("HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + body)) {
      HttpRequests requests = new HttpRequests(options());
      assertThat(requests.send("GET", server.uri("/"), 300_000, LIMIT).body()).isEqualTo(body);
      assertThat(requests.send("GET", server.uri("/"), 100_000, LIMIT).body()).hasSize(100_000);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"
      })
  void halfABodyIsNoAnswer(String response) throws Exception {
    try (ScriptedServer server = answering(response)) {
      HttpRequests requests = new HttpRequests(options());
      URI uri = server.uri("/");
      assertThatThrownBy(() -> requests.send("GET", uri, 100, LIMIT))
          .isInstanceOf(WebSocketException.class);
    }
  }

  @Test
  void aLongChunkedBodyIsReadUpToTheLimit() throws Exception {
    try (ScriptedServer server =
        answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nwhol\r\n0\r\n\r\n")) {
      HttpRequests requests = new HttpRequests(options());
      assertThat(requests.send("GET", server.uri("/"), 3, LIMIT).body()).isEqualTo("who");
      assertThat(requests.send("GET", server.uri("/"), 4, LIMIT).body()).isEqualTo("whol");
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUp() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(connection -> connection.in().readAllBytes())) {
      HttpRequests requests = new HttpRequests(options());
      URI uri = server.uri("/");
      assertThatThrownBy(() -> requests.send("GET", uri, 100, Duration.ofMillis(200)))
          .isInstanceOfSatisfying(
              WebSocketException.class,
              failure -> assertThat(failure.status()).isEqualTo(WebErrorStatus.TIMEOUT));
    }
  }

  @Test
  void theWayIsThatOfTheConnection() throws Exception {
    try (ScriptedServer proxy = answering("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n")) {
      ClientOptions options = options().proxy("127.0.0.1", proxy.uri("/").getPort());
      assertThatThrownBy(
              () ->
                  new HttpRequests(options)
                      .send("GET", URI.create("ws://server.invalid/"), 100, LIMIT))
          .isInstanceOfSatisfying(
              WebSocketException.class, failure -> assertThat(failure.proxy()).isPresent());
      assertThat(proxy.requests().get(0)).startsWith("CONNECT server.invalid:80 HTTP/1.1");
    }
  }

  private static ScriptedServer answering(String response) throws Exception {
    return ScriptedServer.start(connection -> connection.write(response));
  }
}
