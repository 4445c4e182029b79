package org.wsbin.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.wsbin.protocol.MessageKind;

/**
 * Sends through a {@link Session}. The Jakarta API has no asynchronous send for part of a message.
 */
record SessionSender(Session session, Duration closeTimeout) implements Sender {

  @Override
  public void send(Outgoing.Message message, Consumer<Optional<Throwable>> done) {
    AtomicBoolean told = new AtomicBoolean();
    Consumer<Optional<Throwable>> once =
        failure -> {
          if (told.compareAndSet(false, true)) {
            done.accept(failure);
          }
        };
    SendHandler handler =
        result ->
            once.accept(
                result.isOK()
                    ? Optional.empty()
                    : Optional.of(
                        Optional.ofNullable(result.getException())
                            .orElseGet(() -> new IOException("The container gave no cause."))));
    try {
      if (message.kind() == MessageKind.TEXT) {
        session.getAsyncRemote().sendText(text(message.payload()), handler);
      } else {
        session.getAsyncRemote().sendBinary(message.payload(), handler);
      }
    } catch (RuntimeException closedMeanwhile) {
      once.accept(Optional.of(closedMeanwhile));
    }
  }

  @Override
  public void sendBlocking(Outgoing item) throws IOException {
    if (item instanceof Outgoing.Part part) {
      sendPart(part);
    } else if (item instanceof Outgoing.Ping ping) {
      session.getBasicRemote().sendPing(ping.payload());
    } else if (item instanceof Outgoing.Close close) {
      // where a container waits for the answer, it stops waiting when the connection has been idle
      session.setMaxIdleTimeout(closeTimeout.toMillis());
      session.close(new CloseReason(close.status()::code, close.status().reason()));
    }
  }

  private void sendPart(Outgoing.Part part) throws IOException {
    if (part.kind() == MessageKind.TEXT) {
      session.getBasicRemote().sendText(text(part.payload()), part.last());
    } else {
      session.getBasicRemote().sendBinary(part.payload(), part.last());
    }
  }

  private static String text(ByteBuffer utf8) {
    return new String(utf8.array(), utf8.arrayOffset(), utf8.limit(), UTF_8);
  }
}
