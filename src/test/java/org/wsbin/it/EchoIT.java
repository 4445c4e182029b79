package org.wsbin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.ANSWER;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** Echo, as a well-behaved client sees it. */
@ExtendWith(ServerExtension.class)
class EchoIT {
  private static final List<String> TEXTS =
      List.of(
          "hello",
          "",
          "Grüße, \u4e16\u754c",
          "four octets each: \ud834\udd1e\ud83d\ude80\ud83c\udff3",
          "\u0000\t\r\n\"\\<&>",
          "long ".repeat(50_000));

  private final RunningServer server;

  EchoIT(RunningServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws/echo", "echo"})
  void everyTextComesBackInItsOrder(String path) throws Exception {
    try (RecordingClient peer = RecordingClient.open(server.ws(path))) {
      for (String text : TEXTS) {
        peer.send(text);
      }
      for (String text : TEXTS) {
        assertThat(peer.next(ANSWER)).isEqualTo(WholeMessage.text(text));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws/echo", "echo"})
  void everyBinaryMessageComesBack(String path) throws Exception {
    try (RecordingClient peer = RecordingClient.open(server.ws(path))) {
      for (int length : new int[] {1, 0, 125, 126, 65535, 65536, 300_000}) {
        Bytes payload = Bytes.pattern(length);
        peer.send(payload);
        assertThat(peer.next(ANSWER)).isEqualTo(WholeMessage.binary(payload));
      }
    }
  }

  @Test
  void textAndBinaryKeepTheirOrder() throws Exception {
    Bytes binary = Bytes.hex("00 ff 80");
    try (RecordingClient peer = RecordingClient.open(server.ws("ws/echo"))) {
      peer.send("first");
      peer.send(binary);
      peer.send("third");

      List<WholeMessage> echoes = List.of(peer.next(ANSWER), peer.next(ANSWER), peer.next(ANSWER));

      assertThat(echoes)
          .containsExactly(
              WholeMessage.text("first"), WholeMessage.binary(binary), WholeMessage.text("third"));
    }
  }

  @Test
  void aTextSentInPartsComesBackWhole() throws Exception {
    try (RecordingClient peer = RecordingClient.open(server.ws("ws/echo"))) {
      for (int part = 0; part < 100; part++) {
        peer.sendPart("part\ud83d\ude80" + part, part == 99);
      }
      Stream<String> parts = IntStream.range(0, 100).mapToObj(part -> "part\ud83d\ude80" + part);

      assertThat(peer.next(ANSWER)).isEqualTo(WholeMessage.text(String.join("", parts.toList())));
    }
  }

  @Test
  void connectionsDoNotMixTheirMessages() throws Exception {
    try (RecordingClient one = RecordingClient.open(server.ws("ws/echo"));
        RecordingClient two = RecordingClient.open(server.ws("ws/echo"))) {
      one.sendPart("o", false);
      two.sendPart("t", false);
      one.sendPart("ne", true);
      two.sendPart("wo", true);

      assertThat(one.next(ANSWER)).isEqualTo(WholeMessage.text("one"));
      assertThat(two.next(ANSWER)).isEqualTo(WholeMessage.text("two"));
    }
  }
}
