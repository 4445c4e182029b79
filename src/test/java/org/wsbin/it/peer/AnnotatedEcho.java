package org.wsbin.it.peer;

import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;

/** An echo as any application has it, by a container's own Jakarta WebSocket, without wsbin. */
@ServerEndpoint("/echo")
public final class AnnotatedEcho {
  /** The largest message of a conformance case has 16 MiB. */
  private static final int MOST = 20 * 1024 * 1024;

  @OnMessage(maxMessageSize = MOST)
  public String text(String message) {
    return message;
  }

  @OnMessage(maxMessageSize = MOST)
  public ByteBuffer binary(ByteBuffer message) {
    return message;
  }

  /** A peer's violation is no news. */
  @OnError
  public void failed(Throwable failure) {}
}
