package org.wsbin.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.client.CloseResult;
import org.wsbin.client.StreamWebSocket;
import org.wsbin.client.WebErrorStatus;
import org.wsbin.client.WebSocketException;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

@OnStandalone
@ExtendWith(ServerExtension.class)
class StreamWebSocketIT {
  private final RunningServer server;

  StreamWebSocketIT(RunningServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "wire"})
  void whatThePeerSendsIsReadUntilItCloses(String engine) throws IOException {
    try (StreamWebSocket socket = new StreamWebSocket()) {
      socket.connect(server.ws(engine + "/binary/100m"));
      assertThat(socket.transferTo(Channels.newChannel(OutputStream.nullOutputStream())))
          .isEqualTo(100 << 20);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws/echo", "wire/echo", "wire/no-deflate/echo"})
  void whatIsWrittenIsOneMessage(String path) throws Exception {
    byte[] data = new byte[10_000_000];
    new Random(1).nextBytes(data);
    try (StreamWebSocket socket = new StreamWebSocket()) {
      socket.connect(server.ws(path));
      CompletableFuture<Long> sending = CompletableFuture.supplyAsync(() -> transfer(socket, data));
      assertThat(socket.input().readNBytes(data.length)).isEqualTo(data);
      assertThat(sending.get(30, TimeUnit.SECONDS)).isEqualTo(data.length);
      assertThat(socket.information().messagesSent()).isEqualTo(1);
      assertThat(socket.close(1000, "")).isEqualTo(new CloseResult(1000, "", CloseResult.By.US));
    }
  }

  @Test
  void partsComeBeforeTheirMessageEnds() throws IOException {
    try (StreamWebSocket socket = new StreamWebSocket()) {
      socket.connect(server.ws("wire/echo"));
      socket.output().write(new byte[] {1, 2, 3});
      socket.output().flush();
      assertThat(socket.input().readNBytes(3)).containsExactly(1, 2, 3);
    }
  }

  @Test
  void aTextIsRefused() throws IOException {
    StreamWebSocket socket = new StreamWebSocket();
    socket.connect(server.ws("wire/message/hello"));
    assertThatThrownBy(() -> socket.input().read())
        .isInstanceOf(IOException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketException.class,
            failure -> assertThat(failure.status()).isEqualTo(WebErrorStatus.PROTOCOL_VIOLATION));
  }

  @Test
  void anEndWithAnotherCodeIsAFailure() throws IOException {
    StreamWebSocket socket = new StreamWebSocket();
    socket.connect(server.ws("ws/binary/10/close/1011?reason=broken"));
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    assertThatThrownBy(() -> socket.input().transferTo(read))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1011")
        .hasMessageContaining("broken");
    assertThat(read.size()).isEqualTo(10);
  }

  private static long transfer(StreamWebSocket socket, byte[] data) {
    try {
      return socket.transferFrom(Channels.newChannel(new ByteArrayInputStream(data)));
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
