package org.wsbin.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.CapturedLog;
import org.wsbin.FrontDoorServer;
import org.wsbin.it.RecordingClient;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Peer;
import org.wsbin.scenario.PlainEcho;
import org.wsbin.scenario.Query;

/** Behaviours that fail, behind the real door on the real Tomcat. */
class GuardTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private enum Callback {
    OPENED,
    MESSAGE,
    CLOSED
  }

  @TempDir private Path documents;
  private FrontDoorServer server;
  private CapturedLog log;

  @BeforeEach
  void start() throws Exception {
    Map<String, Function<Query, Behaviour>> routes = new HashMap<>();
    routes.put("/echo", query -> new PlainEcho());
    for (Callback callback : Callback.values()) {
      routes.put("/exception/" + callback, query -> new Failing(callback, false));
      routes.put("/error/" + callback, query -> new Failing(callback, true));
    }
    log = CapturedLog.of(SessionPeer.class);
    server =
        FrontDoorServer.start(
            documents, routes, Map.of("ping-interval", "100ms", "pong-timeout", "200ms"));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    log.close();
  }

  @ParameterizedTest
  @CsvSource({"/exception/OPENED", "/error/OPENED", "/exception/MESSAGE", "/error/MESSAGE"})
  @DisplayName("RFC 6455 section 7.4.1: a failure closes with 1011 and a constant reason")
  void aFailureCloses1011(String path) throws Exception {
    RecordingClient failing = RecordingClient.open(server.ws(path));
    provoke(failing, path);
    assertThat(failing.closed()).succeedsWithin(SOON).isEqualTo("1011 internal error");
    await().untilAsserted(() -> assertThat(log.thrown()).hasSize(1));
    assertThat(log.thrown().get(0)).hasMessage("on purpose");
    await().untilAsserted(() -> assertThat(server.connections().count()).isZero());
  }

  @ParameterizedTest
  @CsvSource({
    "/exception/OPENED",
    "/error/OPENED",
    "/exception/MESSAGE",
    "/error/MESSAGE",
    "/exception/CLOSED",
    "/error/CLOSED"
  })
  void otherConnectionsGoOn(String path) throws Exception {
    RecordingClient other = RecordingClient.open(server.ws("/echo"));
    RecordingClient failing = RecordingClient.open(server.ws(path));
    provoke(failing, path);
    failing.close();
    await().untilAsserted(() -> assertThat(server.connections().count()).isEqualTo(1));
    other.send("still here");
    assertThat(other.next(SOON)).isEqualTo(WholeMessage.text("still here"));
    assertThat(other.closed()).isNotDone();
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.2: a peer that answers no ping is closed")
  void aSilentPeerIsClosed() throws Exception {
    assertIsGivenUp("/echo");
    await().untilAsserted(() -> assertThat(server.connections().count()).isZero());
  }

  @ParameterizedTest
  @CsvSource({"/exception/CLOSED", "/error/CLOSED"})
  void aFailureAtItsEndDoesNotStopTheCareForTheOthers(String path) throws Exception {
    assertIsGivenUp(path);
    assertIsGivenUp("/echo");
  }

  private void assertIsGivenUp(String path) throws IOException {
    try (RawWebSocket silent = RawWebSocket.open(server.ws(path))) {
      assertThat(silent.readClose(SOON).closeReason()).isEqualTo("keepalive ping timeout");
    }
  }

  /** Sends something where the behaviour fails at a message. */
  private static void provoke(RecordingClient client, String path) throws IOException {
    if (path.endsWith("/MESSAGE")) {
      client.send("hello");
    }
  }

  private record Failing(Callback where, boolean error) implements Behaviour {
    @Override
    public void opened(Peer peer) {
      failIn(Callback.OPENED);
    }

    @Override
    public void message(Peer peer, MessageKind kind, ByteBuffer slice, boolean last) {
      failIn(Callback.MESSAGE);
    }

    @Override
    public void closed() {
      failIn(Callback.CLOSED);
    }

    private void failIn(Callback callback) {
      if (callback == where && error) {
        throw new StackOverflowError("on purpose");
      } else if (callback == where) {
        throw new IllegalStateException("on purpose");
      }
    }
  }
}
