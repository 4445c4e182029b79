package org.wsbin.endpoint;

import static java.lang.System.Logger.Level.DEBUG;

import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;

/**
 * Sends through a {@link Session}. The Jakarta API has no asynchronous send for part of a message.
 *
 * <p>Threads: sends come one at a time, from the thread that drains the {@link SendQueue}, which
 * guards the fields; {@link #cut} may be called from any thread meanwhile.
 */
final class SessionSender implements MessageSender {
  private static final System.Logger LOG = System.getLogger(SessionSender.class.getName());

  private final Session session;
  private final Duration closeTimeout;
  private final SessionObservation observation;
  private final boolean closesOnlyBetweenMessages;
  private final boolean pingsOnlyBetweenMessages;
  private final String endOfTcp;
  private boolean pingLeftOut;
  private Optional<MessageKind> unfinished = Optional.empty();

  /**
   * @param closeTimeout how long to wait for the peer's answer to a close
   * @param observation hears of everything before it is sent
   */
  SessionSender(Session session, Duration closeTimeout, SessionObservation observation) {
    this.session = session;
    this.closeTimeout = closeTimeout;
    this.observation = observation;
    String container = session.getClass().getName();
    // WildFly queues a close after the rest of a message, which will never come
    this.closesOnlyBetweenMessages = container.startsWith("io.undertow.");
    // a ping makes Jetty's remote endpoint forget an unfinished message
    this.pingsOnlyBetweenMessages = container.startsWith("org.eclipse.jetty.");
    this.endOfTcp = pingsOnlyBetweenMessages ? "abort" : "forceClose";
  }

  @Override
  public void send(QueuedSend.Data message, Consumer<Optional<Throwable>> done) {
    AtomicBoolean completed = new AtomicBoolean();
    Consumer<Optional<Throwable>> once =
        failure -> {
          if (completed.compareAndSet(false, true)) {
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
    observation.sending(message);
    try {
      if (message.kind() == MessageKind.TEXT) {
        session.getAsyncRemote().sendText(message.text(), handler);
      } else {
        session.getAsyncRemote().sendBinary(message.payload(), handler);
      }
    } catch (RuntimeException closedMeanwhile) {
      once.accept(Optional.of(closedMeanwhile));
    }
  }

  @Override
  public void sendBlocking(QueuedSend item) throws IOException {
    if (item instanceof QueuedSend.Data part) {
      sendPart(part);
    } else if (item instanceof QueuedSend.Ping ping) {
      sendPing(ping);
    } else if (item instanceof QueuedSend.Pong pong) {
      observation.sending(pong);
      session.getBasicRemote().sendPong(pong.payload());
    } else if (item instanceof QueuedSend.Close close) {
      if (closesOnlyBetweenMessages && unfinished.isPresent()) {
        sendPart(new QueuedSend.Part(unfinished.get(), ByteBuffer.allocate(0), true));
      }
      observation.sending(close);
      // a container that waits for the answer stops when the connection was idle for this time
      session.setMaxIdleTimeout(closeTimeout.toMillis());
      session.close(new CloseReason(close.status()::code, close.status().reason()));
    }
  }

  /** Whether the last ping was left out, because of an unfinished message: no pong will come. */
  boolean pingLeftOut() {
    return pingLeftOut;
  }

  /** Ends the connection, whatever is in flight. It may block, so it needs its own thread. */
  void cut(CloseStatus status) {
    try {
      // on Jetty only an idle timeout ends a blocked send
      session.setMaxIdleTimeout(1);
      session.close(new CloseReason(status::code, status.reason()));
    } catch (IOException | RuntimeException gone) {
      LOG.log(DEBUG, "The connection was gone already.", gone);
    }
    endTcp();
  }

  /**
   * WildFly and Jetty wait for the peer's close for as long as data comes, unless they are told to
   * end.
   */
  void endTcp() {
    ContainerMethod.of(session, endOfTcp).ifPresent(ContainerMethod::call);
  }

  private void sendPing(QueuedSend.Ping ping) throws IOException {
    pingLeftOut = pingsOnlyBetweenMessages && unfinished.isPresent();
    if (!pingLeftOut) {
      observation.sending(ping);
      session.getBasicRemote().sendPing(ping.payload());
    }
  }

  private void sendPart(QueuedSend.Data part) throws IOException {
    observation.sending(part);
    unfinished = part.last() ? Optional.empty() : Optional.of(part.kind());
    if (part.kind() == MessageKind.TEXT) {
      session.getBasicRemote().sendText(part.text(), part.last());
    } else {
      session.getBasicRemote().sendBinary(part.payload(), part.last());
    }
  }
}
