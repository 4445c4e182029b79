package org.wsbin.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class WsbinTranscriptTest {
  private final WsbinServer server = new WsbinServer(URI.create("https://127.0.0.1:9/base/"));

  @Test
  void addressesOfTheServer() {
    assertThat(server.ws()).hasToString("wss://127.0.0.1:9/base/");
    assertThat(server.uri("/wire/echo")).hasToString("wss://127.0.0.1:9/base/wire/echo");
    assertThat(server.uri("wire/echo")).isEqualTo(server.uri("/wire/echo"));
    assertThat(server.httpUri("/metrics")).hasToString("https://127.0.0.1:9/base/metrics");
    assertThat(server.port()).isEqualTo(9);
    assertThat(server).hasToString("wsbin at https://127.0.0.1:9/base/");
  }

  @Test
  void aPathThatIsNoneIsRefused() {
    assertThatThrownBy(() -> server.uri("/wire/message/a b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/wire/message/a b");
  }

  @Test
  void theNameIsAddedToTheQuery() {
    WsbinTranscript transcript = new WsbinTranscript(server, "n");
    assertThat(transcript.uri("/ws/echo"))
        .hasToString("wss://127.0.0.1:9/base/ws/echo?transcript=n");
    assertThat(transcript.uri("/ws/close/4001?reason=a%26b"))
        .hasToString("wss://127.0.0.1:9/base/ws/close/4001?reason=a%26b&transcript=n");
    assertThat(transcript.name(URI.create("ws://proxy/ws/echo")))
        .hasToString("ws://proxy/ws/echo?transcript=n");
    assertThat(transcript).hasToString("transcript n");
  }

  @Test
  void twoNamesAreRefused() {
    WsbinTranscript transcript = new WsbinTranscript(server, "n");
    assertThatThrownBy(() -> transcript.name(transcript.uri("/ws/echo?a=b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The address wss://127.0.0.1:9/base/ws/echo?a=b&transcript=n names a transcript already;"
                + " give it without.");
    assertThat(transcript.uri("/ws/echo?xtranscript=1").getQuery()).endsWith("&transcript=n");
  }

  @Test
  void aFragmentIsRefused() {
    assertThatThrownBy(() -> new WsbinTranscript(server, "n").uri("/wire/message/a#b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "/wire/message/a#b has a fragment, which is never sent (RFC 6455 section 3); write %23"
                + " for #.");
  }

  @Test
  void eachNameIsNew() {
    assertThat(server.transcript().name())
        .matches("[0-9a-f-]{36}")
        .isNotEqualTo(server.transcript().name());
  }
}
