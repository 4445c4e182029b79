package org.wsbin.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.wsbin.it.Waits.ANSWER;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wsbin.client.ClientOptions;
import org.wsbin.client.ClientWebSocket;
import org.wsbin.client.CloseResult;
import org.wsbin.client.MessageWebSocket;
import org.wsbin.client.MessageWebSocket.Message;
import org.wsbin.client.ReceiveResult;
import org.wsbin.client.StreamWebSocket;
import org.wsbin.it.Background;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.peer.ForeignServer;
import org.wsbin.it.peer.JettyEcho;
import org.wsbin.protocol.MessageKind;

/** The three clients with servers that are not ours. */
@OnStandalone
class ForeignServersIT {
  enum Server {
    JETTY,
    NODE_WS,
    PYTHON_WEBSOCKETS,
    NODE_WS_BEHIND_NGINX_WITH_TLS
  }

  @TempDir private Path directory;
  private final List<ForeignServer> peers = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (ForeignServer peer : peers) {
      peer.close();
    }
  }

  private ForeignServer start(Server server) throws Exception {
    ForeignServer peer =
        switch (server) {
          case JETTY -> JettyEcho.start();
          case PYTHON_WEBSOCKETS -> ForeignServer.python(directory);
          case NODE_WS, NODE_WS_BEHIND_NGINX_WITH_TLS -> ForeignServer.node(directory);
        };
    peers.add(0, peer);
    if (server == Server.NODE_WS_BEHIND_NGINX_WITH_TLS) {
      peer = ForeignServer.nginx(directory, peer);
      peers.add(0, peer);
    }
    return peer;
  }

  private static ClientOptions trusting(ClientOptions control, ForeignServer peer) {
    peer.trust().ifPresent(control::sslContext);
    return control;
  }

  @ParameterizedTest
  @EnumSource
  void theSequentialClient(Server server) throws Exception {
    ForeignServer peer = start(server);
    try (ClientWebSocket socket = new ClientWebSocket()) {
      trusting(socket.control(), peer).deflate(true);
      socket.connect(peer.uri());
      for (String part : List.of("Hel", "lo, ", "wörld")) {
        socket.send(bytes(part), MessageKind.TEXT, part.endsWith("d"));
      }
      ByteBuffer buffer = ByteBuffer.allocate(100);
      ReceiveResult received;
      do {
        received = socket.receive(buffer);
      } while (!received.endOfMessage());
      assertThat(buffer.flip()).isEqualTo(bytes("Hello, wörld"));
      assertThat(received.kind()).isEqualTo(ReceiveResult.Kind.TEXT);

      socket.ping(bytes("are you there?"));
      CompletableFuture<ReceiveResult> reading =
          Background.start(() -> socket.receive(ByteBuffer.allocate(10)));
      await().atMost(ANSWER).until(() -> socket.information().lastRoundTrip().isPresent());
      socket.send(bytes("x"), MessageKind.BINARY, true);
      assertThat(reading.get(10, TimeUnit.SECONDS).kind()).isEqualTo(ReceiveResult.Kind.BINARY);

      assertThat(socket.information().tls().isPresent()).isEqualTo(peer.trust().isPresent());
      assertThat(socket.close(4001, "enough").code()).isEqualTo(4001);
    }
  }

  /** They inflate with zlib and no larger window than was agreed on. */
  @ParameterizedTest
  @CsvSource({
    "NODE_WS, 9, 8, 8",
    "NODE_WS, 9, 9, 9",
    "NODE_WS, 12, 10, 10",
    "NODE_WS, 15, 14, 14",
    "PYTHON_WEBSOCKETS, 9, 8, 8",
    "PYTHON_WEBSOCKETS, 9, 9, 9",
    "PYTHON_WEBSOCKETS, 15, 15, 12"
  })
  void smallWindows(Server server, int serverBits, int clientBits, int agreedBits)
      throws Exception {
    try (ClientWebSocket socket = new ClientWebSocket()) {
      socket.control().deflate(true, serverBits, clientBits);
      socket.connect(start(server).uri());
      assertThat(socket.information().extensions())
          .contains("client_max_window_bits=" + agreedBits);
      Random random = new Random(clientBits);
      ByteBuffer buffer = ByteBuffer.allocate(100_000);
      for (int i = 0; i < 100; i++) {
        byte[] message = new byte[1 + random.nextInt(1 << random.nextInt(16))];
        for (int at = 0; at < message.length; at++) {
          message[at] = (byte) random.nextInt(i % 2 == 0 ? 3 : 100);
        }
        socket.send(ByteBuffer.wrap(message), MessageKind.BINARY, true);
        buffer.clear();
        while (!socket.receive(buffer).endOfMessage()) {}
        assertThat(buffer.flip()).isEqualTo(ByteBuffer.wrap(message));
      }
      assertThat(socket.close(1000, "done").code()).isEqualTo(1000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theClientWithCallbacks(Server server) throws Exception {
    ForeignServer peer = start(server);
    BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    CompletableFuture<CloseResult> closed = new CompletableFuture<>();
    MessageWebSocket socket = new MessageWebSocket();
    socket.onMessage(messages::add).onClosed(closed::complete);
    trusting(socket.control(), peer);
    socket.connect(peer.uri()).get(10, TimeUnit.SECONDS);
    for (int i = 0; i < 1000; i++) {
      CompletableFuture<Void> sent = socket.send("message " + i);
      assertThat(sent).isNotCancelled();
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(messages.poll(10, TimeUnit.SECONDS).text()).isEqualTo("message " + i);
    }
    socket.close(1000, "done");
    assertThat(closed.get(10, TimeUnit.SECONDS)).extracting(CloseResult::code).isEqualTo(1000);
    assertThat(socket.failure()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theClientForStreams(Server server) throws Exception {
    byte[] data = new byte[20_000_000];
    new Random(1).nextBytes(data);
    ForeignServer peer = start(server);
    try (StreamWebSocket socket = new StreamWebSocket()) {
      trusting(socket.control(), peer);
      socket.connect(peer.uri());
      CompletableFuture<Long> sending =
          Background.start(
              () -> socket.transferFrom(Channels.newChannel(new ByteArrayInputStream(data))));
      assertThat(socket.input().readNBytes(data.length)).isEqualTo(data);
      assertThat(sending.get(10, TimeUnit.SECONDS)).isEqualTo(data.length);
    }
  }

  private static ByteBuffer bytes(String text) {
    return StandardCharsets.UTF_8.encode(text);
  }
}
