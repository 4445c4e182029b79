package org.wsbin.wire;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The network of a container that upgrades with the Servlet API, non-blocking in both directions;
 * today that is WildFly. Undertow's streams have no lock, and its thread for a connection uses them
 * before it calls a listener. So that thread, which is also an {@link Executor}, does all reading
 * and closing; other threads only write, and not while that thread has data to write.
 */
public final class ServletUpgrade implements HttpUpgradeHandler, Transport, ReadListener {
  /** How long one connection may use a shared thread before the others have their turn. */
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** The most compressed data per read; it may inflate to a thousand times as much. */
  private static final int COMPRESSED_BYTES = 4096;

  private TransportListener connection;
  private WebConnection upgraded;
  private ServletInputStream in;
  private ServletOutputStream out;
  private boolean opened;
  private volatile boolean closed;

  /** The thread that delivers this connection's events. */
  private Executor network;

  static void start(HttpServletRequest request, TransportListener connection)
      throws IOException, ServletException {
    request.upgrade(ServletUpgrade.class).connection = connection;
  }

  @Override
  public void init(WebConnection upgraded) {
    this.upgraded = upgraded;
    try {
      in = upgraded.getInputStream();
      out = upgraded.getOutputStream();
      out.setWriteListener(new Writing());
    } catch (IOException gone) {
      connection.lost();
    }
  }

  /** The first event: there is room to write. */
  private void open() {
    opened = true;
    network = (Executor) Thread.currentThread();
    connection.opened(this);
    in.setReadListener(this);
  }

  @Override
  public void onDataAvailable() {
    readOn();
  }

  /**
   * Reads until there is no data, the connection pauses, or its turn is over. Data or the end that
   * was reported is not reported again.
   */
  private void readOn() {
    EngineResources resources = connection.resources();
    long start = resources.nanos();
    while (!closed && in.isReady()) {
      if (resources.nanos() - start > TURN_NANOS) {
        resources.ioThreads().add(network, this::readOn);
        return;
      }
      if (!connection.readable()) {
        return;
      }
    }
    if (!closed && in.isFinished()) {
      connection.readable();
    }
  }

  /**
   * Another thread's request waits behind the other connections: the threads that inflate could
   * make so many that the I/O thread would never see its sockets.
   */
  @Override
  public void resume() {
    if (network == null || Thread.currentThread() == network) {
      readOn();
    } else {
      onNetwork(() -> connection.resources().ioThreads().add(network, this::readOn));
    }
  }

  private void onNetwork(Runnable task) {
    if (network == null || Thread.currentThread() == network) {
      task.run();
      return;
    }
    try {
      network.execute(task);
    } catch (RejectedExecutionException stopping) {
      closed = true;
      closeNow();
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (in.isFinished()) {
      return -1;
    }
    int count = readArray(into);
    into.position(into.position() + Math.max(count, 0));
    return count;
  }

  private int readArray(ByteBuffer into) throws IOException {
    try {
      int most = connection.quick() ? into.remaining() : COMPRESSED_BYTES;
      return in.read(into.array(), into.arrayOffset() + into.position(), most);
    } catch (NullPointerException itsBufferIsGone) {
      if (!in.isFinished()) {
        throw itsBufferIsGone;
      }
      return -1; // the peer ended its side after ours, so Undertow closed its stream inside the
      // read
    }
  }

  @Override
  public boolean write(ByteBuffer from) throws IOException {
    if (!out.isReady()) {
      return false;
    }
    // WildFly writes the whole array, whatever the range
    byte[] exact = new byte[from.remaining()];
    from.get(exact);
    out.write(exact);
    return flush();
  }

  private boolean flush() throws IOException {
    if (!out.isReady()) {
      return false;
    }
    out.flush();
    return out.isReady();
  }

  @Override
  public void whenWritable(ByteBuffer next) {
    // isReady() returned false, which asks the container to call
  }

  @Override
  public void onAllDataRead() {
    connection.readable();
  }

  /** Undertow closes only the failed half of the channel. */
  @Override
  public void onError(Throwable cause) {
    connection.lost();
    close();
  }

  @Override
  public void endOutput() {
    onNetwork(this::endOutputNow);
  }

  private void endOutputNow() {
    try {
      out.close();
    } catch (IOException gone) {
      connection.lost();
    }
  }

  @Override
  public void close() {
    closed = true;
    onNetwork(this::closeNow);
  }

  private void closeNow() {
    try {
      UndertowClose.close(upgraded);
    } catch (Exception gone) {
      connection.lost();
    }
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void destroy() {
    connection.lost();
  }

  private final class Writing implements WriteListener {
    @Override
    public void onWritePossible() {
      if (opened) {
        connection.writable();
      } else {
        open();
      }
    }

    /**
     * If the network fails, Undertow would retry its remaining writes forever on the polling
     * thread, unless this call throws.
     */
    @Override
    public void onError(Throwable cause) {
      ServletUpgrade.this.onError(cause);
      throw new IllegalStateException("The peer is gone, and nothing more can be written.", cause);
    }
  }
}
