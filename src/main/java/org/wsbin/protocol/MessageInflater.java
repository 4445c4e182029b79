package org.wsbin.protocol;

import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses the messages of one direction (RFC 7692 section 7.2.2), piece by piece. Output is
 * delivered in chunks of at most {@link #CHUNK_BYTES}, so the receiver can stop a compression bomb
 * by throwing. Without context takeover it holds nothing between messages. Not safe from several
 * threads.
 *
 * <p>A block may be marked as the last one, and others may follow (section 7.2.3.4). The JDK's
 * inflater then forgets its window, so this class keeps a copy for it: from the start of the
 * connection until a message ends without such a block, and from the first such block on. A sender
 * that begins to mark blocks later can refer to nothing before its first marked block.
 */
public final class MessageInflater implements AutoCloseable {
  /** The largest output at a time. */
  static final int CHUNK_BYTES = 8 * 1024;

  /** The first chunk of a small message, whose zeros would cost more than its content. */
  private static final int SMALL_CHUNK_BYTES = 2 * 1024;

  private static final byte[] NONE = {};

  /** The farthest that DEFLATE can refer back. */
  private static final int WINDOW_BYTES = 32 * 1024;

  /**
   * More empty blocks than the longest header of a block has room for: 316 lengths of 7 bits, and
   * 74 bits before them.
   */
  private static final int EMPTY_BLOCKS = 61;

  /**
   * The bytes that the sender removes from the end of each message, and empty blocks. After whole
   * blocks these produce nothing and leave the window as it is; inside a block or its header they
   * are invalid, or produce data.
   */
  private static final byte[] TAIL = tail();

  private final boolean contextTakeover;
  private Inflater inflater;
  private byte[] chunk = NONE;

  /** Ends with the last output, if a marked block may need that. */
  private byte[] window = NONE;

  private int windowEnd;
  private boolean firstMessage = true;
  private boolean sawLastBlock;
  private long lastBlocks;

  /**
   * An inflater for one direction of one connection.
   *
   * @param contextTakeover whether a message may refer to those before it
   */
  public MessageInflater(boolean contextTakeover) {
    this.contextTakeover = contextTakeover;
  }

  /**
   * Inflates part of a message.
   *
   * @throws ViolationException if this is not DEFLATE; also throws what {@code out} throws
   */
  public void inflate(ByteBuffer compressed, Consumer<ByteBuffer> out) {
    inflate(compressed, out, () -> false);
  }

  /**
   * Inflates part of a message, or less of it if it should pause.
   *
   * @param compressed consumed as far as it was inflated
   * @param paused asked after each chunk, and each block that is marked as the last one
   * @return whether all of it was inflated; if not, call this again with the rest, even if there is
   *     none, because there may be output
   * @throws ViolationException if this is not DEFLATE; also throws what {@code out} throws
   */
  boolean inflate(ByteBuffer compressed, Consumer<ByteBuffer> out, BooleanSupplier paused) {
    if (inflater == null) {
      inflater = new Inflater(true);
    }
    if (chunk.length == 0) {
      chunk = new byte[SMALL_CHUNK_BYTES];
    }
    boolean failed = true;
    try {
      inflater.setInput(compressed);
      boolean done = drain(compressed, out, paused);
      failed = false;
      return done;
    } catch (DataFormatException notDeflate) {
      throw new ViolationException(
          Rule.INVALID_DEFLATE, "The compressed data is not valid DEFLATE.");
    } finally {
      if (failed) {
        close();
      }
    }
  }

  /**
   * Ends a message: the removed bytes must produce no data.
   *
   * @throws ViolationException if the message ends inside a block
   */
  public void endMessage() {
    inflate(ByteBuffer.wrap(TAIL), MessageInflater::truncated);
    chunk = NONE;
    firstMessage = false;
    if (!sawLastBlock) {
      forget();
    }
    if (!contextTakeover) {
      close();
    }
  }

  private static byte[] tail() {
    ByteBuffer tail = ByteBuffer.allocate(4 + 5 * EMPTY_BLOCKS).putInt(0x0000ffff);
    while (tail.hasRemaining()) {
      tail.put((byte) 0).putInt(0x0000ffff);
    }
    return tail.array();
  }

  private static void truncated(ByteBuffer unexpected) {
    throw new ViolationException(
        Rule.INVALID_DEFLATE, "The compressed message ends inside a block.");
  }

  private boolean drain(ByteBuffer compressed, Consumer<ByteBuffer> out, BooleanSupplier paused)
      throws DataFormatException {
    while (true) {
      int count = inflater.inflate(chunk);
      if (count > 0) {
        remember(count);
        out.accept(ByteBuffer.wrap(chunk, 0, count));
        if (count < chunk.length && !inflater.finished()) {
          return true; // it has no more
        }
        if (paused.getAsBoolean()) {
          return false;
        }
        grow();
      } else if (inflater.finished() && inflater.getRemaining() > 0) {
        // a block may say that it is the last one (section 7.2.3.4); others may follow
        sawLastBlock = true;
        inflater.reset();
        inflater.setDictionary(window, windowEnd - windowBytes(), windowBytes());
        inflater.setInput(compressed);
        lastBlocks++;
        if (paused.getAsBoolean()) {
          return false;
        }
      } else if (inflater.needsDictionary()) {
        throw new DataFormatException("it wants a dictionary");
      } else {
        return true;
      }
    }
  }

  private void grow() {
    if (chunk.length < CHUNK_BYTES) {
      chunk = new byte[CHUNK_BYTES];
    }
  }

  /** Before the receiver gets the chunk, which it may change. */
  private void remember(int count) {
    if (firstMessage || sawLastBlock) {
      makeRoom(count);
      System.arraycopy(chunk, 0, window, windowEnd, count);
      windowEnd += count;
    }
  }

  private void makeRoom(int count) {
    if (window.length == 0) {
      window = new byte[2 * WINDOW_BYTES];
      windowEnd = 0;
    } else if (windowEnd + count > window.length) {
      System.arraycopy(window, windowEnd - WINDOW_BYTES, window, 0, WINDOW_BYTES);
      windowEnd = WINDOW_BYTES;
    }
  }

  private void forget() {
    window = NONE;
    windowEnd = 0;
  }

  /** How many blocks that were marked as the last one were followed by others. */
  long lastBlocks() {
    return lastBlocks;
  }

  private int windowBytes() {
    return Math.min(windowEnd, WINDOW_BYTES);
  }

  /** Frees the memory outside of the heap. */
  @Override
  public void close() {
    if (inflater != null) {
      inflater.end();
      inflater = null;
    }
    chunk = NONE;
    forget();
  }
}
