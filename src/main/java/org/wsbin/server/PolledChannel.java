package org.wsbin.server;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * A channel that a {@link ConnectionPoller} watches once its connection is upgraded, and Tomcat's
 * poller until then. The handler, whose class is not visible here, asks for one event at a time, as
 * an {@link IntConsumer} of {@link SelectionKey#OP_READ} or {@link SelectionKey#OP_WRITE}, from any
 * thread.
 */
final class PolledChannel extends NioChannel implements IntConsumer {
  private static final System.Logger LOG = System.getLogger(PolledChannel.class.getName());
  private static final VarHandle WANTED = wanted();

  /** Among the wanted operations: the poller has been told of a change. */
  private static final int TOLD = 1 << 30;

  /** What is wanted from the poller; changed by {@link #WANTED}. */
  @SuppressWarnings("unused")
  private volatile int wanted;

  private volatile Optional<ConnectionPoller> poller = Optional.empty();

  /** The same, also after it has given the channel back: the channel stays registered there. */
  private volatile Optional<ConnectionPoller> registeredWith = Optional.empty();

  private InternalHttpUpgradeHandler handler;

  /** Tomcat's side of the connection, which the superclass forgets when it closes. */
  private NioSocketWrapper ofTomcat;

  /** For the poller's thread only, as is what follows. */
  private Optional<SelectionKey> key = Optional.empty();

  private int watched;

  PolledChannel(SocketBufferHandler buffers) {
    super(buffers);
  }

  @Override
  public void reset(SocketChannel channel, NioSocketWrapper wrapper) throws IOException {
    super.reset(channel, wrapper);
    if (wrapper != null) {
      ofTomcat = wrapper;
    }
  }

  private static VarHandle wanted() {
    try {
      return MethodHandles.lookup().findVarHandle(PolledChannel.class, "wanted", int.class);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Whether a {@link ConnectionPoller} watches it. */
  boolean isPolled() {
    return poller.isPresent();
  }

  /** From now on this poller watches it, first for input, and calls this handler. */
  void pollBy(ConnectionPoller by, InternalHttpUpgradeHandler quick) {
    synchronized (this) {
      handler = quick;
      registeredWith = Optional.of(by);
      poller = registeredWith;
    }
    accept(SelectionKey.OP_READ);
  }

  @Override
  public void accept(int operation) {
    Optional<ConnectionPoller> current = poller;
    while (current.isEmpty()) { // it may come and go meanwhile
      if (tomcatWatches(operation)) {
        return;
      }
      current = poller;
    }
    ConnectionPoller by = current.get();
    if (by.isHandling(this)) {
      WANTED.getAndBitwiseOr(this, operation); // it looks afterwards
    } else if (((int) WANTED.getAndBitwiseOr(this, operation | TOLD) & TOLD) == 0) {
      by.tell(this);
    }
  }

  /** Under the lock, so that Tomcat is not asked once the other poller watches. */
  private synchronized boolean tomcatWatches(int operation) {
    if (isPolled()) {
      return false;
    }
    if (operation == SelectionKey.OP_READ) {
      wrapper().registerReadInterest();
    } else {
      wrapper().registerWriteInterest();
    }
    return true;
  }

  /** Tomcat's side of the connection, also after its end. */
  NioSocketWrapper wrapper() {
    return ofTomcat;
  }

  /** Calls the handler, on the poller's thread; false if the connection is over, but not closed. */
  boolean handle(int operation, SocketEvent event) {
    WANTED.getAndBitwiseAnd(this, ~operation);
    return switch (handler.upgradeDispatch(event)) {
      case SUSPENDED -> true;
      default -> wrapper().isClosed();
    };
  }

  /**
   * Watches for what was asked for since the last call; on the poller's thread. If the handler has
   * become slow, Tomcat does that from now on.
   */
  void watch(Selector selector) {
    int operations = (int) WANTED.getAndBitwiseAnd(this, ~TOLD) & ~TOLD;
    if (!isPolled() || !isQuick()) {
      giveBack(operations);
      operations = 0;
    }
    try {
      if (key.isEmpty()) {
        key = Optional.of(getIOChannel().register(selector, operations, this));
      } else if (operations != watched) {
        key.get().interestOps(operations);
      }
      watched = operations;
    } catch (ClosedChannelException | CancelledKeyException closed) {
      LOG.log(DEBUG, "It was closed meanwhile.", closed);
    }
  }

  private boolean isQuick() {
    return handler instanceof BooleanSupplier quick && quick.getAsBoolean();
  }

  private void giveBack(int operations) {
    synchronized (this) {
      poller = Optional.empty();
    }
    WANTED.getAndBitwiseAnd(this, ~operations);
    for (int operation : List.of(SelectionKey.OP_READ, SelectionKey.OP_WRITE)) {
      if ((operations & operation) != 0) {
        accept(operation);
      }
    }
  }

  /** Its file descriptor is free when both pollers have noticed. */
  @Override
  public void close() throws IOException {
    super.close();
    registeredWith.ifPresent(ConnectionPoller::closed);
  }
}
