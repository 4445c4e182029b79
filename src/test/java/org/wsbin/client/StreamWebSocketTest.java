package org.wsbin.client;

import static org.assertj.core.api.Assertions.assertThat;

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
}
