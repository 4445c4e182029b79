package org.wsbin.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.wsbin.protocol.MessageDecoder;

/**
 * Buffers that a connection borrows for as long as something happens on it, so that an idle one has
 * none. At most {@link #KEPT} are kept; how many there are at a time is bounded by the threads that
 * use them.
 */
final class BufferPool {
  /** One has room for the largest frame that is taken whole, with its header. */
  static final int BYTES = MessageDecoder.WHOLE_FRAME_BYTES + 1024;

  static final int KEPT = 64;

  private final boolean direct;
  private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(KEPT);

  private BufferPool(boolean direct) {
    this.direct = direct;
  }

  /** For networks that take memory outside of the heap without copying it. */
  static BufferPool direct() {
    return new BufferPool(true);
  }

  /** For networks that take arrays. */
  static BufferPool heap() {
    return new BufferPool(false);
  }

  /** An empty one. */
  ByteBuffer take() {
    ByteBuffer buffer = free.poll();
    return buffer != null ? buffer : allocate();
  }

  /** Takes one back, which the caller no longer touches. */
  void give(ByteBuffer buffer) {
    if (!free.offer(buffer.clear())) {
      return; // enough are kept: this one is garbage
    }
  }

  /** How many are kept now. */
  int kept() {
    return free.size();
  }

  private ByteBuffer allocate() {
    ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(BYTES) : ByteBuffer.allocate(BYTES);
    return buffer.order(ByteOrder.nativeOrder());
  }
}
