package org.wsbin.it;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.glassfish.tyrus.client.ClientManager;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Message;

/** A well-behaved client, Tyrus, which keeps the messages that it receives in their order. */
final class TyrusPeer implements AutoCloseable {
  private final BlockingQueue<Message> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
  private final Session session;

  private TyrusPeer(URI uri) throws IOException {
    try {
      this.session =
          ClientManager.createClient()
              .connectToServer(
                  new Receiver(received, closed),
                  ClientEndpointConfig.Builder.create().build(),
                  uri);
    } catch (DeploymentException refused) {
      throw new IOException("Tyrus could not connect to " + uri + ".", refused);
    }
  }

  static TyrusPeer open(URI uri) throws IOException {
    return new TyrusPeer(uri);
  }

  void send(String text) throws IOException {
    session.getBasicRemote().sendText(text);
  }

  void sendPart(String text, boolean last) throws IOException {
    session.getBasicRemote().sendText(text, last);
  }

  void send(Bytes binary) throws IOException {
    session.getBasicRemote().sendBinary(ByteBuffer.wrap(binary.toArray()));
  }

  /** The next message. */
  Message next(Duration wait) throws IOException, InterruptedException {
    Message message = received.poll(wait.toMillis(), MILLISECONDS);
    if (message == null) {
      throw new IOException("No message came within " + wait + ".");
    }
    return message;
  }

  /** How many messages came that {@link #next} has not taken. */
  int waiting() {
    return received.size();
  }

  /** What the connection was closed with, whoever closed it. */
  CompletableFuture<CloseReason> closed() {
    return closed;
  }

  @Override
  public void close() throws IOException {
    session.close();
  }

  private static final class Receiver extends Endpoint {
    private final BlockingQueue<Message> received;
    private final CompletableFuture<CloseReason> closed;

    Receiver(BlockingQueue<Message> received, CompletableFuture<CloseReason> closed) {
      this.received = received;
      this.closed = closed;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.addMessageHandler(
          String.class, (MessageHandler.Whole<String>) text -> received.add(Message.text(text)));
      session.addMessageHandler(
          byte[].class,
          (MessageHandler.Whole<byte[]>) octets -> received.add(Message.binary(Bytes.of(octets))));
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      closed.complete(reason);
    }
  }
}
