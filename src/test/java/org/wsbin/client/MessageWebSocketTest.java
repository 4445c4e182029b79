package org.wsbin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MessageWebSocketTest {
  @Test
  void halfOfASurrogatePairIsNoText() throws Exception {
    try (ScriptedServer server = ScriptedServer.silent();
        MessageWebSocket socket = new MessageWebSocket()) {
      socket.connect(server.uri("/")).get(10, TimeUnit.SECONDS);
      assertThatThrownBy(() -> socket.send("a\ud800")).isInstanceOf(IllegalArgumentException.class);
      socket.abort();
    }
  }

  @Test
  void aCallbackThatFailsClosesWith1011() throws Exception {
    LinkedBlockingQueue<byte[]> sent = new LinkedBlockingQueue<>();
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              connection.open();
              connection.out().write(new byte[] {(byte) 0x81, 1, 'a'});
              sent.add(connection.in().readNBytes(6));
            })) {
      CompletableFuture<CloseResult> closed = new CompletableFuture<>();
      MessageWebSocket socket = new MessageWebSocket();
      socket.control().closeTimeout(Duration.ofMillis(100));
      socket
          .onMessage(
              message -> {
                throw new IllegalStateException("on purpose");
              })
          .onClosed(closed::complete);
      socket.connect(server.uri("/")).get(10, TimeUnit.SECONDS);
      assertThat(closed.get(10, TimeUnit.SECONDS).by()).isEqualTo(CloseResult.By.US);
      assertThat(sent.poll(10, TimeUnit.SECONDS)[0]).isEqualTo((byte) 0x88);
    }
  }

  @Test
  void whoDependsOnASendMaySend() throws Exception {
    try (ScriptedServer server = ScriptedServer.silent()) {
      MessageWebSocket socket = new MessageWebSocket();
      socket.connect(server.uri("/")).get(10, TimeUnit.SECONDS);
      List<CompletableFuture<Void>> replies = new ArrayList<>();
      for (int i = 0; i < 3 * MessageWebSocket.MOST_SENDS; i++) {
        replies.add(socket.send("x").thenCompose(sent -> socket.send("y")));
      }
      CompletableFuture<Void> all =
          CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new));
      assertThat(all).succeedsWithin(Duration.ofSeconds(20));
      socket.abort();
      assertThat(socket.send("z")).failsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void cancellingASendEndsTheConnection() throws Exception {
    CompletableFuture<Void> over = new CompletableFuture<>();
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              connection.open();
              over.join();
            })) {
      CompletableFuture<CloseResult> closed = new CompletableFuture<>();
      MessageWebSocket socket = new MessageWebSocket();
      socket.onClosed(closed::complete);
      socket.connect(server.uri("/")).get(10, TimeUnit.SECONDS);
      CompletableFuture<Void> sending = socket.send(ByteBuffer.allocate(64 << 20));
      TimeUnit.MILLISECONDS.sleep(200);
      assertThat(sending.cancel(true)).isTrue();
      assertThat(sending).isCancelled();
      assertThat(closed).succeedsWithin(Duration.ofSeconds(10));
    } finally {
      over.complete(null);
    }
  }
}
