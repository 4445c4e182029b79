package org.wsbin.client;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Violation;

/**
 * Passes on the calls of two threads one at a time, and none after the end, which a sender may not
 * have noticed yet.
 */
final class SerialObserver implements ConnectionObserver {
  private enum State {
    OPEN,
    ENDED
  }

  private final ConnectionObserver observer;
  private State state = State.OPEN;

  private SerialObserver(ConnectionObserver observer) {
    this.observer = observer;
  }

  /** Wraps that observer; {@link ConnectionObserver#NONE} stays as it is. */
  static ConnectionObserver of(ConnectionObserver observer) {
    return observer == ConnectionObserver.NONE ? observer : new SerialObserver(observer);
  }

  @Override
  public synchronized void opened(long nanos) {
    observer.opened(nanos);
  }

  @Override
  public void frame(Direction direction, FrameHeader header, OptionalInt maskingKey, long nanos) {
    unlessEnded(() -> observer.frame(direction, header, maskingKey, nanos));
  }

  @Override
  public void payload(Direction direction, ByteBuffer part, boolean end, long nanos) {
    // a program's observer may read the part as it likes
    ByteBuffer copy = part.asReadOnlyBuffer();
    unlessEnded(() -> observer.payload(direction, copy, end, nanos));
  }

  @Override
  public void ignored(int bytes, long nanos) {
    unlessEnded(() -> observer.ignored(bytes, nanos));
  }

  @Override
  public void rawBytes(ByteBuffer bytes, long nanos) {
    unlessEnded(() -> observer.rawBytes(bytes, nanos));
  }

  @Override
  public void violation(Violation violation, ByteBuffer header, long nanos) {
    unlessEnded(() -> observer.violation(violation, header, nanos));
  }

  @Override
  public void close(Direction direction, CloseFrame frame, long nanos) {
    unlessEnded(() -> observer.close(direction, frame, nanos));
  }

  @Override
  public synchronized void ended(ConnectionState last, EndOfStream how, long nanos) {
    if (state == State.OPEN) {
      state = State.ENDED;
      observer.ended(last, how, nanos);
    }
  }

  private synchronized void unlessEnded(Runnable call) {
    if (state == State.OPEN) {
      call.run();
    }
  }
}
