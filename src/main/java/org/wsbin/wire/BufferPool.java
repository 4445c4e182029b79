package org.wsbin.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import org.wsbin.protocol.MessageDecoder;

/**
 * Buffers that a connection borrows while it is active, so an idle one has none. At most {@link
 * #KEPT} are kept; the number of threads limits how many are in use. The one that was returned last
 * is the next, because its memory is still in the processor's cache.
 */
final class BufferPool {
  /**
   * The room for two of the largest frames that are handled whole, with their headers: with room
   * for one, many a frame is read in two pieces, which must be gathered first.
   */
  static final int BYTES = 2 * MessageDecoder.WHOLE_FRAME_BYTES + 1024;

  static final int KEPT = 64;

  private final boolean direct;
  private final Deque<ByteBuffer> free = new ArrayDeque<>(KEPT);

  private BufferPool(boolean direct) {
    this.direct = direct;
  }

  /** For networks that use off-heap memory without copying. */
  static BufferPool direct() {
    return new BufferPool(true);
  }

  /** For networks that use arrays. */
  static BufferPool heap() {
    return new BufferPool(false);
  }

  /** An empty buffer. */
  ByteBuffer take() {
    synchronized (free) {
      if (!free.isEmpty()) {
        return free.pop();
      }
    }
    return allocate();
  }

  /** Returns a buffer, which the caller must not use any more. */
  void give(ByteBuffer buffer) {
    synchronized (free) {
      if (free.size() < KEPT) {
        free.push(buffer.clear());
      } // otherwise it is garbage
    }
  }

  /** The number of kept buffers. */
  int kept() {
    synchronized (free) {
      return free.size();
    }
  }

  private ByteBuffer allocate() {
    ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(BYTES) : ByteBuffer.allocate(BYTES);
    return buffer.order(ByteOrder.nativeOrder());
  }
}
