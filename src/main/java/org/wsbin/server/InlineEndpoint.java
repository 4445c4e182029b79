package org.wsbin.server;

import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.apache.coyote.Processor;
import org.apache.coyote.UpgradeToken;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's network endpoint with three changes: clients of delayed responses are watched ({@link
 * ClientWatch}); a connection can let go of its buffers ({@link ReleasableBuffers}); and if the
 * handler of an upgraded connection says that it never blocks, its events are handled on the
 * polling thread. The hand-off to a worker is the largest single cost of a small message.
 * Everything that may block goes to the workers as before.
 *
 * <p>The handler is a class of the web application, which is not visible here; it says that it
 * never blocks as a {@link BooleanSupplier}.
 */
final class InlineEndpoint extends NioEndpoint {
  /** An event on the polling thread that takes longer is slow: every other connection waits. */
  static final long SLOW_NANOS = 1_000_000;

  private volatile LongConsumer slowEvents = nanos -> {};

  /** Sets what hears of the nanoseconds of each slow event, on the polling thread. */
  void slowEvents(LongConsumer listener) {
    slowEvents = listener;
  }

  /** No connection gets the channel of an earlier one, whose buffers may be gone. */
  InlineEndpoint() {
    getSocketProperties().setBufferPool(0);
  }

  @Override
  protected NioChannel createChannel(SocketBufferHandler buffers) {
    return super.createChannel(new ReleasableBuffers(buffers));
  }

  @Override
  public void setHandler(Handler<NioChannel> handler) {
    super.setHandler(new ClientWatch(handler));
  }

  @Override
  public boolean processSocket(
      SocketWrapperBase<NioChannel> socket, SocketEvent event, boolean dispatch) {
    if (!dispatch || !mayRunInline(socket)) {
      return super.processSocket(socket, event, dispatch);
    }
    long start = System.nanoTime();
    try {
      return super.processSocket(socket, event, false);
    } finally {
      long nanos = System.nanoTime() - start;
      if (nanos > SLOW_NANOS) {
        slowEvents.accept(nanos);
      }
    }
  }

  private static boolean mayRunInline(SocketWrapperBase<NioChannel> socket) {
    if (!(socket.getCurrentProcessor() instanceof Processor processor) || !processor.isUpgrade()) {
      return false;
    }
    UpgradeToken token = processor.getUpgradeToken();
    return token != null
        && token.httpUpgradeHandler() instanceof BooleanSupplier quick
        && quick.getAsBoolean();
  }
}
