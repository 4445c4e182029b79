package org.wsbin.it.drivers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import org.wsbin.client.ClientWebSocket;
import org.wsbin.client.ReceiveResult;
import org.wsbin.client.WebSocketException;
import org.wsbin.protocol.MessageKind;

/** wsbin's {@link ClientWebSocket}, with all that it has of permessage-deflate. */
public final class ClientWebSocketDriver extends SuiteDriver {
  private ClientWebSocketDriver(String server, String agent) {
    super(server, agent);
  }

  public static void main(String[] args) throws InterruptedException {
    new ClientWebSocketDriver(args[0], args[1]).run();
  }

  @Override
  void open(URI uri, Visit visit) {
    try (ClientWebSocket socket = new ClientWebSocket()) {
      socket.control().deflate(true, 15, 15);
      socket.connect(uri);
      echo(socket, visit);
    } catch (WebSocketException failed) {
      // the suite's part
    } finally {
      visit.over();
    }
  }

  private static void echo(ClientWebSocket socket, Visit visit) {
    ByteBuffer part = ByteBuffer.allocate(64 * 1024);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    ReceiveResult received = socket.receive(part);
    while (received.kind() != ReceiveResult.Kind.CLOSE) {
      whole.write(part.array(), 0, part.position());
      if (received.endOfMessage()) {
        boolean text = received.kind() == ReceiveResult.Kind.TEXT;
        if (text) {
          visit.text(whole.toString(UTF_8));
        }
        ByteBuffer echo = ByteBuffer.wrap(whole.toByteArray());
        socket.send(echo, text ? MessageKind.TEXT : MessageKind.BINARY, true);
        whole.reset();
      }
      received = socket.receive(part.clear());
    }
  }
}
