package org.wsbin.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.client.CloseResult;
import org.wsbin.client.MessageWebSocket;
import org.wsbin.client.MessageWebSocket.Message;
import org.wsbin.client.WebErrorStatus;
import org.wsbin.client.WebSocketException;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.protocol.MessageKind;

@OnStandalone
@ExtendWith(ServerExtension.class)
class MessageWebSocketIT {
  private final RunningServer server;
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<CloseResult> closed = new CompletableFuture<>();

  MessageWebSocketIT(RunningServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws/echo", "wire/echo"})
  void messagesComeBackWholeAndInOrder(String path) throws Exception {
    MessageWebSocket socket = connected(path);
    List<CompletableFuture<Void>> sends = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      sends.add(socket.send("message " + i));
    }
    for (int i = 0; i < 500; i++) {
      assertThat(next().text()).isEqualTo("message " + i);
    }
    socket.kind(MessageKind.BINARY);
    sends.add(socket.send(ByteBuffer.wrap(new byte[] {1, 2}), false));
    socket.send(ByteBuffer.wrap(new byte[] {3}), true).get(10, TimeUnit.SECONDS);
    CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
    Message binary = next();
    assertThat(binary.kind()).isEqualTo(MessageKind.BINARY);
    assertThat(binary.bytes()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    socket.close(4000, "enough");
    assertThat(closed.get(10, TimeUnit.SECONDS).by()).isEqualTo(CloseResult.By.US);
  }

  @Test
  void thePeersCloseComesBehindItsLastMessage() throws Exception {
    MessageWebSocket socket = new MessageWebSocket();
    List<String> told = new CopyOnWriteArrayList<>();
    socket.onMessage(message -> told.add(message.text()));
    socket.onClosed(
        end -> {
          told.add(end.code() + " " + end.reason() + " " + end.by());
          closed.complete(end);
        });
    String path = "wire/message/one/message/two/close/4001?reason=bye";
    socket.connect(server.ws(path)).get(10, TimeUnit.SECONDS);
    closed.get(10, TimeUnit.SECONDS);
    assertThat(told).containsExactly("one", "two", "4001 bye PEER");
  }

  @Test
  void aLostConnectionIsReportedAs1006() throws Exception {
    connected("wire/drop");
    assertThat(closed.get(10, TimeUnit.SECONDS))
        .isEqualTo(new CloseResult(1006, "", CloseResult.By.NETWORK));
  }

  @Test
  void connectingCanBeCancelled() {
    MessageWebSocket socket = new MessageWebSocket();
    CompletableFuture<Void> connecting = socket.connect(server.ws("wire/handshake-delay/60/echo"));
    assertThat(connecting.cancel(true)).isTrue();
    assertThat(connecting).isCancelled();
  }

  @Test
  void aFailureIsInTheFuture() {
    MessageWebSocket socket = new MessageWebSocket();
    socket.control().connectTimeout(Duration.ofSeconds(5));
    assertThatThrownBy(() -> socket.connect(URI.create("ws://127.0.0.1:1/")).get())
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketException.class,
            failure -> assertThat(failure.status()).isEqualTo(WebErrorStatus.CONNECTION_REFUSED));
  }

  private MessageWebSocket connected(String path) throws Exception {
    MessageWebSocket socket = new MessageWebSocket();
    socket.onMessage(messages::add).onClosed(closed::complete);
    socket.connect(server.ws(path)).get(10, TimeUnit.SECONDS);
    return socket;
  }

  private Message next() throws InterruptedException {
    Message message = messages.poll(10, TimeUnit.SECONDS);
    assertThat(message).as("a message").isNotNull();
    return message;
  }
}
