package org.wsbin.it.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.client.ClientWebSocket;
import org.wsbin.client.ClientWebSocket.State;
import org.wsbin.client.CloseResult;
import org.wsbin.client.ReceiveResult;
import org.wsbin.client.WebErrorStatus;
import org.wsbin.client.WebSocketException;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.protocol.MessageKind;

@ExtendWith(ServerExtension.class)
class ClientWebSocketIT {
  private final RunningServer server;

  ClientWebSocketIT(RunningServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws/echo", "wire/echo", "wire/no-deflate/echo", "wire/deflate/echo"})
  void messagesOfAnySizeComeBack(String path) {
    try (ClientWebSocket socket = new ClientWebSocket()) {
      socket.connect(server.ws(path));
      for (int size : new int[] {0, 1, 125, 126, 65535, 65536, 300_000}) {
        byte[] message = new byte[size];
        Arrays.fill(message, (byte) 'x');
        socket.send(ByteBuffer.wrap(message), MessageKind.TEXT, true);
        assertThat(message(socket)).isEqualTo(message);
      }
      assertThat(socket.close(4000, "enough").code()).isEqualTo(4000);
      assertThat(socket.state()).isEqualTo(State.CLOSED);
    }
  }

  /** A deflater may keep back the first part: then the second one begins the frame. */
  @ParameterizedTest
  @ValueSource(strings = {"wire/deflate/echo", "wire/no-deflate/echo"})
  void aMessageInPartsIsEchoedEvenIfNoFrameWasSentYet(String path) {
    try (ClientWebSocket socket = new ClientWebSocket()) {
      socket.connect(server.ws(path));
      byte[] euro = "\u20ac".getBytes(UTF_8);
      socket.send(ByteBuffer.wrap(euro, 0, 2), MessageKind.TEXT, false);
      assertThatThrownBy(
              () -> socket.send(ByteBuffer.wrap(new byte[] {'a'}), MessageKind.TEXT, true))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> socket.send(ByteBuffer.allocate(1), MessageKind.BINARY, false))
          .isInstanceOf(IllegalArgumentException.class);
      socket.send(ByteBuffer.wrap(euro, 2, 1), MessageKind.TEXT, true);
      assertThat(message(socket)).isEqualTo(euro);
    }
  }

