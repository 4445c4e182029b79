package org.wsbin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

@DisplayName("RFC 6455 section 7: closing the connection")
@ExtendWith(ServerExtension.class)
class ClosingIT {
  private final RawWebSocket socket;

  ClosingIT(RunningServer server) throws IOException {
    socket = RawWebSocket.open(server.ws("ws/echo"));
  }

  @AfterEach
  void disconnect() throws IOException {
    socket.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001, 3000, 4999})
  void aCloseIsAnsweredWithItsCode(int code) throws IOException {
    socket.send(Frame.close(code, "bye"));

    assertThat(socket.readClose(ANSWER).closeCode()).isEqualTo(code);
    socket.awaitEof(LONG);
  }

  @Test
  void aCloseWithoutACodeIsAnswered() throws IOException {
    socket.send(new Frame(true, 0, Frame.CLOSE, Bytes.EMPTY));

    assertThat(socket.readClose(ANSWER).closeCode()).isIn(Frame.NO_STATUS, 1000);
    socket.awaitEof(LONG);
  }

  static Map<String, Bytes> invalidTexts() {
    return Map.of(
        "an octet that is never used", Bytes.hex("61 ff 62"),
        "a continuation without a beginning", Bytes.hex("80"),
        "a character cut at the end of the message", Bytes.hex("61 e2 82"),
        "an overlong slash", Bytes.hex("c0 af"),
        "a surrogate", Bytes.hex("ed a0 80"),
        "beyond U+10FFFF", Bytes.hex("f4 90 80 80"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("invalidTextNames")
  @DisplayName("RFC 6455 section 8.1: invalid UTF-8 is 1007")
  void invalidUtf8IsRefused(String name) throws IOException {
    socket.send(Frame.text(invalidTexts().get(name)));

    assertThat(socket.readClose(ANSWER).closeCode()).isEqualTo(1007);
  }

  static List<String> invalidTextNames() {
    return invalidTexts().keySet().stream().sorted().toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("invalidTextNames")
  void invalidUtf8AcrossFragmentsIsRefused(String name) throws IOException {
    Bytes invalid = invalidTexts().get(name);
    CompletableFuture<?> sending = Background.start(() -> sendOctetByOctet(invalid));

    assertThat(socket.readClose(ANSWER).closeCode()).isEqualTo(1007);
    // to the end or, since the server may close at the first bad octet, cut off
    assertThat(sending.handle((sent, cutOff) -> "ended")).succeedsWithin(LONG);
  }

  private Bytes sendOctetByOctet(Bytes text) throws IOException {
    socket.send(Frame.text("valid ").unfinished());
    for (int i = 0; i < text.length(); i++) {
      socket.send(Frame.continuation(text.slice(i, i + 1)).unfinished());
    }
    socket.send(Frame.continuation(Bytes.EMPTY));
    return text;
  }
}
