package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.Background;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.FrameReader;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

@DisplayName("RFC 6455 section 7: closing the connection, begun by the client")
@ExtendWith(ServerExtension.class)
class WireCloseIT {
  private static final Frame EMPTY_CLOSE = new Frame(true, 0, Frame.CLOSE, Bytes.EMPTY);
  private static final int IN_FLIGHT = 1000;

  private final RawWebSocket socket;

  WireCloseIT(RunningServer server) throws IOException {
    socket = RawWebSocket.open(server.ws("wire/echo"));
  }

  @AfterEach
  void disconnect() throws IOException {
    socket.close();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000,
        4999
      })
  @DisplayName("RFC 6455 section 7.4: every code that may be sent")
  void aCloseIsAnsweredWithItsCode(int code) throws IOException {
    socket.send(Frame.close(code, ""));

    assertLast(Frame.close(code, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bye", "Grüße \ud83d\ude80"})
  void aReasonIsEchoed(String reason) throws IOException {
    socket.send(Frame.close(4000, reason));

    assertLast(Frame.close(4000, reason));
  }

  @Test
  @DisplayName("RFC 6455 section 5.5: a reason of 123 octets")
  void aReasonMayFillTheFrame() throws IOException {
    socket.send(Frame.close(1000, "x".repeat(123)));

    assertLast(Frame.close(1000, "x".repeat(123)));
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.1: a close frame need not have a body")
  void anEmptyCloseIsAnsweredWithAnEmptyClose() throws IOException {
    socket.send(EMPTY_CLOSE);

    assertLast(EMPTY_CLOSE);
  }

  @Test
  void aCloseMayComeOctetByOctet() throws IOException {
    socket.sendOctetByOctet(Frame.close(3000, "bit by bit").asClientSends());

    assertLast(Frame.close(3000, "bit by bit"));
  }

  @Test
  void aCloseMayComeWithinAMessage() throws IOException {
    Frame part = Frame.text("never finished").unfinished();
    socket.sendRaw(Fragments.asClientSends(List.of(part, Frame.close(1001, "going"))));

    assertLast(part, Frame.close(1001, "going"));
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.1: nothing is sent after a close frame")
  void whatComesAfterTheCloseIsNotAnswered() throws IOException {
    socket.sendRaw(
        Fragments.asClientSends(
            List.of(Frame.close(1000, ""), Frame.ping("late"), Frame.text("too late"))));

    assertLast(Frame.close(1000, ""));
  }

  @Test
  void aSecondCloseIsNotAnswered() throws IOException {
    socket.sendRaw(
        Fragments.asClientSends(List.of(Frame.close(1000, ""), Frame.close(4000, "again"))));

    assertLast(Frame.close(1000, ""));
  }

  @Test
  void whatIsInFlightComesBackBeforeTheCloseIsAnswered() throws IOException {
    Frame sent = Frame.binary(Bytes.pattern(16 * 1024));
    List<Frame> frames = new ArrayList<>(Collections.nCopies(IN_FLIGHT, sent));
    frames.add(Frame.close(4001, "that was all"));
    CompletableFuture<Integer> sending = Background.start(() -> Fragments.send(socket, frames));

    for (int i = 0; i < IN_FLIGHT; i++) {
      assertThat(socket.read(LONG)).isEqualTo(sent);
    }
    assertLast(Frame.close(4001, "that was all"));
    assertThat(sending).succeedsWithin(LONG);
  }

  @Test
  void theServerEndsTcpFirst() throws IOException {
    socket.send(Frame.close(1000, ""));

    assertThat(socket.read(ANSWER)).isEqualTo(Frame.close(1000, ""));
    assertThat(socket.readToFin(ANSWER)).isEqualTo(Bytes.EMPTY);
  }

  private void assertLast(Frame... frames) throws IOException {
    assertThat(FrameReader.all(socket.readToFin(LONG))).containsExactly(frames);
  }
}
