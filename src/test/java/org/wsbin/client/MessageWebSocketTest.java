package org.wsbin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  /** What it throws may be of another connection. */
  static Stream<RuntimeException> failures() {
    return Stream.of(
        new IllegalStateException("on purpose"),
        new WebSocketException(WebErrorStatus.CLOSED, "another's"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aCallbackThatFailsClosesWith1011(RuntimeException failure) throws Exception {
    MessageWebSocket socket = new MessageWebSocket();
    socket.onMessage(
        message -> {
          throw failure;
        });
    assertThat(closedAfter("810161", socket)).startsWith("88 03f3");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aCallbackForPongsThatFailsClosesWith1011(RuntimeException failure) throws Exception {
    MessageWebSocket socket = new MessageWebSocket();
    socket.onPong(
        payload -> {
          throw failure;
        });
    assertThat(closedAfter("8a0161", socket)).startsWith("88 03f3");
  }

  /** The first frame of a client that gets this. */
  private static String closedAfter(String frame, MessageWebSocket socket) throws Exception {
    CompletableFuture<byte[]> sent = new CompletableFuture<>();
    CompletableFuture<CloseResult> closed = new CompletableFuture<>();
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              connection.open();
              connection.out().write(HexFormat.of().parseHex(frame));
              sent.complete(connection.in().readAllBytes());
            })) {
      socket.control().closeTimeout(Duration.ofMillis(100));
      socket.onClosed(closed::complete);
      socket.connect(server.uri("/")).get(10, TimeUnit.SECONDS);
      assertThat(closed.get(10, TimeUnit.SECONDS).by()).isEqualTo(CloseResult.By.US);
      return MaskedFrames.parse(sent.get(10, TimeUnit.SECONDS)).get(0);
    }
  }

  @Test
  void aSecondCloseDoesNotEndTheFirst() throws Exception {
    CompletableFuture<Void> asked = new CompletableFuture<>();
    CompletableFuture<CloseResult> closed = new CompletableFuture<>();
    try (ScriptedServer server =
        ScriptedServer.start(connection -> connection.answerClose(asked))) {
      MessageWebSocket socket = new MessageWebSocket();
      socket.onClosed(closed::complete);
      socket.connect(server.uri("/")).get(10, TimeUnit.SECONDS);
      socket.close(3000, "bye");
      asked.get(10, TimeUnit.SECONDS);
      socket.close();
      assertThat(closed.get(10, TimeUnit.SECONDS))
          .isEqualTo(new CloseResult(3000, "bye", CloseResult.By.US));
    }
  }

  /** RFC 6455 section 7.1.7: the echoes were right, whatever the peer breaks afterwards. */
  @Test
  void whatWasSentBeforeAViolationLeavesBeforeTheCloseThatAnswersIt() throws Exception {
    List<String> frames = echoedUntil("8300"); // an opcode that does not exist
    assertThat(frames).hasSize(101);
    assertThat(frames.subList(0, 100)).allMatch("81 61"::equals);
    assertThat(frames.get(100)).startsWith("88 03ea");
  }

  @Test
  void whatWasSentBeforeThePeersCloseLeavesBeforeItsAnswer() throws Exception {
    List<String> frames = echoedUntil("88020fa0");
    assertThat(frames).hasSize(101);
    assertThat(frames.get(100)).isEqualTo("88 0fa0");
  }

  /** What a client sends that echoes 100 texts, and then gets this. */
  private static List<String> echoedUntil(String last) throws Exception {
    CompletableFuture<byte[]> sent = new CompletableFuture<>();
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              connection.open();
              connection.out().write(HexFormat.of().parseHex("810161".repeat(100) + last));
              sent.complete(connection.in().readAllBytes());
            })) {
      MessageWebSocket socket = new MessageWebSocket();
      socket.onMessage(
          message -> {
            CompletableFuture<Void> unusedBecauseThePeerTells = socket.send(message.text());
          });
      socket.connect(server.uri("/")).get(10, TimeUnit.SECONDS);
      return MaskedFrames.parse(sent.get(10, TimeUnit.SECONDS));
    }
  }

  /** The peer reads nothing until it has been read from: nobody may wait for the close to leave. */
  @Test
  void aViolationIsDrainedWhileTheCloseWaitsBehindALargeSend() throws Exception {
    CompletableFuture<byte[]> sent = new CompletableFuture<>();
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              connection.open();
              connection.out().write(HexFormat.of().parseHex("8300"));
              connection.out().write(new byte[64 << 20]);
              sent.complete(connection.in().readAllBytes());
            })) {
      MessageWebSocket socket = new MessageWebSocket();
      CompletableFuture<CloseResult> closed = new CompletableFuture<>();
      socket.control().noDeflate().closeTimeout(Duration.ofSeconds(30));
      socket.onClosed(closed::complete);
      socket.connect(server.uri("/")).get(10, TimeUnit.SECONDS);
      CompletableFuture<Void> unusedBecauseThePeerTells =
          socket.send(ByteBuffer.allocate(32 << 20));
      List<String> frames = MaskedFrames.parse(sent.get(20, TimeUnit.SECONDS));
      assertThat(frames.get(frames.size() - 1)).startsWith("88 03ea");
      assertThat(closed.get(10, TimeUnit.SECONDS).by()).isEqualTo(CloseResult.By.US);
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
  void whoDependsOnConnectingMayWaitForAMessage() throws Exception {
    CompletableFuture<String> answered = new CompletableFuture<>();
    try (ScriptedServer server =
        ScriptedServer.start(
            connection -> {
              connection.open();
              connection.in().skipNBytes(7);
              connection.out().write(HexFormat.of().parseHex("810162"));
              connection.in().readAllBytes();
            })) {
      MessageWebSocket socket = new MessageWebSocket();
      socket.onMessage(message -> answered.complete(message.text()));
      CompletableFuture<String> answer =
          socket
              .connect(server.uri("/"))
              .thenApply(
                  connected -> {
                    socket.send("a").join();
                    return answered.join();
                  });
      assertThat(answer).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("b");
      socket.abort();
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
      Awaitility.await().until(() -> socket.information().bytesSent() > 0); // it is sending
      assertThat(sending.cancel(true)).isTrue();
      assertThat(sending).isCancelled();
      assertThat(closed).succeedsWithin(Duration.ofSeconds(10));
    } finally {
      over.complete(null);
    }
  }
}
