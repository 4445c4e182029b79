package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;
import static org.wsbin.it.wire.Failure.assertFailed;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.FrameReader;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

@DisplayName("RFC 6455 sections 5 and 7: what a client may not send")
@ExtendWith(ServerExtension.class)
class WireRulesIT {
  private static final Frame HELLO = Frame.text("hello");

  private final RawWebSocket socket;

  WireRulesIT(RunningServer server) throws IOException {
    socket = RawWebSocket.open(server.ws("wire/echo"));
  }

  @AfterEach
  void disconnect() throws IOException {
    socket.close();
  }

  static Stream<ViolationCase> violations() {
    return ViolationCase.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("violations")
  void inOneWriteItFailsTheConnection(ViolationCase violation) throws IOException {
    socket.sendRaw(violation.octets());

    assertFailed(socket, violation.code());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("violations")
  void octetByOctetItFailsTheConnectionJustSo(ViolationCase violation) throws IOException {
    Failure.sendOctetByOctet(socket, violation.octets());

    assertFailed(socket, violation.code());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("violations")
  void whatCameBeforeItIsEchoedFirst(ViolationCase violation) throws IOException {
    socket.sendRaw(HELLO.asClientSends().plus(violation.octets()));

    assertThat(socket.read(ANSWER)).isEqualTo(HELLO);
    assertFailed(socket, violation.code());
  }

  @Test
  void aPingAndAnUnfinishedMessageBeforeItAreAnsweredFirst() throws IOException {
    Bytes valid =
        Frame.ping("p").asClientSends().plus(Frame.text("part").unfinished().asClientSends());
    socket.sendRaw(valid.plus(Bytes.hex("83 80 00000000"))); // reserved opcode 3

    assertThat(List.of(socket.read(ANSWER), socket.read(ANSWER)))
        .containsExactlyInAnyOrder(Frame.pong(Bytes.utf8("p")), Frame.text("part").unfinished());
    assertFailed(socket, 1002);
  }

  @Test
  void nothingAfterItIsAnswered() throws IOException {
    Bytes violation = Bytes.hex("83 80 00000000"); // reserved opcode 3
    socket.sendRaw(violation.plus(Frame.ping("late").asClientSends()).plus(HELLO.asClientSends()));

    List<Frame> frames = FrameReader.all(socket.readToFin(LONG));

    assertThat(frames).singleElement().extracting(Frame::closeCode).isEqualTo(1002);
  }
}
