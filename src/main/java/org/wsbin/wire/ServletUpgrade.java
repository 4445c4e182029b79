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
import java.time.Duration;
import java.util.Optional;

/** The network of any container that upgrades by the Servlet API, non-blocking both ways. */
public final class ServletUpgrade implements HttpUpgradeHandler, Transport, ReadListener {
  private WireConnection connection;
  private WebConnection upgraded;
  private ServletInputStream in;
  private ServletOutputStream out;
  private volatile boolean closed;

  /** The one that brings this connection's events. */
  private volatile Optional<Thread> network = Optional.empty();

  static void start(HttpServletRequest request, WireConnection connection)
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
      connection.opened(this);
      in.setReadListener(this);
    } catch (IOException gone) {
      connection.lost();
    }
  }

  @Override
  public void onDataAvailable() {
    network = Optional.of(Thread.currentThread());
    resume();
  }

  /**
   * Reads until nothing is there, or the connection has had enough: it is not said again that there
   * is something. Any other thread than the network's is everybody's, and gets on with the rest
   * between two reads.
   */
  @Override
  public void resume() {
    boolean more = readOn();
    if (network.filter(Thread.currentThread()::equals).isPresent()) {
      while (more) {
        more = readOn();
      }
    } else if (more) {
      connection.connections.timer().after(Duration.ZERO, this::resume);
    }
  }

  private boolean readOn() {
    return !closed && in.isReady() && connection.readable();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (in.isFinished()) {
      return -1;
    }
    if (!in.isReady()) { // another thread was faster
      return 0;
    }
    int count = in.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
    into.position(into.position() + Math.max(count, 0));
    return count;
  }

  @Override
  public boolean write(ByteBuffer from) throws IOException {
    if (!out.isReady()) {
      return false;
    }
    // WildFly writes the whole array, whatever range of it is named
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
    // isReady() has said no, and so has asked the container to call
  }

  @Override
  public void onAllDataRead() {
    connection.readable();
  }

  @Override
  public void onError(Throwable cause) {
    connection.lost();
  }

  @Override
  public void endOutput() {
    try {
      out.close();
    } catch (IOException gone) {
      connection.lost();
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      Abrupt.close(upgraded);
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
      network = Optional.of(Thread.currentThread());
      connection.writable();
    }

    /**
     * Undertow goes on writing what it still has when the network has failed, for ever and on the
     * thread that polls, unless this call throws.
     */
    @Override
    public void onError(Throwable cause) {
      connection.lost();
      throw new IllegalStateException("The peer is gone, and nothing more can be written.", cause);
    }
  }
}
