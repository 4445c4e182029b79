package org.wsbin.protocol;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/**
 * Compresses the messages of one direction (RFC 7692 section 7.2.1), piece by piece. Without
 * context takeover it holds nothing between messages. Not safe from several threads.
 *
 * <p>The JDK's compressor has a window of 32 KiB only. For a smaller one (section 7.1.2), {@link
 * DeflateHistory} lets it start anew before it could refer too far back.
 */
public final class MessageDeflater implements AutoCloseable {
  /** Output is delivered when it has at least this many bytes. */
  static final int FRAGMENT_BYTES = 32 * 1024;

  private static final int STEP_BYTES = 8 * 1024;

  /** The first step of a small message, whose zeros would cost more than its content. */
  private static final int SMALL_STEP_BYTES = 1024;

  private static final int TAIL_BYTES = 4;
  private static final byte[] NONE = {};

  /** Receives a compressed message in fragments. */
  @FunctionalInterface
  public interface Output<E extends Exception> {
    /** The payload of a frame; {@code last} if the message ends with it. */
    void fragment(ByteBuffer payload, boolean last) throws E;
  }

  private final boolean contextTakeover;
  private final GrowingBuffer gathered = new GrowingBuffer();

  /** Null for a window of 15 bits, which needs no help. */
  private final DeflateHistory history;

  private Deflater deflater;
  private byte[] step = NONE;
  private boolean begun;

  /**
   * A deflater for one direction of one connection, with a window of 15 bits.
   *
   * @param contextTakeover whether a message may refer to those before it
   */
  public MessageDeflater(boolean contextTakeover) {
    this(contextTakeover, WindowBits.MOST);
  }

  /**
   * A deflater for one direction of one connection.
   *
   * @param contextTakeover whether a message may refer to those before it
   * @param windowBits 8 to 15: no reference reaches further back than 2 to the power of this
   * @throws IllegalArgumentException for other bits
   */
  public MessageDeflater(boolean contextTakeover, int windowBits) {
    this.contextTakeover = contextTakeover;
    this.history =
        WindowBits.checked(windowBits) == WindowBits.MOST ? null : new DeflateHistory(windowBits);
  }

  /**
   * Compresses part of a message.
   *
   * @param last whether the message ends here; only then output is certain
   */
  public <E extends Exception> void deflate(ByteBuffer slice, boolean last, Output<E> out)
      throws E {
    boolean empty = !begun && last && !slice.hasRemaining();
    if (empty) {
      // section 7.2.3.6: an empty message is one byte, an empty block without its end
      out.fragment(ByteBuffer.allocate(1), true);
      return;
    }
    prepare();
    int flush = last ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH;
    if (history == null) {
      deflater.setInput(slice);
      run(flush, out);
    } else {
      runWithinWindow(slice, flush, out);
    }
    deflater.setInput(NONE); // otherwise it would keep the slice
    begun = !last;
    if (last) {
      out.fragment(withoutTail(), true);
      step = NONE;
      if (!contextTakeover) {
        close();
      }
    }
  }

  private void prepare() {
    if (deflater == null) {
      deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    }
    if (step.length == 0) {
      step = new byte[SMALL_STEP_BYTES];
    }
  }

  private <E extends Exception> void runWithinWindow(ByteBuffer slice, int flush, Output<E> out)
      throws E {
    do {
      // only if more follows: the end of a message needs no room
      if (slice.hasRemaining() && history.full()) {
        run(Deflater.SYNC_FLUSH, out);
        history.restart(deflater);
      }
      history.input(slice, deflater);
      run(slice.hasRemaining() ? Deflater.NO_FLUSH : flush, out);
    } while (slice.hasRemaining());
  }

  private <E extends Exception> void run(int flush, Output<E> out) throws E {
    boolean more;
    do {
      int count = deflater.deflate(step, 0, step.length, flush);
      more = count == step.length; // otherwise all is out
      gathered.add(ByteBuffer.wrap(step, 0, count));
      if (gathered.size() >= FRAGMENT_BYTES + TAIL_BYTES) {
        // the last bytes stay: they are removed if the message ends with them
        out.fragment(gathered.take(TAIL_BYTES), false);
      }
      if (more && step.length < STEP_BYTES) {
        step = new byte[STEP_BYTES];
      }
    } while (more);
  }

  private ByteBuffer withoutTail() {
    ByteBuffer all = gathered.take(0);
    return all.limit(all.limit() - TAIL_BYTES);
  }

  /** Frees the memory outside of the heap. */
  @Override
  public void close() {
    if (deflater != null) {
      deflater.end();
      deflater = null;
    }
    if (history != null) {
      history.clear();
    }
    step = NONE;
  }
}
