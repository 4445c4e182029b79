package org.wsbin.it.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.handshake.RequestTemplate.upgrade;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** One delayed handshake at a time, each of at most eight seconds. */
@ExtendWith(ServerExtension.class)
@TestInstance(PER_CLASS)
class AbandonedHandshakeIT {
  private static final Duration MAX_DELAY = Duration.ofSeconds(8);

  private final RunningServer original;
  private RunningServer server;

  AbandonedHandshakeIT(RunningServer original) {
    this.original = original;
  }

  @BeforeAll
  void start() {
    server =
        Servers.startLike(
            original, Map.of("max-pending-handshakes", "1", "max-fault-duration", "8s"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /** Other containers do not say that the client has left. */
  private Duration longestWait() {
    return server.name().equals("standalone")
        ? MAX_DELAY.dividedBy(2)
        : MAX_DELAY.plus(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "wire"})
  void aClientThatLeavesFreesItsPlace(String engine) throws IOException {
    try (Socket client = new Socket(server.base().getHost(), server.base().getPort())) {
      String head =
          String.join("\r\n", upgrade(engine + "/handshake-delay/60/echo").lines(server.base()));
      client.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      await().atMost(ANSWER).until(() -> delayed(engine) == 503);
    }
    await().atMost(longestWait()).until(() -> delayed(engine) == 101);
  }

  /** The status of another handshake with a delay. */
  private int delayed(String engine) throws IOException {
    return RawHttp.once(
            server.base(),
            upgrade(engine + "/handshake-delay/1ms/echo").lines(server.base()),
            ANSWER)
        .status();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "wire"})
  void aClientThatWaitsGetsItsEcho(String engine) throws IOException {
    try (RawWebSocket socket =
        RawWebSocket.open(server.ws(engine + "/handshake-delay/500ms/echo"))) {
      socket.send(Frame.text("late"));
      assertThat(socket.readMessage(ANSWER)).isEqualTo(WholeMessage.text("late"));
    }
  }

  @Test
  void anotherResponseMayBeLateToo() throws IOException {
    try (RawHttp http = RawHttp.connect(server.base(), ANSWER)) {
      for (int i = 0; i < 3; i++) {
        assertThat(
                http.exchange(upgrade("wire/handshake-delay/100ms/status/418").lines(server.base()))
                    .status())
            .isEqualTo(418);
      }
    }
  }
}
