package org.wsbin.it.drivers;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.wsbin.client.MessageWebSocket;
import org.wsbin.protocol.MessageKind;

/** wsbin's {@link MessageWebSocket}, with all that it has of permessage-deflate. */
public final class MessageWebSocketDriver extends SuiteDriver {
  private MessageWebSocketDriver(String server, String agent) {
    super(server, agent);
  }

  public static void main(String[] args) throws InterruptedException {
    new MessageWebSocketDriver(args[0], args[1]).run();
  }

  @Override
  void open(URI uri, Visit visit) throws Exception {
    MessageWebSocket socket = new MessageWebSocket();
    socket.control().deflate(true, 15, 15);
    socket
        .onMessage(
            message -> {
              if (message.kind() == MessageKind.TEXT) {
                visit.text(message.text());
              }
              socket.kind(message.kind()).send(message.bytes()).join();
            })
        .onClosed(closed -> visit.over())
        .connect(uri)
        .get(20, TimeUnit.SECONDS);
  }
}
