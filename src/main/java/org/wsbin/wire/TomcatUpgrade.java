package org.wsbin.wire;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.RequestFacade;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's network without the buffers and copies of its servlet streams, like its own WebSocket
 * implementation. The same in 10.1 and 11.
 *
 * <p>{@link #getAsBoolean} says whether its events may run on the polling thread; a server that
 * supports this calls it.
 */
public final class TomcatUpgrade implements InternalHttpUpgradeHandler, Transport, BooleanSupplier {
  private static final System.Logger LOG = System.getLogger(TomcatUpgrade.class.getName());

  private TransportListener connection;
  private SocketWrapperBase<?> socket;

  /**
   * The channel, if a poller of the server watches it at times; and the same to ask that poller.
   */
  private Optional<NioChannel> own = Optional.empty();

  private Optional<IntConsumer> polled = Optional.empty();

  /**
   * Whether nothing is left in the container's buffers. Who reads uses it, and who resumes reading,
   * which is not at the same time.
   */
  private boolean leftOversTaken;

  /**
   * Whether the channel itself has been read. Until then there may be data of which no poller
   * knows: in the container's buffer, or encrypted in the channel. Used like the above.
   */
  private boolean channelRead;

  static void start(HttpServletRequest request, TransportListener connection)
      throws IOException, ServletException {
    request.upgrade(TomcatUpgrade.class).connection = connection;
  }

  /**
   * Marks the response as written. There is no public access from Tomcat's request to the state of
   * its response; if this field is gone, the only cost is one more write.
   */
  static boolean silence(HttpServletRequest request) {
    try {
      Field inner = RequestFacade.class.getDeclaredField("request");
      inner.setAccessible(true);
      ((Request) inner.get(request)).getResponse().getCoyoteResponse().setCommitted(true);
      return true;
    } catch (ReflectiveOperationException | RuntimeException another) {
      LOG.log(DEBUG, "This Tomcat writes the 101 itself.", another);
      return false;
    }
  }

  @Override
  public boolean getAsBoolean() {
    return connection.quick() || (isPolled() && connection.hasShortTurns());
  }

  @Override
  public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
    socket = wrapper;
    // it is this connection's for good; Tomcat's own channels go from one connection to the next
    if (wrapper.getSocket() instanceof NioChannel channel
        && channel instanceof IntConsumer consumer) {
      own = Optional.of(channel);
      polled = Optional.of(consumer);
    }
  }

  @Override
  public void init(WebConnection unused) {
    connection.opened(this);
  }

  @Override
  public SocketState upgradeDispatch(SocketEvent event) {
    switch (event) {
      case OPEN_READ -> {
        if (connection.readable()) {
          resume();
        }
      }
      case OPEN_WRITE -> connection.writable();
      default -> {
        connection.lost();
        return SocketState.CLOSED;
      }
    }
    // SUSPENDED: this class asks for reads, not the container
    return isOpen() ? SocketState.SUSPENDED : SocketState.CLOSED;
  }

  /** Whether the server has a poller of its own, which watches the channel at times. */
  private boolean isPolled() {
    return polled.isPresent();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int buffered = leftOversTaken ? 0 : leftOver(into);
    if (buffered > 0) {
      return buffered;
    }
    channelRead = true;
    return channel().read(into);
  }

  /**
   * Data that arrived with the request is in the container's buffer. Once there is none, the
   * container lets go of its buffers if it can, because the engine has its own.
   */
  private int leftOver(ByteBuffer into) throws IOException {
    SocketBufferHandler buffers = socket.getSocketBufferHandler();
    if (!buffers.isReadBufferEmpty()) {
      return socket.read(false, into);
    }
    if (buffers.isWriteBufferEmpty()) {
      leftOversTaken = true;
      if (buffers instanceof Runnable release) {
        release.run();
      }
    }
    return 0;
  }

  @Override
  public boolean write(ByteBuffer from) throws IOException {
    NioChannel channel = channel();
    int count;
    do {
      count = channel.write(from);
    } while (count > 0 && from.hasRemaining());
    return writeRest() && !from.hasRemaining();
  }

  /** TLS keeps a record that the network has not accepted. */
  @Override
  public boolean writeRest() throws IOException {
    NioChannel channel = channel();
    boolean progress = true;
    while (progress && channel.getOutboundRemaining() > 0) {
      progress = channel.flushOutbound();
    }
    return channel.getOutboundRemaining() == 0;
  }

  @Override
  public void whenWritable(ByteBuffer next) {
    if (polled.isPresent()) {
      polled.get().accept(SelectionKey.OP_WRITE);
    } else {
      socket.registerWriteInterest();
    }
  }

  @Override
  public boolean takesMore() {
    return true;
  }

  @Override
  public void resume() {
    if (!channelRead) {
      readSoon();
    } else if (polled.isPresent()) {
      polled.get().accept(SelectionKey.OP_READ);
    } else {
      socket.registerReadInterest();
    }
  }

  /** If there is no thread, nobody would ever read; the next sweep finds the socket closed. */
  private void readSoon() {
    try {
      socket.execute(this::readNow);
    } catch (RejectedExecutionException stopping) {
      LOG.log(DEBUG, "A connection ends, because no thread may read it.", stopping);
      socket.close();
    } catch (Error noThread) {
      LOG.log(ERROR, "A connection ends, because no thread can read it.", noThread);
      socket.close();
    }
  }

  private void readNow() {
    try {
      upgradeDispatch(SocketEvent.OPEN_READ);
    } catch (RuntimeException | Error failure) {
      LOG.log(ERROR, "A connection failed.", failure);
      socket.close();
    }
  }

  @Override
  public void endOutput() {
    if (endsOutput() && socket.getSocket() instanceof NioChannel channel) {
      shutdown(channel.getIOChannel());
    }
  }

  /** Tomcat's TLS ends both sides together. */
  @Override
  public boolean endsOutput() {
    return !(socket.getSocket() instanceof SecureNioChannel);
  }

  private void shutdown(SocketChannel channel) {
    try {
      channel.shutdownOutput();
    } catch (IOException gone) {
      connection.lost();
    }
  }

  @Override
  public void close() {
    socket.close();
  }

  @Override
  public boolean isOpen() {
    return own.isPresent() ? own.get().isOpen() : !socket.isClosed();
  }

  @Override
  public void destroy() {
    connection.lost();
  }

  @Override
  public void pause() {
    // the application closes its connections itself
  }

  @Override
  public void timeoutAsync(long now) {
    // the container's timeouts do not apply here
  }

  @Override
  public void setSslSupport(SSLSupport support) {
    // the container handles TLS
  }

  private NioChannel channel() throws IOException {
    if (own.isPresent()) {
      return own.get();
    }
    if (socket.getSocket() instanceof NioChannel channel) {
      return channel;
    }
    throw new IOException("This connector of Tomcat is not NIO.");
  }
}
