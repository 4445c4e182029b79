package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.handshake.RequestTemplate.plain;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** The faults as a browser finds them. */
@ExtendWith(ServerExtension.class)
class WireFaultPagesIT {
  private static final List<String> WITH_A_PARAMETER =
      List.of("status", "redirect", "delay", "rsv", "opcode", "length-not-minimal", "close-code");

  private final RunningServer server;

  WireFaultPagesIT(RunningServer server) {
    this.server = server;
  }

  static List<String> withoutAParameter() {
    return List.of(
        "accept-wrong",
        "accept-missing",
        "accept-twice",
        "subprotocol-unoffered",
        "extension-unoffered",
        "upgrade-missing",
        "connection-missing",
        "unauthorized",
        "no-answer",
        "frame-with-101",
        "masked",
        "control-fragmented",
        "control-too-long",
        "length-2-63",
        "continuation-unstarted",
        "message-inside-message",
        "utf8-invalid",
        "utf8-split",
        "utf8-truncated",
        "close-one-byte",
        "close-reason-not-utf8",
        "data-after-close",
        "close-unanswered",
        "ping-unanswered",
        "pong-unasked",
        "drop",
        "drop-in-frame",
        "half-frame");
  }

  @Test
  void theListNamesThemAll() throws IOException {
    RawResponse answer = get("wire/fault/");

    assertHtml(answer);
    assertThat(answer.body().utf8()).contains(withoutAParameter()).contains(WITH_A_PARAMETER);
  }

  @ParameterizedTest
  @MethodSource("withoutAParameter")
  void eachHasAPage(String name) throws IOException {
    RawResponse answer = get("wire/fault/" + name);

    assertHtml(answer);
    assertThat(answer.body().utf8()).contains(name);
  }

  @Test
  void anUnknownOneHasNone() throws IOException {
    assertThat(get("wire/fault/nonsense").status()).isEqualTo(404);
  }

  @Test
  void thereIsJsonToo() throws IOException {
    for (String path : List.of("wire/fault/?format=json", "wire/fault/masked?format=json")) {
      RawResponse answer = get(path);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.headers().first("Content-Type").orElseThrow())
          .startsWith("application/json");
      assertThat(answer.body().utf8()).contains("\"name\":\"fault/masked\"", "\"codes\":[1002]");
    }
  }

  private static void assertHtml(RawResponse answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().first("Content-Type").orElseThrow()).startsWith("text/html");
  }

  private RawResponse get(String path) throws IOException {
    return RawHttp.once(server.base(), plain("GET", path).lines(server.base()), ANSWER);
  }
}
