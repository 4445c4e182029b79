package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.handshake.RequestTemplate.upgrade;

import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.handshake.RequestTemplate;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.Headers;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

@DisplayName("RFC 6455 section 4: answers that a client must not take for an opening handshake")
@ExtendWith(ServerExtension.class)
class WireHandshakeFaultsIT {
  private static final String ACCEPT = "Sec-WebSocket-Accept";
  private static final String RIGHT = Opening.accept(RequestTemplate.KEY);

  private final RunningServer server;

  WireHandshakeFaultsIT(RunningServer server) {
    this.server = server;
  }

  @Test
  @DisplayName("RFC 6455 section 4.1: the wrong accept value")
  void acceptWrong() throws IOException {
    Headers headers = headersOf101("accept-wrong");

    assertThat(headers.all(ACCEPT)).hasSize(1).doesNotContain(RIGHT);
    assertSwitches(headers);
  }

  @Test
  @DisplayName("RFC 6455 section 4.1: no accept value")
  void acceptMissing() throws IOException {
    Headers headers = headersOf101("accept-missing");

    assertThat(headers.all(ACCEPT)).isEmpty();
    assertSwitches(headers);
  }

  @Test
  @DisplayName("RFC 6455 section 11.3.3: two accept values")
  void acceptTwice() throws IOException {
    Headers headers = headersOf101("accept-twice");

    assertThat(headers.all(ACCEPT)).hasSize(2).contains(RIGHT);
    assertSwitches(headers);
  }

  @Test
  @DisplayName("RFC 6455 section 4.1: a subprotocol that was not offered")
  void subprotocolUnoffered() throws IOException {
    Headers headers = headersOf101("subprotocol-unoffered");

    assertThat(headers.all("Sec-WebSocket-Protocol")).hasSize(1);
    assertSwitches(headers);
    assertThat(headers.all(ACCEPT)).containsExactly(RIGHT);
  }

  @Test
  @DisplayName("RFC 6455 section 4.1: an extension that was not offered")
  void extensionUnoffered() throws IOException {
    Headers headers = headersOf101("extension-unoffered");

    assertThat(headers.all("Sec-WebSocket-Extensions")).hasSize(1);
    assertSwitches(headers);
    assertThat(headers.all(ACCEPT)).containsExactly(RIGHT);
  }

  @Test
  @DisplayName("RFC 6455 section 4.1: no Upgrade header")
  void upgradeMissing() throws IOException {
    Headers headers = headersOf101("upgrade-missing");

    assertThat(headers.all("Upgrade")).isEmpty();
    assertThat(headers.tokens("Connection")).contains("upgrade");
    assertThat(headers.all(ACCEPT)).containsExactly(RIGHT);
  }

