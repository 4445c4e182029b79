package org.wsbin.it.drivers;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** A client's endpoint of Jakarta WebSocket that echoes whole messages. */
final class JakartaEcho extends Endpoint {
  private final SuiteDriver.Visit visit;

  JakartaEcho(SuiteDriver.Visit visit) {
    this.visit = visit;
  }

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    session.setMaxTextMessageBufferSize(SuiteDriver.MOST_BYTES);
    session.setMaxBinaryMessageBufferSize(SuiteDriver.MOST_BYTES);
    session.addMessageHandler(
        String.class,
        (MessageHandler.Whole<String>)
            text -> {
              visit.text(text);
              send(() -> session.getBasicRemote().sendText(text));
            });
    session.addMessageHandler(
        ByteBuffer.class,
        (MessageHandler.Whole<ByteBuffer>)
            bytes -> send(() -> session.getBasicRemote().sendBinary(bytes)));
  }

  private interface Send {
    void run() throws IOException;
  }

  private static void send(Send send) {
    try {
      send.run();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    visit.over();
  }
}
