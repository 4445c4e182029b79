package org.wsbin.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.SendResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.MessageKind;

class SessionSenderTest {
  private final FakeSession container = new FakeSession();
  private final List<Optional<Throwable>> done = new ArrayList<>();
  private final SessionSender sender =
      new SessionSender(
          container.session(),
          Duration.ofSeconds(5),
          new SessionObservation(ConnectionObserver.NONE, () -> 0));

  @Test
  void wholeMessagesGoOutWithoutWaiting() {
    sender.send(new QueuedSend.Message(MessageKind.TEXT, bytes("€")), done::add);
    sender.send(new QueuedSend.Message(MessageKind.BINARY, bytes("abc")), done::add);
    assertThat(container.calls).containsExactly("sendText €", "sendBinary 3 bytes");
    assertThat(done).isEmpty();
    container.handlers.forEach(handler -> handler.onResult(new SendResult()));
    assertThat(done).containsExactly(Optional.empty(), Optional.empty());
  }

  @Test
  void aFailureIsReportedWithItsCause() {
    IOException cause = new IOException("on purpose");
    sender.send(new QueuedSend.Message(MessageKind.TEXT, bytes("a")), done::add);
    container.handlers.get(0).onResult(new SendResult(cause));
    assertThat(done).containsExactly(Optional.of(cause));
  }

  @Test
  void aSendThatThrowsFailsAndIsReportedOnce() {
    IllegalStateException cause = new IllegalStateException("closed");
    container.fault = Optional.of(cause);
    sender.send(new QueuedSend.Message(MessageKind.TEXT, bytes("a")), done::add);
    container.handlers.get(0).onResult(new SendResult(new IOException("and once more")));
    assertThat(done).containsExactly(Optional.of(cause));
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: parts are fragments, the last one is marked")
  void partsGoOutBlocking() throws Exception {
    sender.sendBlocking(new QueuedSend.Part(MessageKind.TEXT, bytes("a"), false));
    sender.sendBlocking(new QueuedSend.Part(MessageKind.TEXT, bytes("é"), true));
    sender.sendBlocking(new QueuedSend.Part(MessageKind.BINARY, bytes("ab"), false));
    sender.sendBlocking(new QueuedSend.Ping(ByteBuffer.allocate(0)));
    assertThat(container.calls)
        .containsExactly(
            "sendText a false", "sendText é true", "sendBinary 2 bytes false", "sendPing 0 bytes");
  }

  @Test
  @DisplayName("RFC 6455 section 7.1.1: after the close, the wait for its answer is bounded")
  void aCloseBoundsTheWaitForItsAnswer() throws Exception {
    sender.sendBlocking(new QueuedSend.Close(new CloseStatus(4000, "bye")));
    assertThat(container.calls).containsExactly("setMaxIdleTimeout 5000", "close 4000 bye");
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}
