package org.wsbin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;
import static org.wsbin.it.raw.Bytes.EMPTY;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

@DisplayName("RFC 6455 section 5.4: fragmentation")
@ExtendWith(ServerExtension.class)
class EchoFragmentsIT {
  private final RawWebSocket socket;

  EchoFragmentsIT(RunningServer server) throws IOException {
    socket = RawWebSocket.open(server.ws("ws/echo"));
  }

  @AfterEach
  void disconnect() throws IOException {
    socket.close();
  }

  @Test
  void emptyFragmentsAreAllowedAnywhere() throws IOException {
    send(
        Frame.text("").unfinished(),
        Frame.continuation(Bytes.utf8("a")).unfinished(),
        Frame.continuation(EMPTY).unfinished(),
        Frame.continuation(Bytes.utf8("b")).unfinished(),
        Frame.continuation(EMPTY));

    assertThat(socket.readMessage(ANSWER)).isEqualTo(WholeMessage.text("ab"));
  }

  @Test
  void aMessageOfEmptyFragmentsIsAnEmptyMessage() throws IOException {
    send(Frame.binary(EMPTY).unfinished(), Frame.continuation(EMPTY));
    send(Frame.text("next"));

    assertThat(socket.readMessage(ANSWER)).isEqualTo(WholeMessage.binary(EMPTY));
    assertThat(socket.readMessage(ANSWER)).isEqualTo(WholeMessage.text("next"));
  }

  @Test
  void aCharacterMayBeSplitAcrossFragments() throws IOException {
    Bytes text = Bytes.utf8("a\u20ac\ud834\udd1ez"); // one, three, four and one octets
    send(Frame.text(EMPTY).unfinished());
    for (int i = 0; i < text.length(); i++) {
      send(Frame.continuation(text.slice(i, i + 1)).unfinished());
    }
    send(Frame.continuation(EMPTY));

    assertThat(socket.readMessage(ANSWER).text()).isEqualTo(text.utf8());
  }

  @Test
  void tenThousandFragmentsMakeOneMessage() throws IOException {
    Bytes payload = Bytes.pattern(30_000);
    send(Frame.binary(EMPTY).unfinished());
    for (int i = 0; i < payload.length(); i += 3) {
      send(Frame.continuation(payload.slice(i, i + 3)).unfinished());
    }
    send(Frame.continuation(EMPTY));

    assertThat(socket.readMessage(LONG)).isEqualTo(WholeMessage.binary(payload));
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.2: a pong carries the ping's payload")
  void aPingIsAnsweredWithItsPayload() throws IOException {
    for (String payload : List.of("", "hello", "x".repeat(125))) {
      send(Frame.ping(payload));

      assertThat(socket.read(ANSWER)).isEqualTo(Frame.pong(Bytes.utf8(payload)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 200_000})
  void aPingBetweenFragmentsIsAnsweredAtOnce(int length) throws IOException {
    String beginning = "b".repeat(length);
    send(Frame.text(beginning).unfinished(), Frame.ping("now"));
    List<Frame> beforeTheEnd = socket.readThrough(Frame.PONG, ANSWER);
    send(Frame.continuation(Bytes.utf8(" and end")));
    List<Frame> afterwards = socket.readThroughFin(ANSWER);

    assertThat(beforeTheEnd).last().isEqualTo(Frame.pong(Bytes.utf8("now")));
    assertThat(textOf(beforeTheEnd) + textOf(afterwards)).isEqualTo(beginning + " and end");
  }

  @Test
  void aContinuationOfNothingIsAProtocolError() throws IOException {
    send(Frame.continuation(Bytes.utf8("of what?")));

    assertThat(socket.readClose(ANSWER).closeCode()).isEqualTo(1002);
  }

  private void send(Frame... frames) throws IOException {
    for (Frame frame : frames) {
      socket.send(frame);
    }
  }

  private static String textOf(List<Frame> frames) {
    Stream<Frame> data = frames.stream().filter(frame -> !frame.isControl());
    return String.join("", data.map(frame -> frame.payload().utf8()).toList());
  }
}
