package org.wsbin.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** What keeps scenarios from being turned against others. */
@ExtendWith(ServerExtension.class)
@TestInstance(PER_CLASS)
class ScenarioSafetyIT {
  private final RunningServer original;
  private RunningServer server;

  ScenarioSafetyIT(RunningServer original) {
    this.original = original;
  }

  @BeforeAll
  void startWithShortDurationsAndLessSteps() {
    server =
        Servers.startLike(
            original,
            Map.of(
                "max-duration", "1s",
                "max-fault-duration", "500ms",
                "close-timeout", "500ms",
                "disable", "upper,fault"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws/repeat/tick/50", "wire/repeat/tick/50", "wire/drip/1/50/repeat/x/1"})
  void whatSendsByItselfEndsAfterMaxDuration(String path) throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(server.ws(path))) {
      if (path.contains("drip")) {
        socket.awaitEof(LONG); // what is late does not let the close through in time
      } else {
        Frame close = socket.readClose(LONG);
        assertThat(close.closeCode()).isEqualTo(1008);
        assertThat(close.closeReason()).contains("1s", "--max-duration");
      }
    }
  }

  @Test
  void aSilenceEndsAfterMaxDuration() throws IOException {
    for (String path : List.of("wire/stall/1h", "wire/mute/1h", "wire/echo/ignore-close")) {
      try (RawWebSocket socket = RawWebSocket.open(server.ws(path))) {
        socket.awaitEof(LONG);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ws/upper, 403, upper",
    "wire/message/x/upper, 403, upper",
    "wire/fault/masked, 403, fault/masked",
    "wire/message/x/fault/masked, 403, fault/masked",
    "ws/echo, 101, ''"
  })
  void aStepThatIsTurnedOffIsRefused(String path, int status, String says) throws IOException {
    RawResponse answer = answer(server, path);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body().utf8()).contains(says);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example/",
        "https://evil.example/",
        "http://127.0.0.1@evil.example/",
        "/%5Cevil.example",
        "javascript:alert(1)",
        "/a%0D%0ASet-Cookie:%20a=b",
        "///evil.example"
      })
  void aRedirectNeverLeavesTheHost(String to) throws IOException {
    RawResponse answer = answer(original, "ws/redirect/302?to=" + to);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers().all("Location")).isEmpty();
    assertThat(answer.headers().all("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "header/X-A/a%0D%0AX-B:%20b",
        "header/Transfer-Encoding/chunked",
        "header/connection/close",
        "header/Sec-WebSocket-Accept/x",
        "cookie/a/b%0D%0Ac",
        "cookie/a/b;Domain=example.com"
      })
  void whatWouldChangeTheAnswerItselfIsRefused(String step) throws IOException {
    for (String engine : List.of("ws/", "wire/")) {
      RawResponse answer = answer(original, engine + step + "/echo");
      assertThat(answer.status()).as(engine).isEqualTo(400);
      assertThat(answer.headers().all("X-B")).isEmpty();
    }
  }

  @Test
  void theBodyOfAStatusIsPlainText() throws IOException {
    RawResponse answer = answer(original, "ws/status/500?body=%3Cscript%3Ealert(1)%3C/script%3E");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.headers().first("Content-Type")).hasValue("text/plain;charset=utf-8");
    assertThat(answer.headers().first("X-Content-Type-Options")).hasValue("nosniff");
  }

  private static RawResponse answer(RunningServer server, String path) throws IOException {
    List<String> lines =
        List.of(
            "GET " + server.base().getPath() + path + " HTTP/1.1",
            "Host: " + server.base().getAuthority(),
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: " + Opening.newKey());
    return RawHttp.once(server.base(), lines, ANSWER);
  }
}
