package org.wsbin.wire;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Jetty's network: our own connection, which replaces the HTTP connection. Jetty's servlet API
 * gives an upgraded GET no input.
 */
final class JettyUpgrade extends AbstractConnection implements Connection.UpgradeTo, Transport {
  private final TransportListener connection;
  private final Callback fillable = new Event(this::onFillable);
  private final Callback written = new Event(this::onWritten);
  private boolean asking;
  private ByteBuffer leftOver = BufferUtil.EMPTY_BUFFER;

  JettyUpgrade(EndPoint endPoint, Executor executor, TransportListener connection) {
    super(endPoint, executor);
    this.connection = connection;
  }

  /** After the 101, Jetty takes the new connection from an attribute. */
  static void start(HttpServletRequest request, TransportListener connection)
      throws ServletException {
    Request core = core(request);
    EndPoint endPoint = core.getConnectionMetaData().getConnection().getEndPoint();
    Executor executor = core.getComponents().getExecutor();
    request.setAttribute(
        HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, new JettyUpgrade(endPoint, executor, connection));
  }

  /** The same method in the two packages of EE 10 and EE 11. */
  private static Request core(HttpServletRequest request) throws ServletException {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    try {
      return (Request) inner.getClass().getMethod("getRequest").invoke(inner);
    } catch (ReflectiveOperationException | ClassCastException another) {
      throw new ServletException("This is not a request of Jetty 12.1.", another);
    }
  }

  @Override
  public void onUpgradeTo(ByteBuffer prefilled) {
    leftOver = prefilled;
  }

  @Override
  public void onOpen() {
    super.onOpen();
    getEndPoint().setIdleTimeout(0);
    connection.opened(this);
    onFillable();
  }

  @Override
  public void onFillable() {
    if (connection.readable()) {
      fillInterested(fillable);
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (BufferUtil.hasContent(leftOver)) {
      return BufferUtil.put(leftOver, into);
    }
    // Jetty appends after the limit, up to the capacity
    ByteBuffer room = into.slice().limit(0);
    int count = getEndPoint().fill(room);
    into.position(into.position() + room.limit());
    return count < 0 ? endOfStream() : count;
  }

  /** Jetty reports a reset as an end of the stream; the channel remembers it, and throws. */
  private int endOfStream() throws IOException {
    if (getEndPoint().getTransport() instanceof SocketChannel channel && channel.isOpen()) {
      channel.read(BufferUtil.EMPTY_BUFFER.duplicate());
    }
    return -1;
  }

  @Override
  public boolean write(ByteBuffer from) throws IOException {
    return getEndPoint().flush(from);
  }

  @Override
  public void whenWritable(ByteBuffer next) {
    asking = true;
    getEndPoint().write(written, next);
    asking = false;
  }

  /**
   * The caller may be the timer, which must not wait or read. Jetty reports data that it has; it
   * does not know of data that arrived with the request.
   */
  @Override
  public void resume() {
    if (BufferUtil.hasContent(leftOver)) {
      getExecutor().execute(this::onFillable);
    } else {
      fillInterested(fillable);
    }
  }

  @Override
  public void endOutput() {
    getEndPoint().shutdownOutput();
  }

  @Override
  public boolean isOpen() {
    return getEndPoint().isOpen();
  }

  @Override
  public void onClose(Throwable cause) {
    connection.lost();
    super.onClose(cause);
  }

  /** If there is already room, Jetty calls back before the request returns. */
  private void onWritten() {
    if (asking) {
      getExecutor().execute(connection::writable);
    } else {
      connection.writable();
    }
  }

  /**
   * The callback of Jetty when the network is ready; on the polling thread if it does not block.
   */
  private final class Event implements Callback {
    private final Runnable happened;

    Event(Runnable happened) {
      this.happened = happened;
    }

    @Override
    public void succeeded() {
      happened.run();
    }

    @Override
    public void failed(Throwable cause) {
      connection.lost();
      close();
    }

    @Override
    public InvocationType getInvocationType() {
      return connection.quick() ? InvocationType.NON_BLOCKING : InvocationType.BLOCKING;
    }
  }
}
