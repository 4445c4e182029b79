package org.wsbin.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's handler of connections with one addition: if the client closes while a request waits
 * asynchronously for its response, the request's listeners get an error. Tomcat reads nothing
 * during that time, and would notice only when it answers.
 *
 * <p>Tomcat calls {@link #process} on a worker, with the connection's lock. A client that has sent
 * more data is not watched any longer, because that data would have to be kept.
 */
final class ClientWatch implements Handler<NioChannel> {
  private static final int NEVER = -1;

  private final Handler<NioChannel> handler;

  /** Adds the watch to a handler. */
  ClientWatch(Handler<NioChannel> handler) {
    this.handler = handler;
  }

  @Override
  public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
    if (event == SocketEvent.OPEN_READ && waits(socket)) {
      return look(socket);
    }
    SocketState state = handler.process(socket, event);
    if (state == SocketState.LONG && waits(socket)) {
      watch(socket);
    }
    return state;
  }

  /** The next event is the client's, or says that the response starts. */
  private static void watch(SocketWrapperBase<NioChannel> socket) {
    socket.setReadTimeout(NEVER); // Tomcat sets its own for the next request
    socket.registerReadInterest();
  }

  private SocketState look(SocketWrapperBase<NioChannel> socket) {
    ByteBuffer first = ByteBuffer.allocate(1);
    try {
      if (socket.read(false, first) > 0) {
        socket.unRead(first.flip());
      } else {
        watch(socket);
      }
      return SocketState.LONG;
    } catch (IOException gone) {
      socket.setError(gone);
      return handler.process(socket, SocketEvent.ERROR);
    }
  }

  /** Whether a request waits, and its response has not been started by another thread. */
  private static boolean waits(SocketWrapperBase<NioChannel> socket) {
    return socket.getCurrentProcessor() instanceof Processor processor
        && !processor.isUpgrade()
        && processor.isAsync()
        && asks(processor, ActionCode.ASYNC_IS_STARTED)
        && !asks(processor, ActionCode.ASYNC_IS_DISPATCHING);
  }

  private static boolean asks(Processor processor, ActionCode question) {
    AtomicBoolean answer = new AtomicBoolean();
    processor.getRequest().action(question, answer);
    return answer.get();
  }

  @Override
  public Object getGlobal() {
    return handler.getGlobal();
  }

  @Override
  public void release(SocketWrapperBase<NioChannel> socket) {
    handler.release(socket);
  }

  @Override
  public void pause() {
    handler.pause();
  }

  @Override
  public void recycle() {
    handler.recycle();
  }
}