  @Test
  @DisplayName("RFC 6455 section 4.1: no Connection header")
  void connectionMissing() throws IOException {
    Headers headers = headersOf101("connection-missing");

    assertThat(headers.all("Connection")).isEmpty();
    assertThat(headers.tokens("Upgrade")).containsExactly("websocket");
    assertThat(headers.all(ACCEPT)).containsExactly(RIGHT);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204, 301, 304, 400, 401, 403, 404, 426, 429, 500, 503, 599})
  @DisplayName("RFC 6455 section 4.1: a status that is not 101")
  void status(int code) throws IOException {
    RawResponse answer = answerTo(upgrade("wire/fault/status/" + code));

    assertThat(answer.status()).isEqualTo(code);
    assertThat(answer.headers().all("X-Wsbin-Fault")).containsExactly("status");
    if (code != 204 && code != 304) {
      assertThat(answer.headers().first("Content-Type").orElseThrow()).startsWith("text/plain");
      assertThat(answer.body().utf8()).isNotBlank();
    }
  }

  @Test
  @DisplayName("RFC 9110 section 11.6.1: a challenge")
  void unauthorizedWithoutTheRightPassword() throws IOException {
    RequestTemplate request = upgrade("wire/fault/unauthorized");

    for (RequestTemplate refused : List.of(request, request.with("Authorization", basic("no")))) {
      RawResponse answer = answerTo(refused);

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.headers().first("WWW-Authenticate").orElseThrow())
          .startsWith("Basic realm=\"wsbin\"");
    }
  }

  @Test
  void unauthorizedEchoesWithTheRightPassword() throws IOException {
    try (RawWebSocket socket =
        Opening.to(server.ws("wire/fault/unauthorized"))
            .header("Authorization: " + basic("secret"))
            .open()) {
      assertEchoes(socket);
    }
  }

  private static String basic(String password) {
    byte[] credentials = Bytes.utf8("wsbin:" + password).toArray();
    return "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  @DisplayName("RFC 9110 section 15.4: a redirection")
  void redirect(int code) throws IOException {
    RawResponse answer = answerTo(upgrade("wire/fault/redirect/" + code));

    assertThat(answer.status()).isEqualTo(code);
    assertThat(answer.headers().all("Location"))
        .containsExactly(server.base().getRawPath() + "wire/echo");
  }

  @Test
  void delayComesLateAndEchoes() throws IOException {
    long start = System.nanoTime();
    try (RawWebSocket socket = RawWebSocket.open(server.ws("wire/fault/delay/400ms"))) {
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofMillis(400));
      assertEchoes(socket);
    }
  }

  @Test
  void stepsComeBehindAFaultOfTheHandshake() throws IOException {
    try (RawWebSocket socket =
        RawWebSocket.open(server.ws("wire/fault/delay/10ms/fault/frame-with-101/message/hi"))) {
      assertThat(socket.read(ANSWER)).isEqualTo(Frame.text("in the same write as the 101"));
      assertThat(socket.read(ANSWER)).isEqualTo(Frame.text("hi"));
      assertThat(socket.read(ANSWER)).isEqualTo(Frame.close(1000, ""));
    }
  }

  @Test
  void frameWith101ComesBehindTheHead() throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(server.ws("wire/fault/frame-with-101"))) {
      assertThat(socket.read(ANSWER)).isEqualTo(Frame.text("in the same write as the 101"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "status, 101",
    "status, 99",
    "status, 600",
    "status, abc",
    "redirect, 300",
    "redirect, 304",
    "redirect, 200",
    "delay, soon",
    "delay, -1s",
    "rsv, 0",
    "rsv, 4",
    "opcode, 0",
    "opcode, 1",
    "opcode, 8",
    "opcode, 10",
    "opcode, 16",
    "opcode, x",
    "length-not-minimal, 8",
    "length-not-minimal, 32",
    "close-code, 1000",
    "close-code, 65536",
    "close-code, -1"
  })
  void aBadParameterIsRefused(String fault, String value) throws IOException {
    RawResponse answer = answerTo(upgrade("wire/fault/" + fault + "/" + value));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().utf8())
        .startsWith(
            "Step 1 is fault/" + fault + "/{value}, whose value is \"" + value + "\"; allowed")
        .endsWith(".\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "Masked", "accept", "rsvp/1"})
  void anUnknownFaultIsNotFoundAndTheKnownOnesAreNamed(String name) throws IOException {
    RawResponse answer = answerTo(upgrade("wire/fault/" + name));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body().utf8())
        .contains("accept-wrong", "masked", "half-frame")
        .endsWith(".\n");
  }

  private Headers headersOf101(String fault) throws IOException {
    RawResponse answer = answerTo(upgrade("wire/fault/" + fault));
    assertThat(answer.status()).isEqualTo(101);
    return answer.headers();
  }

  private static void assertSwitches(Headers headers) {
    assertThat(headers.tokens("Upgrade")).containsExactly("websocket");
    assertThat(headers.tokens("Connection")).contains("upgrade");
  }

  private static void assertEchoes(RawWebSocket socket) throws IOException {
    socket.send(Frame.text("hello"));
    assertThat(socket.read(ANSWER)).isEqualTo(Frame.text("hello"));
  }

  private RawResponse answerTo(RequestTemplate request) throws IOException {
    return RawHttp.once(server.base(), request.lines(server.base()), ANSWER);
  }
}
