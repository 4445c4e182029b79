package org.wsbin.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.LocalServer;
import org.wsbin.RawClient;
import org.wsbin.RecordingClient;
import org.wsbin.RecordingClient.Connection;
import org.wsbin.scenario.PlainEcho;

class ContainerEngineTest {
  private static final String SHUTTING_DOWN = "close 1001 The server is shutting down.";

  @TempDir private Path documents;
  private LocalServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        LocalServer.start(
            documents, Map.of("/echo", query -> new PlainEcho()), Map.of("max-connections", "2"));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  @DisplayName("RFC 6455 section 7.4.1: everyone gets 1001 if the server goes away")
  void closingAllTells1001() throws Exception {
    Connection one = connect();
    Connection other = connect();
    await().until(() -> server.connections().count() == 2);
    server.connections().closeAll(Duration.ofSeconds(10));
    assertThat(server.connections().count()).isZero();
    for (Connection client : new Connection[] {one, other}) {
      assertThat(client.closed())
          .succeedsWithin(Duration.ofSeconds(10))
          .isEqualTo("1001 The server is shutting down.");
    }
  }

  @Test
  void closingAllWaitsNoLongerThanItMay() throws Exception {
    try (RawClient silent = RawClient.connect(server.port(), "/echo")) {
      silent.readUntil("\r\n\r\n");
      await().until(() -> server.connections().count() == 1);
      long before = System.nanoTime();
      server.connections().closeAll(Duration.ofMillis(300));
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
      assertThat(silent.readUntil("shutting down.")).contains("The server is");
    }
  }

  @Test
  void thereIsRoomUntilTheLimit() throws Exception {
    assertThat(server.connections().haveRoom()).isTrue();
    connect();
    await().until(() -> server.connections().count() == 1);
    assertThat(server.connections().haveRoom()).isTrue();
    Connection last = connect();
    await().until(() -> server.connections().count() == 2);
    assertThat(server.connections().haveRoom()).isFalse();
    last.close();
    await().until(() -> server.connections().haveRoom());
  }

  @Test
  void whoComesAfterwardsFindsNoRoomOrGets1001() throws Exception {
    server.connections().closeAll(Duration.ZERO);
    assertThat(server.connections().haveRoom()).isFalse();
    FakeSession container = new FakeSession();
    ContainerEngine peers = server.peers();
    new SessionPeer(container.session(), new PlainEcho(), peers).opened();
    await().untilAsserted(() -> assertThat(container.calls).contains(SHUTTING_DOWN));
  }

  private Connection connect() throws Exception {
    return RecordingClient.connect(server.ws("/echo")).get();
  }
}
