package org.wsbin.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.client.ClientWebSocket.State;
import org.wsbin.it.Background;
import org.wsbin.protocol.MessageKind;

class ConnectionTest {
  private static final byte[] PING = {(byte) 0x89, 0};
  private static final byte[] PONG = {(byte) 0x8a, 0};
  private static final byte[] CLOSE = {(byte) 0x88, 2, 3, (byte) 0xe8};

  /** The peer takes nothing until it has sent all: who reads must not wait for who sends. */
  @Test
  void pingsAreAnsweredWhileALargeMessageIsOnItsWay() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.start(
                connection -> {
                  connection.open();
                  byte[] megabyte = new byte[1 << 20];
                  for (int i = 0; i < 64; i++) {
                    connection.out().write(PING);
                    connection.out().write(new byte[] {(byte) 0x82, 127, 0, 0, 0, 0, 0, 16, 0, 0});
                    connection.out().write(megabyte);
                  }
                  connection.out().write(CLOSE);
                  connection.in().readNBytes(64 << 20);
                });
        ClientWebSocket socket = new ClientWebSocket()) {
      socket.control().closeTimeout(Duration.ofMillis(100));
      socket.connect(server.uri("/"));
      CompletableFuture<Void> sending =
          Background.start(
              () -> {
                socket.send(ByteBuffer.allocate(128 << 20), MessageKind.BINARY, true);
                return null;
              });
      ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
      long bytes = 0;
      ReceiveResult received = socket.receive(buffer);
      while (received.kind() != ReceiveResult.Kind.CLOSE) {
        bytes += received.count();
        received = socket.receive(buffer.clear());
      }
      assertThat(bytes).isEqualTo(64 << 20);
      assertThat(sending).failsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void oneThreadMayCloseWhileAnotherReceives() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              connection.open();
              connection.out().write(PONG);
              connection.in().readNBytes(8);
              for (int i = 0; i < 1000; i++) {
                connection.out().write(new byte[] {(byte) 0x82, 3, 1, 2, 3});
              }
              connection.out().write(CLOSE);
              connection.in().readAllBytes();
            })) {
      CompletableFuture<Void> receiving = new CompletableFuture<>();
      ClientWebSocket socket = new ClientWebSocket();
      socket.onPong(payload -> receiving.complete(null));
      socket.connect(server.uri("/"));
      CompletableFuture<Integer> received =
          Background.start(
              () -> {
                int messages = 0;
                while (socket.receive(ByteBuffer.allocate(10)).kind() != ReceiveResult.Kind.CLOSE) {
                  messages++;
                }
                return messages;
              });
      receiving.get(10, TimeUnit.SECONDS);
      assertThat(socket.close(1000, "")).isEqualTo(new CloseResult(1000, "", CloseResult.By.US));
      assertThat(received).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(1000);
    }
  }

  /** A pong with a payload, then a close that comes after ours or in the same write. */
  @ParameterizedTest
  @CsvSource({"8a0131, 880203e8", "8a00880203e8, ''", "8a00, 8a008a0161880203e8"})
  void aCallbackForPongsMayClose(String first, String afterOurClose) throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              connection.open();
              connection.out().write(HexFormat.of().parseHex(first));
              connection.in().skipNBytes(8);
              connection.out().write(HexFormat.of().parseHex(afterOurClose));
              connection.in().readAllBytes();
            })) {
      CompletableFuture<CloseResult> closed = new CompletableFuture<>();
      ClientWebSocket socket = new ClientWebSocket();
      socket.onPong(payload -> closed.complete(socket.close(1000, "")));
      socket.connect(server.uri("/"));
      assertThat(socket.receive(ByteBuffer.allocate(10)).kind())
          .isEqualTo(ReceiveResult.Kind.CLOSE);
      assertThat(closed).isCompletedWithValue(new CloseResult(1000, "", CloseResult.By.US));
    }
  }

  /** The callback takes two of four bytes. */
  @Test
  void whatACallbackLeavesOfAMessageComesNext() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              connection.open();
              connection.out().write(HexFormat.of().parseHex("890131810431323334820162880203e8"));
              connection.in().readAllBytes();
            })) {
      ByteBuffer inside = ByteBuffer.allocate(2);
      ClientWebSocket socket = new ClientWebSocket();
      socket.onPing(payload -> socket.receive(inside));
      socket.connect(server.uri("/"));
      ByteBuffer outside = ByteBuffer.allocate(10);
      ReceiveResult result = socket.receive(outside);
      assertThat(new String(inside.array(), UTF_8)).isEqualTo("12");
      assertThat(new String(outside.array(), 0, outside.position(), UTF_8)).isEqualTo("34");
      assertThat(result.endOfMessage()).isTrue();
      socket.close(1000, "");
    }
  }

  /** The server sends its next message after the pong only. */
  @Test
  void aPingIsAnsweredBeforeItsCallbackWhichMayWait() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              connection.open();
              connection.out().write(HexFormat.of().parseHex("890131"));
              connection.in().skipNBytes(7);
              connection.out().write(HexFormat.of().parseHex("820161820162880203e8"));
              connection.in().readAllBytes();
            })) {
      ByteBuffer inside = ByteBuffer.allocate(1);
      ClientWebSocket socket = new ClientWebSocket();
      socket.control().receiveTimeout(Duration.ofSeconds(5));
      socket.onPing(payload -> socket.receive(inside));
      socket.connect(server.uri("/"));
      socket.receive(ByteBuffer.allocate(1));
      assertThat(inside.get(0)).isEqualTo((byte) 'a');
      socket.close(1000, "");
    }
  }

  @Test
  void aCallbackForPingsMayReceive() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              connection.open();
              connection.out().write(HexFormat.of().parseHex("890131820161820162880203e8"));
              connection.in().readAllBytes();
            })) {
      ByteBuffer inside = ByteBuffer.allocate(1);
      ByteBuffer outside = ByteBuffer.allocate(1);
      ClientWebSocket socket = new ClientWebSocket();
      socket.onPing(payload -> socket.receive(inside));
      socket.connect(server.uri("/"));
      socket.receive(outside);
      assertThat(inside.get(0)).isEqualTo((byte) 'a');
      assertThat(outside.get(0)).isEqualTo((byte) 'b');
      socket.close(1000, "");
    }
  }

  @Test
  void aPeerThatIsSilentBehindAPingIsGivenUp() throws Exception {
    try (ScriptedServer server = ScriptedServer.silent()) {
      ClientWebSocket socket = new ClientWebSocket();
      socket.control().pingInterval(Duration.ofMillis(200));
      socket.connect(server.uri("/"));
      assertThatThrownBy(() -> socket.receive(ByteBuffer.allocate(10)))
          .isInstanceOfSatisfying(
              WebSocketException.class,
              failure -> assertThat(failure.status()).isEqualTo(WebErrorStatus.TIMEOUT))
          .hasMessageContaining("has not answered a ping for PT0.2S");
      assertThat(socket.state()).isEqualTo(State.ABORTED);
    }
  }

  @Test
  void whatIsNotUtf8IsRefusedBeforeItLeaves() throws Exception {
    try (ScriptedServer server = ScriptedServer.silent();
        ClientWebSocket socket = new ClientWebSocket()) {
      socket.control().closeTimeout(Duration.ofMillis(100));
      socket.connect(server.uri("/"));
      ByteBuffer wrong = ByteBuffer.wrap(new byte[] {'a', (byte) 0xff});
      assertThatThrownBy(() -> socket.send(wrong, MessageKind.TEXT, true))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Byte 1 of the text is 0xff; allowed is UTF-8.");
      ByteBuffer half = ByteBuffer.wrap(new byte[] {(byte) 0xc3});
      assertThatThrownBy(() -> socket.send(half, MessageKind.TEXT, true))
          .hasMessageContaining("in the middle of a character");
      assertThat(socket.information().bytesSent()).isZero();
      socket.send(ByteBuffer.wrap("ö".getBytes(UTF_8)), MessageKind.TEXT, true);
      assertThat(socket.information().messagesSent()).isEqualTo(1);

      assertThatThrownBy(() -> socket.ping(ByteBuffer.allocate(126)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("The payload has 126 bytes; allowed are 125.");
    }
  }

  @Test
  void aRefusedFragmentLeavesItsMessageAsItWas() throws Exception {
    try (ScriptedServer server = ScriptedServer.silent();
        ClientWebSocket socket = new ClientWebSocket()) {
      socket.control().closeTimeout(Duration.ofMillis(100));
      socket.connect(server.uri("/"));
      socket.send(ByteBuffer.wrap("abc".getBytes(UTF_8)), MessageKind.TEXT, false);
      ByteBuffer cut = ByteBuffer.wrap(new byte[] {'d', (byte) 0xe2});
      assertThatThrownBy(() -> socket.send(cut, MessageKind.TEXT, true))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> socket.send(ByteBuffer.allocate(1), MessageKind.BINARY, true))
          .hasMessage("The fragment is BINARY; its message began as TEXT.");
      socket.send(ByteBuffer.wrap("d".getBytes(UTF_8)), MessageKind.TEXT, true);
      assertThat(socket.information().messagesSent()).isEqualTo(1);
    }
  }

  /** What cannot be sent does not hide what came: RFC 6455 section 7.1.5 wants the peer's code. */
  @Test
  void aCloseIsSeenAlthoughItCannotBeAnswered() throws Exception {
    for (boolean sends : new boolean[] {false, true}) {
      try (ScriptedServer server =
          ScriptedServer.start(
              connection -> {
                connection.open();
                connection.out().write(PING);
                connection.out().write(new byte[] {(byte) 0x82, 1, 7});
                connection.out().write(new byte[] {(byte) 0x88, 2, 3, (byte) 0xf0});
              })) {
        ClientWebSocket socket = new ClientWebSocket();
        socket.connect(server.uri("/"));
        server.awaitEnd(); // the peer has gone
        if (sends) {
          Awaitility.await()
              .atMost(Duration.ofSeconds(10))
              .untilAsserted(
                  () ->
                      assertThatThrownBy(
                              () -> socket.send(ByteBuffer.allocate(1), MessageKind.BINARY, true))
                          .isInstanceOf(WebSocketException.class));
        }
        if (!sends) {
          assertThat(socket.receive(ByteBuffer.allocate(10)).count()).isEqualTo(1);
          assertThat(socket.receive(ByteBuffer.allocate(10)).kind())
              .isEqualTo(ReceiveResult.Kind.CLOSE);
          assertThat(socket.closed()).hasValue(new CloseResult(1008, "", CloseResult.By.PEER));
        }
        socket.abort();
      }
    }
  }

  @Test
  void silenceIsNoticedAcrossShortReceives() throws Exception {
    try (ScriptedServer server = ScriptedServer.silent()) {
      ClientWebSocket socket = new ClientWebSocket();
      socket.control().pingInterval(Duration.ofMillis(300)).receiveTimeout(Duration.ofMillis(50));
      socket.connect(server.uri("/"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> socket.receive(ByteBuffer.allocate(1)))
                      .hasMessageContaining("has not answered a ping"));
    }
  }

  @Test
  void closingIsBoundedWhileAnotherThreadSends() throws Exception {
    CompletableFuture<Void> over = new CompletableFuture<>();
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              connection.open();
              over.join();
            })) {
      ClientWebSocket socket = new ClientWebSocket();
      socket.control().closeTimeout(Duration.ofMillis(300)).sendTimeout(Duration.ofMinutes(5));
      socket.connect(server.uri("/"));
      CompletableFuture<Void> sending =
          Background.start(
              () -> {
                socket.send(ByteBuffer.allocate(64 << 20), MessageKind.BINARY, true);
                return null;
              });
      Awaitility.await().until(() -> socket.information().bytesSent() > 0); // it is sending
      CompletableFuture<CloseResult> closing = Background.start(() -> socket.close(1000, ""));
      assertThat(closing).succeedsWithin(Duration.ofSeconds(20));
      assertThat(sending).failsWithin(Duration.ofSeconds(10));
    } finally {
      over.complete(null);
    }
  }

  /** A watch over sends that held its connection kept 130 KiB of each for 30 s. */
  @Test
  void aConnectionThatHasEndedIsNotKept() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              connection.open();
              connection.in().readNBytes(7);
              connection.out().write(CLOSE);
              connection.in().readAllBytes();
            })) {
      WeakReference<?> kept = new WeakReference<>(used(server));
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () -> {
                System.gc();
                return kept.get() == null;
              });
    }
  }

  /** Gives what only the connection knows. */
  private static Object used(ScriptedServer server) {
    List<ByteBuffer> pings = new ArrayList<>();
    ClientWebSocket socket = new ClientWebSocket();
    socket.onPing(pings::add);
    socket.connect(server.uri("/"));
    socket.send(ByteBuffer.allocate(1), MessageKind.BINARY, true);
    assertThat(socket.receive(ByteBuffer.allocate(1)).kind()).isEqualTo(ReceiveResult.Kind.CLOSE);
    return pings;
  }

  @Test
  void aSendThatThePeerDoesNotReadFailsInTime() throws Exception {
    CompletableFuture<Void> over = new CompletableFuture<>();
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              connection.open();
              over.join();
            })) {
      ClientWebSocket socket = new ClientWebSocket();
      socket.control().sendTimeout(Duration.ofMillis(300));
      socket.connect(server.uri("/"));
      assertThatThrownBy(() -> socket.send(ByteBuffer.allocate(64 << 20), MessageKind.BINARY, true))
          .isInstanceOfSatisfying(
              WebSocketException.class,
              failure -> assertThat(failure.status()).isEqualTo(WebErrorStatus.TIMEOUT))
          .hasMessage("The peer has taken nothing for PT0.3S.");
    } finally {
      over.complete(null);
    }
  }
}
