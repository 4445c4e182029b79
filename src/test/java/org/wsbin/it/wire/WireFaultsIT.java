package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.FrameReader;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** Faults that come once the connection is open. */
@DisplayName("RFC 6455 sections 5 and 7: what no server may send")
@ExtendWith(ServerExtension.class)
@TestInstance(PER_CLASS)
class WireFaultsIT {
  private static final Duration MAX_FAULT_DURATION = Duration.ofSeconds(2);
  private static final Bytes HALF_A_FRAME = Bytes.hex("81 0a 48656c6c6f");

  private final RunningServer original;
  private RunningServer server;
  private RunningServer patient;

  WireFaultsIT(RunningServer original) {
    this.original = original;
  }

  @BeforeAll
  void startWithAShortWaitAndWithALongOne() {
    server =
        Servers.startLike(
            original,
            Map.of(
                "fault-wait", "300ms",
                "max-fault-duration", "2s",
                "ping-interval", "1s",
                "pong-timeout", "400ms"));
    patient = Servers.startLike(original, Map.of("fault-wait", "1h", "ping-interval", "0"));
  }

  @AfterAll
  void stop() {
    server.close();
    patient.close();
  }

  static Stream<FaultOctets> faults() {
    return FaultOctets.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aFaultIsTheseOctetsAndThenTcpEnds(FaultOctets expected) throws IOException {
    try (RawWebSocket socket = open(expected.fault())) {
      assertThat(socket.readToFin(LONG)).isEqualTo(expected.octets());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"drop", "drop-in-frame"})
  void aDropDoesNotWaitForAReaction(String fault) throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(patient.ws("wire/fault/" + fault))) {
      assertThat(socket.readToFin(ANSWER).length()).isLessThan(8);
    }
  }

  @Test
  @DisplayName("RFC 6455 section 5.2: a frame that never ends")
  void halfAFrameIsFollowedBySilence() throws IOException {
    long start = System.nanoTime();
    try (RawWebSocket socket = open("half-frame")) {
      assertThat(socket.readToFin(LONG)).isEqualTo(HALF_A_FRAME);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(MAX_FAULT_DURATION);
    }
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.3: a pong that nobody asked for")
  void behindAnUnaskedPongMessagesComeBack() throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(original.ws("wire/fault/pong-unasked"))) {
      assertThat(socket.read(ANSWER)).isEqualTo(Frame.pong(Bytes.utf8("unasked")));
      socket.send(Frame.text("hello"));

      assertThat(socket.read(ANSWER)).isEqualTo(Frame.text("hello"));
    }
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.2: a ping that is not answered")
  void aPingStaysUnansweredWhileMessagesComeBack() throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(original.ws("wire/fault/ping-unanswered"))) {
      socket.send(Frame.ping("anybody?"));
      socket.send(Frame.text("hello"));
      socket.send(Frame.close(1000, ""));

      assertThat(FrameReader.all(socket.readToFin(ANSWER)))
          .containsExactly(Frame.text("hello"), Frame.close(1000, ""));
    }
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.1: a close that is not answered")
  void aCloseStaysUnansweredUntilTheFaultIsOver() throws IOException {
    long start = System.nanoTime();
    try (RawWebSocket socket = open("close-unanswered")) {
      socket.send(Frame.text("hello"));
      socket.send(Frame.close(1000, ""));

      List<Frame> frames = FrameReader.all(socket.readToFin(LONG));

      assertThat(Fragments.data(frames)).containsExactly(Frame.text("hello"));
      assertThat(frames).extracting(Frame::opcode).doesNotContain(Frame.CLOSE);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(MAX_FAULT_DURATION);
    }
  }

  @Test
  void aClientThatClosesIsNotKeptWaiting() throws IOException {
    for (String fault : List.of("masked", "rsv/2", "utf8-invalid", "close-code/1005")) {
      try (RawWebSocket socket = RawWebSocket.open(patient.ws("wire/fault/" + fault))) {
        socket.readSome(ANSWER);
        socket.send(Frame.close(1002, ""));

        socket.awaitEof(ANSWER);
      }
    }
  }

  private RawWebSocket open(String fault) throws IOException {
    return RawWebSocket.open(server.ws("wire/fault/" + fault));
  }
}
