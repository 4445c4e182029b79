package org.wsbin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.wsbin.it.Background;

class StreamWebSocketTest {
  @Test
  void aSecondCloseWaitsForTheFirst() throws Exception {
    CompletableFuture<Void> asked = new CompletableFuture<>();
    try (ScriptedServer server =
        ScriptedServer.start(connection -> connection.answerClose(asked))) {
      StreamWebSocket socket = new StreamWebSocket();
      socket.connect(server.uri("/"));
      CompletableFuture<CloseResult> closed = Background.start(() -> socket.close(3000, "bye"));
      asked.get(10, TimeUnit.SECONDS);
      socket.close();
      assertThat(closed.get(10, TimeUnit.SECONDS))
          .isEqualTo(new CloseResult(3000, "bye", CloseResult.By.US));
    }
  }

  @Test
  void anEndWithAnotherCodeIsAFailureOfEachRead() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.start(
                connection -> {
                  connection.open();
                  connection.out().write(HexFormat.of().parseHex("82016188020fa0"));
                  connection.in().readAllBytes();
                });
        StreamWebSocket socket = new StreamWebSocket()) {
      socket.connect(server.uri("/"));
      assertThat(socket.input().read()).isEqualTo('a');
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> socket.input().read())
            .isInstanceOf(IOException.class)
            .hasMessageContaining("4000");
      }
    }
  }
}
