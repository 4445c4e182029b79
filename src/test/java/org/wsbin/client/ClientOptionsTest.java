package org.wsbin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClientOptionsTest {
  static Stream<Consumer<ClientOptions>> wrong() {
    return Stream.of(
        control -> control.subprotocols("chat", "two words"),
        control -> control.subprotocols("chat", "chat"),
        control -> control.sendTimeout(Duration.ofSeconds(Long.MAX_VALUE)),
        control -> control.receiveTimeout(Duration.ofSeconds(Long.MAX_VALUE)),
        control -> control.header("Upgrade", "h2c"),
        control -> control.header("Sec-WebSocket-Key", "mine"),
        control -> control.header("two words", "x"),
        control -> control.header("X-A", "a\r\nX-B: b"),
        control -> control.origin("a\nb"),
        control -> control.cookie("a=b", "c"),
        control -> control.cookie("a", "b; c"),
        control -> control.basic("a:b", "c"),
        control -> control.bearer("two words"),
        control -> control.proxy("localhost", 0),
        control -> control.proxy("localhost", 3128, "a:b", "c"),
        control -> control.deflate(true, 7, 15),
        control -> control.deflate(true, 15, 16),
        control -> control.maxMessage(0),
        control -> control.redirects(-1),
        control -> control.connectTimeout(Duration.ZERO),
        control -> control.sendTimeout(Duration.ofSeconds(-1)),
        control -> control.receiveTimeout(Duration.ofSeconds(-1)),
        control -> control.closeTimeout(Duration.ZERO));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aWrongValueIsRefusedAtOnce(Consumer<ClientOptions> setting) {
    ClientOptions control = new ClientWebSocket().control();
    assertThatThrownBy(() -> setting.accept(control))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("; allowed is ");
  }

  @Test
  void nothingCanBeSetWhenConnectingHasBegun() {
    ClientWebSocket socket = new ClientWebSocket();
    assertThatThrownBy(() -> socket.connect(URI.create("ws://127.0.0.1:1/")))
        .isInstanceOf(WebSocketException.class);
    assertThatThrownBy(() -> socket.control().origin("https://example.com"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must be set before");
    assertThatThrownBy(() -> socket.connect(URI.create("ws://127.0.0.1:1/")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> socket.onPing(payload -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aWrongUriTouchesNothing() {
    for (String uri :
        new String[] {
          "http://localhost/", "ws:///x", "/x", "ws://localhost/#a", "ws://h:70000/", "ws://a@h/"
        }) {
      ClientWebSocket socket = new ClientWebSocket();
      assertThatThrownBy(() -> socket.connect(URI.create(uri)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(uri);
      assertThat(socket.control().origin("https://example.com")).isNotNull();
    }
  }

  @Test
  void aCloseThatCannotBeSentIsRefusedByAllThree() {
    for (String reason : new String[] {"x".repeat(124), "ok"}) {
      int code = reason.equals("ok") ? 1005 : 1000;
      assertThatThrownBy(() -> new ClientWebSocket().close(code, reason))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new StreamWebSocket().close(code, reason))
          .isInstanceOf(IllegalArgumentException.class);
      MessageWebSocket messages = new MessageWebSocket();
      assertThatThrownBy(() -> messages.close(code, reason))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
