package org.wsbin.server;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.tomcat.util.net.SocketBufferHandler;

/**
 * The two buffers of 8 KiB that Tomcat has for each connection. Requests and responses need them; a
 * connection that wsbin's engine has taken over does not. {@link #run} lets go of them, if they are
 * empty. Whoever asks for one after that gets a new pair.
 *
 * <p>The engine is in classes of the web application, which are not visible here; it calls this as
 * a {@link Runnable}. The caller must be the only one that reads from the connection.
 */
final class ReleasableBuffers extends SocketBufferHandler implements Runnable {
  private final int readSize;
  private final int writeSize;
  private volatile Optional<SocketBufferHandler> buffers;

  /** Holds these buffers, which are new. */
  ReleasableBuffers(SocketBufferHandler fresh) {
    super(0, 0, false);
    this.readSize = fresh.getReadBuffer().capacity();
    this.writeSize = fresh.getWriteBuffer().capacity();
    this.buffers = Optional.of(fresh);
  }

  @Override
  public void run() {
    if (buffers.isPresent() && isReadBufferEmpty() && isWriteBufferEmpty()) {
      buffers = Optional.empty();
    }
  }

  private SocketBufferHandler buffers() {
    return buffers.orElseGet(this::again);
  }

  private synchronized SocketBufferHandler again() {
    SocketBufferHandler pair =
        buffers.orElseGet(() -> new SocketBufferHandler(readSize, writeSize, false));
    buffers = Optional.of(pair);
    return pair;
  }

  @Override
  public void configureReadBufferForWrite() {
    buffers().configureReadBufferForWrite();
  }

  @Override
  public void configureReadBufferForRead() {
    buffers().configureReadBufferForRead();
  }

  @Override
  public ByteBuffer getReadBuffer() {
    return buffers().getReadBuffer();
  }

  @Override
  public boolean isReadBufferEmpty() {
    return buffers.map(SocketBufferHandler::isReadBufferEmpty).orElse(true);
  }

  @Override
  public void unReadReadBuffer(ByteBuffer returned) {
    buffers().unReadReadBuffer(returned);
  }

  @Override
  public void configureWriteBufferForWrite() {
    buffers().configureWriteBufferForWrite();
  }

  @Override
  public void configureWriteBufferForRead() {
    buffers().configureWriteBufferForRead();
  }

  @Override
  public boolean isWriteBufferWritable() {
    return buffers().isWriteBufferWritable();
  }

  @Override
  public ByteBuffer getWriteBuffer() {
    return buffers().getWriteBuffer();
  }

  @Override
  public boolean isWriteBufferEmpty() {
    return buffers.map(SocketBufferHandler::isWriteBufferEmpty).orElse(true);
  }

  @Override
  public void reset() {
    buffers.ifPresent(SocketBufferHandler::reset);
  }

  @Override
  public void expand(int size) {
    buffers().expand(size);
  }

  @Override
  public void free() {
    buffers.ifPresent(SocketBufferHandler::free);
  }
}
