package org.wsbin.it.clients;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.glassfish.tyrus.client.ClientManager;

/** Tyrus, the reference implementation of Jakarta WebSocket. */
final class TyrusLibrary extends JavaLibrary {
  private final ClientManager client = ClientManager.createClient();

  TyrusLibrary() {
    super("Tyrus");
  }

  @Override
  public String version() {
    return jarVersion(ClientManager.class);
  }

  @Override
  OpenConnection connect(Visit visit, Told told) throws DeploymentException, IOException {
    ClientEndpointConfig plain = ClientEndpointConfig.Builder.create().build();
    Session session = client.connectToServer(new Notes(told), plain, visit.uri());
    return new OpenConnection() {
      @Override
      public void send(String text) throws IOException {
        session.getBasicRemote().sendText(text);
      }

      @Override
      public void close() throws IOException {
        session.close(new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, ""));
      }

      @Override
      public void abandon() throws IOException {
        session.close();
      }
    };
  }

  @Override
  public void close() {
    client.shutdown();
  }

  private static final class Notes extends Endpoint {
    private final Told told;

    Notes(Told told) {
      this.told = told;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      told.opened();
      session.addMessageHandler(
          new MessageHandler.Whole<String>() {
            @Override
            public void onMessage(String text) {
              told.message(text);
            }
          });
      session.addMessageHandler(
          new MessageHandler.Whole<ByteBuffer>() {
            @Override
            public void onMessage(ByteBuffer bytes) {
              told.message(bytes.remaining());
            }
          });
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      told.closed(reason.getCloseCode().getCode(), reason.getReasonPhrase());
      told.over();
    }

    @Override
    public void onError(Session session, Throwable failure) {
      told.error(failure);
    }
  }
}
