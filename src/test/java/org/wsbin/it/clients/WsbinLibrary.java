package org.wsbin.it.clients;

import org.wsbin.client.MessageWebSocket;
import org.wsbin.protocol.MessageKind;

/** wsbin's own client. */
final class WsbinLibrary extends JavaLibrary {

  WsbinLibrary() {
    super("wsbin");
  }

  @Override
  public String version() {
    return "of this build";
  }

  @Override
  OpenConnection connect(Visit visit, Told told) {
    MessageWebSocket socket = new MessageWebSocket();
    if (!visit.ping().isZero()) {
      socket.control().pingInterval(visit.ping());
    }
    socket.onMessage(
        message -> {
          if (message.kind() == MessageKind.TEXT) {
            told.message(message.text());
          } else {
            told.message(message.bytes().remaining());
          }
        });
    socket.onClosed(
        closed -> {
          socket.failure().ifPresent(told::error);
          told.closed(closed.code(), closed.reason());
          told.over();
        });
    socket.connect(visit.uri()).thenRun(told::opened).join();
    return new OpenConnection() {
      @Override
      public void send(String text) {
        socket.send(text).join();
      }

      @Override
      public void close() {
        socket.close(1000, "");
      }

      @Override
      public void abandon() {
        socket.abort();
      }
    };
  }
}
