package org.wsbin.it.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** Verdicts about clients that do one thing wrong, or nothing. */
@ExtendWith(ServerExtension.class)
class VerdictIT {
  private final RunningServer server;
  private final String name = UUID.randomUUID().toString();

  VerdictIT(RunningServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire", "ws"})
  void aGoodClientPasses(String engine) throws IOException {
    echoAndClose(engine, 4001);
    RawResponse verdict = verdict("expect=close:4001&expect=messages:1&expect=header:host:*");
    assertThat(verdict.body().utf8()).contains("\"passed\":true").doesNotContain("\"failed\"");
    assertThat(verdict.status()).isEqualTo(200);
  }

  @Test
  void aFailedExpectationIs422() throws IOException {
    echoAndClose("wire", 1000);
    RawResponse verdict = verdict("format=text&expect=close:4001");
    assertThat(verdict.status()).isEqualTo(422);
    assertThat(verdict.body().utf8())
        .contains(
            """
            failed  expect close:4001: The client closes with this code (1005: without one).
                    The client closed with 1000.
            """);
  }

  @Test
  void aWrongExpectationIsRefusedBeforeAnybodyWaits() throws IOException {
    RawResponse refused = get("wait=5m&expect=closed:4001");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().utf8()).startsWith("The parameter expect is \"closed:4001\";");
  }

  @ParameterizedTest
  @CsvSource({
    "81 00, masked",
    "91 80 01020304, reserved-bits",
    "83 80 01020304, opcodes",
    "89 fe 0080 01020304, control-frames",
    "80 80 01020304, fragments",
    "82 fe 0001 01020304 00, lengths",
    "81 81 00000001 ff, utf-8",
    "88 82 00000001 0000, close-frames"
  })
  void aViolationFailsItsRule(String hex, String rule) throws IOException {
    try (RawWebSocket socket = open("wire/echo")) {
      socket.sendRaw(Bytes.hex(hex));
      socket.readClose(LONG);
    }
    RawResponse verdict = verdict("format=tap");
    assertThat(verdict.status()).isEqualTo(422);
    assertThat(verdict.body().utf8()).containsPattern("(?m)^not ok \\d+ - " + rule + "$");
  }

  @ParameterizedTest
  @CsvSource({"1002, 200, strict", "1000, 422, violated"})
  void theDutyAboutAFaultIsJudged(int code, int status, String outcome) throws IOException {
    try (RawWebSocket socket = open("wire/fault/masked")) {
      socket.readSome(LONG);
      socket.send(Frame.close(code, ""));
      socket.awaitEof(LONG);
    }
    RawResponse verdict = verdict("format=text");
    assertThat(verdict.body().utf8())
        .contains(outcome + " about fault/masked: The client closed with " + code + " after ");
    assertThat(verdict.status()).isEqualTo(status);
  }

  @Test
  void aClientThatGoesOnAfterItsCloseFails() throws IOException {
    try (RawWebSocket socket = open("wire/echo")) {
      socket.sendRaw(Bytes.hex("88 82 00000001 03e8 81 80 00000002"));
      socket.readClose(LONG);
      socket.awaitEof(LONG);
    }
    assertThat(verdict("format=tap").body().utf8())
        .containsPattern("(?m)^not ok \\d+ - nothing-after-close$");
  }

  @Test
  void aServersCloseThatIsNotAnsweredFails() throws IOException {
    try (RawWebSocket socket = open("wire/close/4002")) {
      socket.readClose(LONG);
    }
    assertThat(verdict("format=junit").body().utf8())
        .contains(
            "<testcase classname=\"wsbin\" name=\"close-answered\"><failure message=\"",
            "The client did not answer the close: it ended TCP.");
  }

  @Test
  void aVerdictCanBeAwaitedAndIs408IfNobodyComes() throws IOException {
    try (RawWebSocket socket = open("wire/echo")) {
      assertThat(socket).isNotNull();
      assertThat(get("wait=100ms").status()).isEqualTo(408);
    }
    assertThat(get("wait=10s").status()).isNotEqualTo(408);
  }

  @Test
  void anUnknownNameIs404AndAnUnknownExpectationIs400() throws IOException {
    assertThat(get("format=text").status()).isEqualTo(404);
    echoAndClose("wire", 1000);
    RawResponse refused = get("expect=closed:1");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().utf8())
        .startsWith("The parameter expect is \"closed:1\"; allowed are close:4001, ");
  }

  private void echoAndClose(String engine, int code) throws IOException {
    try (RawWebSocket socket = open(engine + "/echo")) {
      socket.send(Frame.text("hello"));
      socket.readMessage(LONG);
      socket.send(Frame.close(code, ""));
      socket.readClose(LONG);
      socket.awaitEof(LONG);
    }
  }

  private RawWebSocket open(String path) throws IOException {
    return RawWebSocket.open(server.ws(path + "?ping-interval=0&transcript=" + name));
  }

  private RawResponse verdict(String query) throws IOException {
    return get("wait=10s&" + query);
  }

  private RawResponse get(String query) throws IOException {
    URI at = server.base();
    return RawHttp.once(
        at,
        List.of(
            "GET " + at.getPath() + "transcripts/" + name + "/verdict?" + query + " HTTP/1.1",
            "Host: " + at.getAuthority(),
            "Connection: close"),
        LONG.plusSeconds(30));
  }
}
