package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.Background;

class SecretMaskTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Authorization: Basic YWRhOnNlY3JldA==       | Authorization: Basic ***
          authorization: Bearer abc def               | authorization: Bearer ***
          Authorization: abc                          | Authorization: ***
          Proxy-Authorization: Digest user="a", nc=1  | Proxy-Authorization: Digest ***
          Cookie: session=abc; theme=dark             | Cookie: session=***; theme=***
          Cookie: abc                                 | Cookie: ***
          Cookie: a="x=y"                             | Cookie: a=***
          Set-Cookie: id=abc; Path=/; HttpOnly        | Set-Cookie: id=***; Path=/; HttpOnly
          Set-Cookie: id=                             | Set-Cookie: id=***
          X-Auth-Token: abc                           | X-Auth-Token: ***
          X-Api-Key: abc                              | X-Api-Key: ***
          Location: wss://ada:secret@host/x           | Location: wss://***@host/x
          Location: /x?access_token=abc&b=1           | Location: /x?access_token=***&b=1
          GET /x?token=abc&b=1 HTTP/1.1               | GET /x?token=***&b=1 HTTP/1.1
          GET /x?b=1&API_KEY=abc HTTP/1.1             | GET /x?b=1&API_KEY=*** HTTP/1.1
          GET /x?key=abc HTTP/1.1                     | GET /x?key=*** HTTP/1.1
          """)
  void aSecretBecomesStars(String line, String shown) {
    assertThat(SecretMask.line(line)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: localhost:8000",
        "Origin: https://example.com",
        "Sec-WebSocket-Key: nTVnqHhX2pPvv9dq8I+iYA==",
        "WWW-Authenticate: Basic realm=\"wsbin\"",
        "Authorization: ",
        "GET /token:abc HTTP/1.1",
        "GET /x@y?count=3&keyboard=de HTTP/1.1",
        "GET /x?a=b@c HTTP/1.1",
        "Location: wss://host/x@y"
      })
  void everythingElseStays(String line) {
    assertThat(SecretMask.line(line)).isEqualTo(line);
  }

  @Test
  void theLinesOfAResponseAreMasked() {
    assertThat(SecretMask.lines(List.of(Map.entry("Set-Cookie", "a=b"), Map.entry("Date", "now"))))
        .containsExactly("Set-Cookie: a=***", "Date: now");
  }

  /** A peer can send such a header. */
  @Test
  @Timeout(5)
  void aLongLineTakesNoLongTime() {
    String words = "token".repeat(13_000);

    assertThat(SecretMask.line("Location: /?" + words)).endsWith(words);
    assertThat(SecretMask.line("Location: " + "://".repeat(20_000))).isNotEmpty();
    assertThat(SecretMask.line("Location: " + "?&".repeat(30_000))).isNotEmpty();
    assertThat(SecretMask.line("Location: " + "?a".repeat(30_000) + "=")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://ada:sesame@host/, ftp://***@host/",
    "ada:sesame@ho st, ***@ho st",
    "//ada:sesame@host:0/, //***@host:0/"
  })
  void aWrongUrlIsShownWithoutItsUser(String url, String shown) {
    assertThatThrownBy(() -> TargetUri.of(url))
        .hasMessageNotContaining("sesame")
        .satisfies(
            wrong ->
                assertThat(wrong.getMessage())
                    .containsAnyOf("\"" + shown + "\"", "contains a user name"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noOutputOfASessionHasASecret(boolean json) throws Exception {
    String again =
        "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n";
    Flag kind = json ? Flag.JSON : Flag.SHOW_PINGS;
    Map<Flag, List<String>> given =
        Map.of(
            Flag.VERBOSE,
            List.of(),
            kind,
            List.of(),
            Flag.HEADER,
            List.of("Cookie: id=sesame", "X-Token: sesame"),
            Flag.WAIT,
            List.of("-1"));
    try (ServerSocket listening = PeerOnce.listen(ServerSocketFactory.getDefault())) {
      CompletableFuture<PeerOnce> peer =
          Background.start(
              () -> {
                try (Socket first = listening.accept()) {
                  PeerOnce.head(first.getInputStream());
                  first.getOutputStream().write(again.getBytes(ISO_8859_1));
                }
                return new PeerOnce(listening, List.of(), ConnectTest.HI);
              });
      Run run =
          Run.with(
              Map.of("WSBIN_CONNECT_AUTH", "ada:sesame"),
              "ws://localhost:" + listening.getLocalPort() + "/?token=sesame",
              given);

      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(run.text() + run.err())
          .contains("/?token=***", "Cookie: id=***", "X-Token: ***", "Authorization: Basic ***")
          .doesNotContain("sesame", "YWRhOnNlc2FtZQ==");
      assertThat(peer.get(10, TimeUnit.SECONDS).heads().get(0))
          .contains("Authorization: Basic YWRhOnNlc2FtZQ==\r\n", "Cookie: id=sesame\r\n");
    }
  }

  @Test
  void aFailureIsShownWithoutSecrets() throws Exception {
    String refusal = "HTTP/1.1 403 No\r\nSet-Cookie: id=sesame\r\nContent-Length: 0\r\n\r\n";
    for (Flag kind : List.of(Flag.JSON, Flag.SHOW_PINGS)) {
      try (PeerOnce peer =
          new PeerOnce(
              PeerOnce.listen(ServerSocketFactory.getDefault()),
              List.of(refusal),
              ConnectTest.HI)) {
        Run run =
            Run.of(
                "ws://localhost:" + peer.port() + "/?token=sesame",
                Map.of(Flag.VERBOSE, List.of(), kind, List.of()));
        assertThat(run.text() + run.err())
            .contains("/?token=***", "Set-Cookie: id=***")
            .doesNotContain("sesame");
      }
    }
  }
}
