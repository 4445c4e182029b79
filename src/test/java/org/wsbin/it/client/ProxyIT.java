package org.wsbin.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.client.ClientWebSocket;
import org.wsbin.client.ClientWebSocket.State;
import org.wsbin.client.WebErrorStatus;
import org.wsbin.client.WebSocketException;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.peer.ForeignServer;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** Through an HTTP proxy that wants credentials: tinyproxy. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class ProxyIT {
  private final RunningServer server;
  @TempDir private Path directory;
  private ForeignServer proxy;

  ProxyIT(RunningServer server) {
    this.server = server;
  }

  @BeforeEach
  void start() {
    proxy = ForeignServer.tinyproxy(directory);
  }

  @AfterEach
  void end() throws Exception {
    if (proxy != null) {
      proxy.close();
    }
  }

  @Test
  void itIsPassedWithTheRightCredentials() {
    try (ClientWebSocket socket = new ClientWebSocket()) {
      socket.control().proxy("127.0.0.1", proxy.uri().getPort(), "ada", "secret");
      socket.connect(server.ws("ws/echo"));
      assertThat(socket.state()).isEqualTo(State.OPEN);
      assertThat(socket.information().remote().orElseThrow().getPort())
          .isEqualTo(proxy.uri().getPort());
      assertThat(socket.information().request().orElseThrow()).doesNotContain("Authorization");
    }
  }

  @Test
  void withoutThemItRefuses() {
    ClientWebSocket socket = new ClientWebSocket();
    socket.control().proxy("127.0.0.1", proxy.uri().getPort());
    assertThatThrownBy(() -> socket.connect(server.ws("ws/echo")))
        .isInstanceOfSatisfying(
            WebSocketException.class,
            e -> assertThat(e.status()).isEqualTo(WebErrorStatus.PROXY_AUTHENTICATION_REQUIRED))
        .hasMessageContaining(
            "The proxy 127.0.0.1:" + proxy.uri().getPort() + " answered with 407");
  }
}
