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
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.glassfish.tyrus.client.ClientManager;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.WholeMessage;

/** A well-behaved client, Tyrus, which keeps the messages that it receives in their order. */
public final class RecordingClient implements AutoCloseable {
  private final BlockingQueue<WholeMessage> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final Session session;

  private RecordingClient(URI uri, List<String> subprotocols) throws IOException {
    try {
      this.session =
          ClientManager.createClient()
              .connectToServer(
                  new Receiver(received, closed),
                  ClientEndpointConfig.Builder.create().preferredSubprotocols(subprotocols).build(),
                  uri);
    } catch (DeploymentException refused) {
      throw new IOException("Tyrus could not connect to " + uri + ".", refused);
    }
  }

  /** Connects, and offers those subprotocols. */
  public static RecordingClient open(URI uri, String... subprotocols) throws IOException {
    return new RecordingClient(uri, List.of(subprotocols));
  }

  /** The subprotocol that the server has chosen; empty if none. */
  public String subprotocol() {
    return session.getNegotiatedSubprotocol();
  }

  public void send(String text) throws IOException {
    session.getBasicRemote().sendText(text);
  }

  void sendPart(String text, boolean last) throws IOException {
    session.getBasicRemote().sendText(text, last);
  }

  public void send(Bytes binary) throws IOException {
    session.getBasicRemote().sendBinary(ByteBuffer.wrap(binary.toArray()));
  }

  /** The next message. */
  public WholeMessage next(Duration wait) throws IOException, InterruptedException {
    WholeMessage message = received.poll(wait.toMillis(), MILLISECONDS);
    if (message == null) {
      throw new IOException("No message came within " + wait + ".");
    }
    return message;
  }

  /** How many messages came that {@link #next} has not taken. */
  int waiting() {
    return received.size();
  }

  /** Done when the connection is closed, with code and reason, whoever chose them: "1000 Done". */
  public CompletableFuture<String> closed() {
    return closed;
  }

  /** Closes with 1000, if it is still open. */
  @Override
  public void close() throws IOException {
    session.close();
  }

  private static final class Receiver extends Endpoint {
    private final BlockingQueue<WholeMessage> received;
    private final CompletableFuture<String> closed;

    Receiver(BlockingQueue<WholeMessage> received, CompletableFuture<String> closed) {
      this.received = received;
      this.closed = closed;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.addMessageHandler(
          String.class,
          (MessageHandler.Whole<String>) text -> received.add(WholeMessage.text(text)));
      session.addMessageHandler(
          byte[].class,
          (MessageHandler.Whole<byte[]>)
              octets -> received.add(WholeMessage.binary(Bytes.of(octets))));
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      closed.complete(reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
    }
  }
}
