package org.wsbin.protocol;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses the messages of one direction (RFC 7692 section 7.2.2), piece by piece. Output is
 * delivered in chunks of at most {@link #CHUNK_BYTES}, so the receiver can stop a compression bomb
 * by throwing. After a block marked as the last one (section 7.2.3.4), nothing can refer to earlier
 * data. Without context takeover it holds nothing between messages. Not safe from several threads.
 */
public final class MessageInflater implements AutoCloseable {
  /** The largest output at a time. */
  static final int CHUNK_BYTES = 8 * 1024;

  private static final byte[] NONE = {};

  /** The bytes that the sender removes from the end of each message. */
  private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

  private final boolean contextTakeover;
  private Inflater inflater;
  private byte[] chunk = NONE;

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
    if (inflater == null) {
      inflater = new Inflater(true);
    }
    if (chunk.length == 0) {
      chunk = new byte[CHUNK_BYTES];
    }
    boolean over = false;
    try {
      inflater.setInput(compressed);
      drain(compressed, out);
      over = true;
    } catch (DataFormatException notDeflate) {
      throw new ViolationException(
          Rule.INVALID_DEFLATE, "The compressed data is not valid DEFLATE.");
    } finally {
      if (!over) {
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
    if (!contextTakeover) {
      close();
    }
  }

  private static void truncated(ByteBuffer unexpected) {
    throw new ViolationException(
        Rule.INVALID_DEFLATE, "The compressed message ends inside a block.");
  }

  private void drain(ByteBuffer compressed, Consumer<ByteBuffer> out) throws DataFormatException {
    while (true) {
      int count = inflater.inflate(chunk);
      if (count > 0) {
        out.accept(ByteBuffer.wrap(chunk, 0, count));
      } else if (inflater.finished() && inflater.getRemaining() > 0) {
        // a block may say that it is the last one (section 7.2.3.4); others may follow
        inflater.reset();
        inflater.setInput(compressed);
      } else if (inflater.needsDictionary()) {
        throw new DataFormatException("it wants a dictionary");
      } else {
        return;
      }
    }
  }

  /** Frees the memory outside of the heap. */
  @Override
  public void close() {
    if (inflater != null) {
      inflater.end();
      inflater = null;
    }
    chunk = NONE;
  }
}
