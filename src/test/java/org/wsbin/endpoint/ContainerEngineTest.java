package org.wsbin.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.FrontDoorServer;
import org.wsbin.it.RecordingClient;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.scenario.PlainEcho;

class ContainerEngineTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String SHUTTING_DOWN = "close 1001 The server is shutting down.";

  @TempDir private Path documents;
  private FrontDoorServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        FrontDoorServer.start(
            documents, Map.of("/echo", query -> new PlainEcho()), Map.of("max-connections", "2"));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  @DisplayName("RFC 6455 section 7.4.1: everyone gets 1001 if the server goes away")
  void closingAllTells1001() throws Exception {
    RecordingClient one = connect();
    RecordingClient other = connect();
    await().until(() -> server.connections().count() == 2);
    server.connections().closeAll(Duration.ofSeconds(10));
    assertThat(server.connections().count()).isZero();
    for (RecordingClient client : List.of(one, other)) {
      assertThat(client.closed())
          .succeedsWithin(SOON)
          .isEqualTo("1001 The server is shutting down.");
    }
  }

  @Test
  void closingAllWaitsNoLongerThanItMay() throws Exception {
    try (RawWebSocket silent = RawWebSocket.open(server.ws("/echo"))) {
      await().until(() -> server.connections().count() == 1);
      long before = System.nanoTime();
      server.connections().closeAll(Duration.ofMillis(300));
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
      assertThat(silent.readClose(SOON).closeReason()).isEqualTo("The server is shutting down.");
    }
  }

  @Test
  void thereIsRoomUntilTheLimit() throws Exception {
    assertThat(server.connections().noRoom("192.0.2.1").isEmpty()).isTrue();
    connect();
    await().until(() -> server.connections().count() == 1);
    assertThat(server.connections().noRoom("192.0.2.1").isEmpty()).isTrue();
    RecordingClient last = connect();
    await().until(() -> server.connections().count() == 2);
    assertThat(server.connections().noRoom("192.0.2.1").isEmpty()).isFalse();
    last.close();
    await().until(() -> server.connections().noRoom("192.0.2.1").isEmpty());
  }

  @Test
  void whoComesAfterwardsFindsNoRoomOrGets1001() throws Exception {
    server.connections().closeAll(Duration.ZERO);
    assertThat(server.connections().noRoom("192.0.2.1").isEmpty()).isFalse();
    FakeSession container = new FakeSession();
    ContainerEngine peers = server.peers();
    new SessionPeer(container.session(), new PlainEcho(), peers).opened();
    await().untilAsserted(() -> assertThat(container.calls).contains(SHUTTING_DOWN));
  }

  private RecordingClient connect() throws IOException {
    return RecordingClient.open(server.ws("/echo"));
  }
}
