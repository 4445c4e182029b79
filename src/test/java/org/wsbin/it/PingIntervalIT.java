package org.wsbin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;
import static org.wsbin.it.Waits.ANSWER;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** One connection's ping interval, on a server that pings each second. */
@OncePerNetwork
@ExtendWith(ServerExtension.class)
@TestInstance(PER_CLASS)
class PingIntervalIT {
  /** Long enough for several pings of the server's interval. */
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private static final int SEVERAL = 10;

  private final RunningServer original;
  private RunningServer server;

  PingIntervalIT(RunningServer original) {
    this.original = original;
  }

  @BeforeAll
  void start() {
    server = Servers.startLike(original, Map.of("ping-interval", "1s", "pong-timeout", "2s"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws/echo?ping-interval=0", "wire/echo?ping-interval=0"})
  void withZeroNoPingIsSentAndNoneIsMissed(String path) throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(server.ws(path))) {
      assertThat(socket.poll(SILENCE)).isEmpty();

      socket.send(Frame.text("still open"));
      assertThat(socket.readMessage(ANSWER)).isEqualTo(WholeMessage.text("still open"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ws/?interval=1h&ping-interval=200ms", "wire/stall/1h?ping-interval=200ms"})
  void aShorterOneSendsMorePings(String path) throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(server.ws(path))) {
      long start = System.nanoTime();
      for (int i = 0; i < SEVERAL; i++) {
        Frame ping = socket.read(ANSWER);
        assertThat(ping.opcode()).isEqualTo(Frame.PING);
        socket.send(Frame.pong(ping.payload()));
      }

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(SEVERAL - 1));
    }
  }
}