  @Test
  void whatWasAgreedOnIsKnown() {
    try (ClientWebSocket socket = new ClientWebSocket()) {
      socket.control().subprotocols("unknown", "chat").header("X-Colour", "green");
      socket.connect(server.ws("wire/echo/message/hello"));
      assertThat(socket.information().subprotocol()).hasValue("chat");
      assertThat(socket.information().extensions()).startsWith("permessage-deflate");
      assertThat(socket.information().request().orElseThrow()).contains("X-Colour: green\r\n");
      assertThat(socket.information().response().orElseThrow().status()).isEqualTo(101);
      assertThat(message(socket)).isEqualTo("hello".getBytes(UTF_8));
      assertThat(socket.information().messagesReceived()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 12, 15})
  void windowsAreAgreedOn(int bits) {
    try (ClientWebSocket socket = new ClientWebSocket()) {
      socket.control().deflate(true, bits, bits);
      socket.connect(server.ws("wire/echo?context-takeover=true"));
      assertThat(socket.information().extensions())
          .isEqualTo("permessage-deflate" + (bits < 15 ? "; server_max_window_bits=" + bits : ""));
      byte[] message = "small windows ".repeat(3000).getBytes(UTF_8);
      for (int i = 0; i < 3; i++) {
        socket.send(ByteBuffer.wrap(message), MessageKind.TEXT, true);
        assertThat(message(socket)).isEqualTo(message);
      }
    }
  }

  @Test
  void thePeersCloseIsReportedWithItsCode() {
    ClientWebSocket socket = new ClientWebSocket();
    socket.connect(server.ws("ws/close/4001?reason=enough"));
    assertThat(socket.receive(ByteBuffer.allocate(10)))
        .isEqualTo(new ReceiveResult(ReceiveResult.Kind.CLOSE, 0, true));
    assertThat(socket.closed()).hasValue(new CloseResult(4001, "enough", CloseResult.By.PEER));
    assertThatThrownBy(() -> socket.send(ByteBuffer.allocate(1), MessageKind.BINARY, true))
        .isInstanceOfSatisfying(
            WebSocketException.class, e -> assertThat(e.status()).isEqualTo(WebErrorStatus.CLOSED));
  }

  @ParameterizedTest
  @CsvSource({
    "ws/status/400, BAD_REQUEST",
    "ws/status/401, UNAUTHORIZED",
    "ws/status/403, FORBIDDEN",
    "nope, NOT_FOUND",
    "ws/status/407, PROXY_AUTHENTICATION_REQUIRED",
    "ws/status/426, UPGRADE_REQUIRED",
    "ws/status/429, TOO_MANY_REQUESTS",
    "ws/status/503, SERVER_ERROR",
    "ws/status/200, UNEXPECTED_STATUS",
    "ws/basic-auth/ada/wrong/echo, UNAUTHORIZED",
    "wire/fault/accept-wrong, HANDSHAKE_NOT_WEBSOCKET",
    "wire/fault/accept-missing, HANDSHAKE_NOT_WEBSOCKET",
    "wire/fault/accept-twice, HANDSHAKE_NOT_WEBSOCKET",
    "wire/fault/subprotocol-unoffered, HANDSHAKE_NOT_WEBSOCKET",
    "wire/fault/extension-unoffered, HANDSHAKE_NOT_WEBSOCKET",
    "wire/fault/upgrade-missing, HANDSHAKE_NOT_WEBSOCKET",
    "wire/fault/connection-missing, HANDSHAKE_NOT_WEBSOCKET"
  })
  void aFailedHandshakeHasAStatus(String path, WebErrorStatus status) {
    ClientWebSocket socket = new ClientWebSocket();
    socket.control().basic("ada", "secret");
    assertThatThrownBy(() -> socket.connect(server.ws(path)))
        .isInstanceOfSatisfying(
            WebSocketException.class,
            failure -> {
              assertThat(failure.status()).isEqualTo(status);
              assertThat(failure.response()).isPresent();
            });
    assertThat(socket.state()).isEqualTo(State.CLOSED);
  }

  @ParameterizedTest
  @CsvSource({
    "masked, PROTOCOL_VIOLATION",
    "rsv/1, PROTOCOL_VIOLATION",
    "rsv/2, PROTOCOL_VIOLATION",
    "opcode/3, PROTOCOL_VIOLATION",
    "opcode/11, PROTOCOL_VIOLATION",
    "control-fragmented, PROTOCOL_VIOLATION",
    "control-too-long, PROTOCOL_VIOLATION",
    "length-not-minimal/16, PROTOCOL_VIOLATION",
    "length-not-minimal/64, PROTOCOL_VIOLATION",
    "length-2-63, PROTOCOL_VIOLATION",
    "continuation-unstarted, PROTOCOL_VIOLATION",
    "message-inside-message, PROTOCOL_VIOLATION",
    "utf8-invalid, INVALID_UTF8",
    "utf8-split, INVALID_UTF8",
    "utf8-truncated, INVALID_UTF8",
    "close-one-byte, PROTOCOL_VIOLATION",
    "close-code/1005, PROTOCOL_VIOLATION",
    "close-reason-not-utf8, INVALID_UTF8",
    "drop, CONNECTION_ABORTED",
    "drop-in-frame, CONNECTION_ABORTED",
    "half-frame, TIMEOUT"
  })
  void aFaultEndsAsItMust(String fault, WebErrorStatus status) {
    ClientWebSocket socket = new ClientWebSocket();
    socket
        .control()
        .noDeflate()
        .receiveTimeout(Duration.ofSeconds(fault.equals("half-frame") ? 1 : 30));
    socket.connect(server.ws("wire/fault/" + fault));
    assertThatThrownBy(() -> drain(socket))
        .isInstanceOfSatisfying(
            WebSocketException.class, failure -> assertThat(failure.status()).isEqualTo(status));
    socket.abort();
    assertThat(socket.state()).isEqualTo(State.ABORTED);
  }

  @Test
  void aFirstFrameRightBehindThe101IsNotLost() {
    try (ClientWebSocket socket = new ClientWebSocket()) {
      socket.connect(server.ws("wire/fault/frame-with-101"));
      assertThat(message(socket)).isEqualTo("in the same write as the 101".getBytes(UTF_8));
    }
  }

  @Test
  void dataBehindACloseIsIgnored() {
    ClientWebSocket socket = new ClientWebSocket();
    socket.connect(server.ws("wire/fault/data-after-close"));
    assertThat(socket.receive(ByteBuffer.allocate(10)).kind()).isEqualTo(ReceiveResult.Kind.CLOSE);
    assertThat(socket.closed()).hasValue(new CloseResult(1000, "", CloseResult.By.PEER));
  }

  @Test
  void credentialsAreSentIfTheServerAsksForThem() {
    for (String path : new String[] {"ws/basic-auth/ada/secret/echo", "wire/bearer/abc/echo"}) {
      try (ClientWebSocket socket = new ClientWebSocket()) {
        socket.control().basic("ada", "secret").bearer("abc");
        socket.connect(server.ws(path));
        assertThat(socket.state()).isEqualTo(State.OPEN);
      }
    }
  }

  @Test
  void aRedirectOnTheHostIsFollowedAsFarAsAllowed() {
    String echo = server.base().getPath() + "ws/echo";
    try (ClientWebSocket socket = new ClientWebSocket()) {
      socket.connect(server.ws("ws/redirect/307?to=" + echo));
      assertThat(socket.information().uri()).hasValue(server.ws("ws/echo"));
    }
    ClientWebSocket none = new ClientWebSocket();
    none.control().redirects(0);
    assertThatThrownBy(() -> none.connect(server.ws("ws/redirect/307?to=" + echo)))
        .hasMessageContaining("307");
  }

  @Test
  void aMessageThatIsTooLargeIsRefused() {
    ClientWebSocket socket = new ClientWebSocket();
    socket.control().noDeflate().maxMessage(1000);
    socket.connect(server.ws("wire/binary/1001"));
    assertThatThrownBy(() -> drain(socket))
        .isInstanceOfSatisfying(
            WebSocketException.class,
            failure -> assertThat(failure.status()).isEqualTo(WebErrorStatus.MESSAGE_TOO_BIG));
  }

  @Test
  void connectingCanBeAborted() throws Exception {
    ClientWebSocket socket = new ClientWebSocket();
    CompletableFuture<Void> connecting =
        CompletableFuture.runAsync(() -> socket.connect(server.ws("wire/handshake-delay/60/echo")));
    while (socket.state() == State.NONE) {
      Thread.onSpinWait();
    }
    socket.abort();
    assertThatThrownBy(() -> connecting.get(10, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(CancellationException.class);
    assertThat(socket.state()).isEqualTo(State.ABORTED);
  }

  @Test
  void closingWhileAnotherThreadReceivesTakesNothingFromIt() throws Exception {
    for (int i = 0; i < 20; i++) {
      ClientWebSocket socket = new ClientWebSocket();
      socket.connect(server.ws("wire/echo/repeat/tick/10"));
      CompletableFuture<Void> receiving = CompletableFuture.runAsync(() -> drain(socket));
      byte[] message = new byte[1_000_000];
      socket.send(ByteBuffer.wrap(message), MessageKind.BINARY, true);
      assertThat(socket.close(4000, "enough"))
          .isEqualTo(new CloseResult(4000, "enough", CloseResult.By.US));
      receiving.get(10, TimeUnit.SECONDS);
      assertThat(socket.state()).isEqualTo(State.CLOSED);
    }
  }

  @Test
  void connectingHasATimeout() {
    ClientWebSocket socket = new ClientWebSocket();
    socket.control().connectTimeout(Duration.ofMillis(300));
    assertThatThrownBy(() -> socket.connect(server.ws("wire/handshake-delay/60/echo")))
        .isInstanceOfSatisfying(
            WebSocketException.class,
            failure -> assertThat(failure.status()).isEqualTo(WebErrorStatus.TIMEOUT));
  }

  @Test
  void whoDoesNotListenRefuses() {
    ClientWebSocket socket = new ClientWebSocket();
    assertThatThrownBy(() -> socket.connect(URI.create("ws://127.0.0.1:1/")))
        .isInstanceOfSatisfying(
            WebSocketException.class,
            failure -> assertThat(failure.status()).isEqualTo(WebErrorStatus.CONNECTION_REFUSED));
  }

  private static byte[] message(ClientWebSocket socket) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(10_000);
    ReceiveResult received;
    do {
      received = socket.receive(buffer.clear());
      whole.write(buffer.array(), 0, received.count());
    } while (!received.endOfMessage());
    return whole.toByteArray();
  }

  private static void drain(ClientWebSocket socket) {
    while (socket.receive(ByteBuffer.allocate(1000)).kind() != ReceiveResult.Kind.CLOSE) {
      // until it fails
    }
  }
}
