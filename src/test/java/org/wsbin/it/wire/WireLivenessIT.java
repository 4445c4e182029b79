package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.OncePerNetwork;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** Pings every 200 ms, each to be answered within 500 ms. */
@OncePerNetwork
@ExtendWith(ServerExtension.class)
@TestInstance(PER_CLASS)
class WireLivenessIT {
  private static final int SEVERAL = 10;
  private static final int MAX_CONNECTIONS = 20;

  private final RunningServer original;
  private RunningServer server;

  WireLivenessIT(RunningServer original) {
    this.original = original;
  }

  @BeforeAll
  void startWithShortTimes() {
    server =
        Servers.startLike(
            original,
            Map.of(
                "ping-interval", "200ms",
                "pong-timeout", "500ms",
                "close-timeout", "1s",
                "max-connections", Integer.toString(MAX_CONNECTIONS)));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire/echo", "wire/time?interval=1h"})
  void aPeerThatAnswersPingsStaysOpen(String path) throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(server.ws(path))) {
      for (int i = 0; i < SEVERAL; i++) {
        Frame ping = socket.read(ANSWER);
        assertThat(ping.opcode()).isEqualTo(Frame.PING);
        socket.send(Frame.pong(ping.payload()));
      }
      socket.send(Frame.close(1000, ""));

      assertThat(socket.readClose(ANSWER).closeCode()).isEqualTo(1000);
    }
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: control frames between fragments")
  void pingsGoOutWhileAMessageIsUnfinished() throws IOException {
    Bytes payload = Bytes.pattern(200_000);
    try (RawWebSocket socket = RawWebSocket.open(server.ws("wire/echo"))) {
      socket.send(Frame.binary(payload).unfinished());
      long echoed = 0;
      for (int i = 0; i < SEVERAL; i++) {
        List<Frame> frames = socket.readThrough(Frame.PING, ANSWER);
        socket.send(Frame.pong(frames.get(frames.size() - 1).payload()));
        echoed += Fragments.joined(frames).length();
      }
      socket.send(Frame.continuation(Bytes.EMPTY));
      echoed += Fragments.joined(socket.readThroughFin(ANSWER)).length();

      assertThat(echoed).isEqualTo(payload.length());
    }
  }

  @Test
  void pingsGoOutWhileAFrameIsUnfinished() throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(server.ws("wire/echo"))) {
      socket.sendRaw(Bytes.hex("82 8a 00000000 00")); // one octet of ten

      assertThat(socket.readThrough(Frame.PING, ANSWER))
          .last()
          .extracting(Frame::fin)
          .isEqualTo(true);
    }
  }

  @Test
  void aPeerThatAnswersNoPingIsClosedOnEveryEndpoint() throws IOException {
    try (RawWebSocket echo = RawWebSocket.open(server.ws("wire/echo"));
        RawWebSocket time = RawWebSocket.open(server.ws("wire/time?interval=1h"))) {
      for (RawWebSocket socket : List.of(echo, time)) {
        assertThat(socket.readClose(LONG)).isEqualTo(Frame.close(1011, "keepalive ping timeout"));
      }
      echo.awaitEof(LONG);
      time.awaitEof(LONG);
    }
  }

  @Test
  void otherTrafficDoesNotReplaceAPong() throws IOException {
    String often = "wire/time?interval=50ms&count=1000000";
    try (RawWebSocket socket = RawWebSocket.open(server.ws(often))) {
      Frame frame = socket.read(ANSWER);
      for (int i = 0; i < 1000 && frame.opcode() != Frame.CLOSE; i++) {
        socket.send(Frame.text("still here"));
        frame = socket.read(ANSWER);
      }

      assertThat(frame.closeCode()).isEqualTo(1011);
    }
  }

  /** They neither read nor send; TCP has nothing to tell of them. */
  @ParameterizedTest
  @ValueSource(strings = {"", "82 8a 00000000 00", "02 80 00000000"})
  void peersThatVanishGiveTheirPlacesBack(String last) throws IOException {
    List<RawWebSocket> vanished = new ArrayList<>();
    for (var place = takePlace(); place.isPresent(); place = takePlace()) {
      place.get().sendRaw(Bytes.hex(last));
      vanished.add(place.get());
    }

    vanished.add(await().atMost(LONG).until(this::takePlace, Optional::isPresent).orElseThrow());
    for (RawWebSocket socket : vanished) {
      socket.close();
    }
  }

  private Optional<RawWebSocket> takePlace() {
    try {
      return Optional.of(RawWebSocket.open(server.ws("wire/echo")));
    } catch (IOException refused) {
      return Optional.empty();
    }
  }
}
