package org.wsbin.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.wsbin.protocol.FrameEncoder;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;

/** The content of messages, made once. Belongs to one thread. */
final class MessageSource {
  /** Characters of two, three and four bytes. */
  private static final String CHARACTERS = "ä€😀";

  private static final int CYCLE_BYTES = 9;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  /** Fills up what no whole character fits into. */
  private static final int MOST_FILLER = 3;

  private final MessageSizes sizes;
  private final Opcode opcode;
  private final boolean multiByte;
  private final boolean stamped;
  private final ChannelStamp stamp;
  private final ByteBuffer content;
  private final ByteBuffer filler = ByteBuffer.wrap("...".getBytes(UTF_8));
  private final ByteBuffer stampBytes = ByteBuffer.allocate(ChannelStamp.BYTES);
  private final FrameHeader fixed;

  MessageSource(LoadSettings settings, ChannelStamp stamp) {
    this.sizes = settings.sizes();
    this.stamp = stamp;
    this.stamped = settings.scenario() == LoadScenario.CHANNEL;
    this.multiByte = settings.content() == MessageContent.MULTI_BYTE;
    this.opcode = settings.content() == MessageContent.BINARY ? Opcode.BINARY : Opcode.TEXT;
    this.content = ByteBuffer.allocateDirect(sizes.most());
    byte[] pattern = (multiByte ? CHARACTERS : LETTERS).getBytes(UTF_8);
    for (int i = 0; content.hasRemaining(); i++) {
      content.put(pattern[i % pattern.length]);
    }
    this.fixed = new FrameHeader(true, false, opcode, sizes.most());
  }

  /** The room that {@link #begin} needs. */
  int beginBytes() {
    return FrameHeader.MAX_BYTES + (stamped ? ChannelStamp.BYTES : 0);
  }

  int size(long number, long seed) {
    return sizes.of(number, seed);
  }

  /**
   * Begins a message: writes the header, and the stamp if there is one.
   *
   * @return the bytes of the payload that are written
   */
  int begin(int size, int publisher, long intended, FrameEncoder encoder, ByteBuffer out) {
    encoder.header(size == sizes.most() ? fixed : new FrameHeader(true, false, opcode, size), out);
    if (!stamped) {
      return 0;
    }
    stamp.write(publisher, intended, stampBytes.clear());
    encoder.payload(stampBytes.flip(), out);
    return ChannelStamp.BYTES;
  }

  /**
   * Writes as much of the payload as there is room for.
   *
   * @param from the bytes that are written already
   * @return the bytes that are written then; {@code size} if that is all
   */
  int go(int size, int from, FrameEncoder encoder, ByteBuffer out) {
    int head = stamped ? ChannelStamp.BYTES : 0;
    int end = head + wholeCharacters(size - head);
    int at = from;
    if (at < end) {
      content.limit(end - head).position(at - head);
      encoder.payload(content, out);
      at = head + content.position();
    }
    if (at >= end && at < size && out.hasRemaining()) {
      filler.limit(size - end).position(at - end);
      encoder.payload(filler, out);
      at = end + filler.position();
    }
    return at;
  }

  private int wholeCharacters(int bytes) {
    if (!multiByte) {
      return bytes;
    }
    int rest = bytes % CYCLE_BYTES;
    int whole = rest < 2 ? 0 : rest < 5 ? 2 : 5;
    return bytes - Math.min(rest - whole, MOST_FILLER);
  }
}
