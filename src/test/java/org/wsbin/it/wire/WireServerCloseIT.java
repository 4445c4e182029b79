package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.Background;
import org.wsbin.it.OncePerNetwork;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.FrameReader;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

@OncePerNetwork
@DisplayName("RFC 6455 section 7: closing the connection, begun by the server")
@ExtendWith(ServerExtension.class)
@TestInstance(PER_CLASS)
class WireServerCloseIT {
  private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);
  private static final String ONE_TIME = "wire/time?count=1&interval=10ms";

  private final RunningServer original;
  private RunningServer hasty;
  private RunningServer patient;

  WireServerCloseIT(RunningServer original) {
    this.original = original;
  }

  @BeforeAll
  void start() {
    hasty = Servers.startLike(original, Map.of("close-timeout", "500ms"));
    patient = Servers.startLike(original, Map.of("close-timeout", "1h"));
  }

  @AfterAll
  void stop() {
    hasty.close();
    patient.close();
  }

  @Test
  void tcpEndsOnceTheCloseIsAnswered() throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(patient.ws(ONE_TIME))) {
      assertThat(socket.readClose(ANSWER)).isEqualTo(Frame.close(1000, "Done"));
      socket.send(Frame.close(1000, ""));

      assertThat(socket.readToFin(ANSWER)).isEqualTo(Bytes.EMPTY);
    }
  }

  @Test
  void anyCloseIsAnAnswer() throws IOException {
    for (Bytes answer :
        List.of(
            Frame.close(4000, "as you like").asClientSends(),
            Bytes.hex("88 80 00000000"), // no body
            Frame.text("first this").asClientSends().plus(Bytes.hex("88 80 00000000")))) {
      try (RawWebSocket socket = RawWebSocket.open(patient.ws(ONE_TIME))) {
        socket.readClose(ANSWER);
        socket.sendRaw(answer);

        assertThat(socket.readToFin(ANSWER)).as("after %s", answer).isEqualTo(Bytes.EMPTY);
      }
    }
  }

  @Test
  void anEndOfTcpIsAnAnswer() throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(patient.ws(ONE_TIME))) {
      socket.readClose(ANSWER);
      socket.finish();

      assertThat(socket.readToFin(ANSWER)).isEqualTo(Bytes.EMPTY);
    }
  }

  @Test
  @DisplayName("RFC 6455 section 7.1.1: a client that answers no close is cut off")
  void withoutAnAnswerTcpEndsAfterTheCloseTimeout() throws IOException {
    long start = System.nanoTime();
    try (RawWebSocket socket = RawWebSocket.open(hasty.ws(ONE_TIME))) {
      socket.readClose(ANSWER);
      socket.awaitEof(LONG);

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(CLOSE_TIMEOUT);
    }
  }

  @Test
  void whatComesInsteadOfAnAnswerDoesNotPutOffTheEnd() throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(hasty.ws(ONE_TIME))) {
      Frame close = socket.readClose(ANSWER);
      CompletableFuture<String> sending = Background.start(() -> sendUntilCutOff(socket));
      socket.awaitEof(LONG);

      assertThat(close.closeCode()).isEqualTo(1000);
      assertThat(sending).succeedsWithin(LONG);
    }
  }

  private static String sendUntilCutOff(RawWebSocket socket) throws IOException {
    try {
      while (true) {
        socket.send(Frame.text("and another thing"));
      }
    } catch (SocketException reset) {
      return "cut off";
    }
  }

  @Test
  @DisplayName("RFC 6455 section 7.1.7: fail the connection")
  void afterAViolationTheServerSaysNothingMoreAtOnce() throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(patient.ws("wire/echo"))) {
      socket.sendRaw(Bytes.hex("83 80 00000000")); // reserved opcode 3

      assertThat(FrameReader.all(socket.readToFin(ANSWER)))
          .as("FIN comes without waiting for the client's close")
          .singleElement()
          .extracting(Frame::closeCode)
          .isEqualTo(1002);
    }
  }

  @Test
  void whoFailsAndStaysIsCutOffAfterTheCloseTimeout() throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(hasty.ws("wire/echo"))) {
      socket.sendRaw(Bytes.hex("83 80 00000000")); // reserved opcode 3
      CompletableFuture<String> sending = Background.start(() -> sendUntilCutOff(socket));

      assertThat(socket.readClose(ANSWER).closeCode()).isEqualTo(1002);
      assertThat(sending).succeedsWithin(LONG);
    }
  }
}
