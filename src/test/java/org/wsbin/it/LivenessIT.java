package org.wsbin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
class LivenessIT {
  private static final Duration PING_INTERVAL = Duration.ofMillis(200);
  private static final int SEVERAL = 10;

  private final RunningServer original;

  private RunningServer server;

  LivenessIT(RunningServer original) {
    this.original = original;
  }

  @BeforeAll
  void startWithShortTimes() {
    server =
        Servers.startLike(
            original,
            Map.of("ping-interval", "200ms", "pong-timeout", "500ms", "close-timeout", "1s"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws/echo", "ws?interval=1h"})
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
  void pingsGoOutWhileAMessageIsUnfinished() throws IOException {
    assumeFalse(
        server.name().contains("jetty"),
        "Jetty cannot send a ping between the parts of a message; wsbin leaves it out there");
    Bytes payload = Bytes.pattern(200_000);
    try (RawWebSocket socket = RawWebSocket.open(server.ws("ws/echo"))) {
      socket.send(Frame.binary(payload).unfinished());
      long echoed = 0;
      for (int i = 0; i < SEVERAL; i++) {
        List<Frame> frames = socket.readThrough(Frame.PING, ANSWER);
        socket.send(Frame.pong(frames.get(frames.size() - 1).payload()));
        echoed += octets(frames);
      }
      socket.send(Frame.continuation(Bytes.EMPTY));

      assertThat(echoed + octets(socket.readThroughFin(ANSWER))).isEqualTo(payload.length());
    }
  }

  @Test
  void aMessageMayTakeLongerThanManyPingsDo() throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(server.ws("ws/echo"))) {
      socket.send(Frame.text("x".repeat(200_000)).unfinished());
      long echoed = 0;
      for (int i = 0; i < 2 * SEVERAL; i++) {
        socket.send(Frame.continuation(Bytes.utf8("y".repeat(10_000))).unfinished());
        List<Frame> frames = socket.poll(PING_INTERVAL).stream().toList();
        for (Frame ping : frames.stream().filter(f -> f.opcode() == Frame.PING).toList()) {
          socket.send(Frame.pong(ping.payload()));
        }
        echoed += octets(frames);
      }
      socket.send(Frame.continuation(Bytes.EMPTY));

      assertThat(echoed + octets(socket.readThroughFin(ANSWER)))
          .isEqualTo(200_000 + 2 * SEVERAL * 10_000);
    }
  }

  private static long octets(List<Frame> frames) {
    return frames.stream().filter(f -> !f.isControl()).mapToLong(f -> f.payload().length()).sum();
  }

  @Test
  void aPeerThatAnswersNoPingIsClosedOnEveryEndpoint() throws IOException {
    // both at once, because each may take until the server no longer waits for a close in answer
    try (RawWebSocket echo = RawWebSocket.open(server.ws("ws/echo"));
        RawWebSocket time = RawWebSocket.open(server.ws("ws?interval=1h"))) {
      for (RawWebSocket socket : List.of(echo, time)) {
        Frame close = socket.readClose(LONG);
        assertThat(close.closeCode()).isEqualTo(1011);
        assertThat(close.closeReason()).isEqualTo("keepalive ping timeout");
      }
      echo.awaitEof(LONG);
      time.awaitEof(LONG);
    }
  }

  @Test
  void otherTrafficDoesNotReplaceAPong() throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(server.ws("ws?interval=50ms&count=1000000"))) {
      Frame frame = socket.read(ANSWER);
      for (int i = 0; i < 1000 && frame.opcode() != Frame.CLOSE; i++) {
        socket.send(Frame.text("still here"));
        frame = socket.read(ANSWER);
      }

      assertThat(frame.closeCode()).isEqualTo(1011);
    }
  }

  /** Tomcat looks for such peers every ten seconds. */
  @Test
  @DisplayName("RFC 6455 section 7.1.1: who ignores our close and goes on sending is cut")
  void aPeerThatSendsInsteadOfAnsweringACloseIsCut() throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(server.ws("ws/close/3000"))) {
      assertThat(socket.readClose(ANSWER).closeCode()).isEqualTo(3000);
      long end = System.nanoTime() + LONG.toNanos();
      while (goesOn(socket)) {
        assertThat(System.nanoTime()).as("still connected").isLessThan(end);
      }
    }
  }

  /** Sends a message; returns whether the server takes it. Jetty ends its own direction before. */
  private static boolean goesOn(RawWebSocket socket) throws IOException {
    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    try {
      socket.send(Frame.text("still here"));
      return true;
    } catch (SocketException reset) {
      return false;
    }
  }
}
