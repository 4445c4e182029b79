package org.wsbin.server;

import java.nio.channels.SelectionKey;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.apache.coyote.Processor;
import org.apache.coyote.UpgradeToken;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's network endpoint with three changes: clients of delayed responses are watched ({@link
 * ClientWatch}); a connection can let go of its buffers ({@link ReleasableBuffers}); and if the
 * handler of an upgraded connection says that it will not block now, its events are handled on the
 * thread that polls: that of a {@link ConnectionPoller}, or of Tomcat's poller with TLS. The
 * hand-off to a worker is the largest single cost of a small message. Everything that may block
 * goes to the workers as before.
 *
 * <p>The handler is a class of the web application, which is not visible here; it says that it will
 * not block now as a {@link BooleanSupplier}.
 */
final class InlineEndpoint extends NioEndpoint {
  private volatile LongConsumer slowEvents = nanos -> {};
  private volatile Optional<ConnectionPoller> poller = Optional.empty();

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
    SocketBufferHandler releasable = new ReleasableBuffers(buffers);
    return isSSLEnabled() ? super.createChannel(releasable) : new PolledChannel(releasable);
  }

  @Override
  public void setHandler(Handler<NioChannel> handler) {
    super.setHandler(new ClientWatch(handler));
  }

  @Override
  public void startInternal() throws Exception {
    super.startInternal();
    poller =
        Optional.of(
            new ConnectionPoller(
                getPoller().getSelector(), nanos -> slowEvents.accept(nanos), this::over));
  }

  @Override
  public void stopInternal() {
    super.stopInternal();
    if (poller.isPresent()) {
      poller.get().close();
      poller = Optional.empty();
    }
  }

  private void over(PolledChannel channel) {
    super.processSocket(channel.wrapper(), SocketEvent.DISCONNECT, false);
  }

  @Override
  public boolean processSocket(
      SocketWrapperBase<NioChannel> socket, SocketEvent event, boolean dispatch) {
    Optional<InternalHttpUpgradeHandler> quick = dispatch ? quick(socket) : Optional.empty();
    if (quick.isEmpty()) {
      return super.processSocket(socket, event, dispatch);
    }
    Optional<ConnectionPoller> own = poller;
    if (socket.getSocket() instanceof PolledChannel channel && own.isPresent()) {
      if (channel.isPolled() && event == SocketEvent.OPEN_WRITE) {
        channel.accept(SelectionKey.OP_WRITE); // asked for before
        return true;
      }
      if (event == SocketEvent.OPEN_READ) {
        channel.pollBy(own.get(), quick.get());
        return true;
      }
    }
    return handleHere(socket, event);
  }

  /** On this thread, which is that of Tomcat's poller. */
  private boolean handleHere(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
    long start = System.nanoTime();
    try {
      return super.processSocket(socket, event, false);
    } finally {
      long nanos = System.nanoTime() - start;
      if (nanos > ConnectionPoller.SLOW_NANOS) {
        slowEvents.accept(nanos);
      }
    }
  }

  /** The handler of an upgraded connection, if it will not block now. */
  private static Optional<InternalHttpUpgradeHandler> quick(SocketWrapperBase<NioChannel> socket) {
    return Optional.of(socket)
        .map(SocketWrapperBase::getCurrentProcessor)
        .filter(Processor.class::isInstance)
        .map(Processor.class::cast)
        .filter(Processor::isUpgrade)
        .map(Processor::getUpgradeToken)
        .map(UpgradeToken::httpUpgradeHandler)
        .filter(handler -> handler instanceof BooleanSupplier quick && quick.getAsBoolean())
        .filter(InternalHttpUpgradeHandler.class::isInstance)
        .map(InternalHttpUpgradeHandler.class::cast);
  }
}
