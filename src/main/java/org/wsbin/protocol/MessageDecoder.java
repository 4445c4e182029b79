package org.wsbin.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Frames in, messages out. Applies every rule about messages: the limits, UTF-8, compression, and
 * the content of close frames. Data is delivered in slices as it arrives; a frame of at most {@link
 * #WHOLE_FRAME_BYTES} is always one slice. Between frames it keeps only the bytes of a character
 * that a fragment cuts in two. Not safe from several threads.
 */
public final class MessageDecoder implements FrameDecoder.Sink {
  /** A frame of up to this size is one slice. */
  public static final int WHOLE_FRAME_BYTES = 64 * 1024;

  /** Receives a peer's messages, in order. */
  public interface Sink {
    /**
     * A slice of a message.
     *
     * @param slice valid during the call only; of a text, whole characters
     * @param last whether the message ends here
     */
    void data(MessageKind kind, ByteBuffer slice, boolean last);

    /** A ping; its payload is valid during the call only. */
    void ping(ByteBuffer payload);

    /** A pong; its payload is valid during the call only. */
    void pong(ByteBuffer payload);

    /** A close frame. */
    void close(CloseFrame frame);

    /** Whether to pause before the next slice of a frame's payload. */
    default boolean paused() {
      return false;
    }
  }

  /**
   * The limits of messages, and the violations beyond them, with the same sentences in both
   * engines.
   *
   * @param maxMessage bytes, after inflation
   * @param maxFragments frames
   * @param maxFragment bytes of each frame, before inflation
   */
  public record Limits(long maxMessage, int maxFragments, long maxFragment) {
    /** Limits messages only, not single frames. */
    public Limits(long maxMessage, int maxFragments) {
      this(maxMessage, maxFragments, Long.MAX_VALUE);
    }

    /** The violation of a message with more bytes. */
    public Violation tooLarge() {
      return tooBig("The message is larger than " + maxMessage + " bytes.");
    }

    /** The violation of a message with more compressed bytes than an allowed message can have. */
    public Violation tooLargeCompressed() {
      return tooBig("The message is larger than " + maxMessage + " bytes, even compressed.");
    }

    /** The violation of a frame with more bytes. */
    public Violation fragmentTooLarge() {
      return tooBig("A fragment is larger than " + maxFragment + " bytes.");
    }

    /** The violation of a message with more frames. */
    public Violation tooManyFragments() {
      return new Violation(
          Rule.TOO_MANY_FRAGMENTS, "The message has more than " + maxFragments + " fragments.");
    }

    private static Violation tooBig(String sentence) {
      return new Violation(Rule.TOO_BIG, sentence);
    }
  }

  private final Limits limits;
  private final Optional<MessageInflater> inflater;
  private final Sink sink;
  private final GrowingBuffer gathered = new GrowingBuffer();
  private final GrowingBuffer control = new GrowingBuffer();

  private FrameHeader header = new FrameHeader(true, false, Opcode.CONTINUATION, 0);
  private MessageKind kind = MessageKind.BINARY;
  private boolean compressed;
  private long bytes;
  private long compressedBytes;
  private long inflatingCost;

  /** What is left to inflate of a slice, after a pause inside of it. */
  private Optional<ByteBuffer> compressedRest = Optional.empty();

  private boolean restEndsFrame;
  private int fragments;
  private boolean insideMessage;
  private Utf8Validator utf8 = new Utf8Validator();

  /**
   * A decoder for one connection.
   *
   * @param inflater empty unless permessage-deflate was agreed on
   */
  public MessageDecoder(Limits limits, Optional<MessageInflater> inflater, Sink sink) {
    this.limits = limits;
    this.inflater = inflater;
    this.sink = sink;
  }

  /** How many frames of the current or last message have begun. */
  public int fragments() {
    return fragments;
  }

  /** The bytes of an unfinished frame that are held until the rest of it arrives. */
  public int heldBytes() {
    return gathered.size() + compressedRest.map(ByteBuffer::remaining).orElse(0);
  }

  /** Whether it paused while it inflated. */
  boolean pausedInside() {
    return compressedRest.isPresent();
  }

  /**
   * Inflates what a pause has left.
   *
   * @return whether nothing is left now, so that more may be decoded
   */
  boolean inflateRest() {
    if (compressedRest.isPresent()) {
      ByteBuffer rest = compressedRest.get();
      compressedRest = Optional.empty();
      inflate(rest, restEndsFrame);
    }
    return compressedRest.isEmpty();
  }

  /** What inflating cost since the connection opened ({@link PerMessageDeflate#PIECE_COST}). */
  long inflatingCost() {
    long lastBlocks = inflater.map(MessageInflater::lastBlocks).orElse(0L);
    return inflatingCost + lastBlocks * PerMessageDeflate.LAST_BLOCK_COST;
  }

  /** Drops what is held; nothing may come after that. */
  void drop() {
    gathered.take(0);
    compressedRest = Optional.empty();
  }

  /** Whether a message has begun and not ended. */
  public boolean insideMessage() {
    return insideMessage;
  }

  @Override
  public boolean paused() {
    return compressedRest.isPresent() || sink.paused();
  }

  @Override
  public void header(FrameHeader next) {
    header = next;
    if (next.opcode().isControl()) {
      return;
    }
    if (next.opcode() != Opcode.CONTINUATION) {
      start(next);
    }
    if (++fragments > limits.maxFragments()) {
      throw new ViolationException(limits.tooManyFragments());
    }
    if (next.length() > limits.maxFragment()) {
      throw new ViolationException(limits.fragmentTooLarge());
    }
    if (compressed) {
      countCompressed(next.length());
    } else {
      count(next.length());
    }
  }

  /** The largest size that DEFLATE can produce; this refuses endless empty blocks. */
  private void countCompressed(long more) {
    long overhead = (limits.maxMessage() >> 8) + WHOLE_FRAME_BYTES;
    if (more - overhead > limits.maxMessage() - compressedBytes) {
      throw new ViolationException(limits.tooLargeCompressed());
    }
    compressedBytes += more;
  }

  private void start(FrameHeader next) {
    kind = next.opcode() == Opcode.TEXT ? MessageKind.TEXT : MessageKind.BINARY;
    compressed = next.rsv1();
    bytes = 0;
    compressedBytes = 0;
    fragments = 0;
    insideMessage = true;
    if (utf8.unfinished() > 0) {
      utf8 = new Utf8Validator();
    }
  }

  private void count(long more) {
    if (more > limits.maxMessage() - bytes) {
      throw new ViolationException(limits.tooLarge());
    }
    bytes += more;
  }

  @Override
  public void payload(ByteBuffer slice, boolean end) {
    if (header.opcode().isControl()) {
      control(slice, end);
    } else if (compressed) {
      inflatingCost += (long) slice.remaining() * PerMessageDeflate.COMPRESSED_BYTE_COST;
      inflate(slice, end);
    } else {
      boolean last = end && header.fin();
      checkText(slice, last);
      if (!end && header.length() <= WHOLE_FRAME_BYTES) {
        gathered.add(slice);
      } else {
        deliver(slice, last, end);
      }
    }
  }

  private void control(ByteBuffer slice, boolean end) {
    if (!end) {
      control.add(slice);
    } else if (control.isEmpty()) {
      control(slice);
    } else {
      control.add(slice);
      control(control.take(0));
    }
  }

  private void control(ByteBuffer payload) {
    switch (header.opcode()) {
      case PING -> sink.ping(payload);
      case PONG -> sink.pong(payload);
      default -> sink.close(new CloseFrame(CloseStatus.parse(payload)));
    }
  }

  private void inflate(ByteBuffer slice, boolean end) {
    MessageInflater inflating = inflater.orElseThrow();
    boolean last = end && header.fin();
    inflatingCost += PerMessageDeflate.PIECE_COST;
    if (!inflating.inflate(slice, this::inflated, this::paused)) {
      compressedRest = Optional.of(ByteBuffer.allocate(slice.remaining()).put(slice).flip());
      restEndsFrame = end;
    } else if (last) {
      inflating.endMessage();
      checkText(ByteBuffer.allocate(0), true);
      deliver(ByteBuffer.allocate(0), true, true);
    } else if (end) {
      deliver(ByteBuffer.allocate(0), false, false);
    }
  }

  private void inflated(ByteBuffer chunk) {
    count(chunk.remaining());
    inflatingCost += chunk.remaining();
    checkText(chunk, false);
    gathered.add(chunk);
    if (gathered.size() >= WHOLE_FRAME_BYTES) {
      deliver(ByteBuffer.allocate(0), false, false);
    }
  }

  private void checkText(ByteBuffer slice, boolean last) {
    if (kind == MessageKind.BINARY) {
      return;
    }
    if (utf8.check(slice) != Utf8Validator.VALID) {
      throw new ViolationException(Rule.INVALID_UTF8, "The text is not valid UTF-8.");
    }
    if (last && utf8.unfinished() > 0) {
      throw new ViolationException(Rule.INVALID_UTF8, "The text ends inside a UTF-8 character.");
    }
  }

  /** Delivers the gathered bytes and these, except an unfinished character at the end. */
  private void deliver(ByteBuffer slice, boolean last, boolean evenIfEmpty) {
    insideMessage &= !last;
    int unfinished = kind == MessageKind.TEXT ? utf8.unfinished() : 0;
    if (gathered.isEmpty() && unfinished == 0) {
      if (evenIfEmpty || slice.hasRemaining()) {
        sink.data(kind, slice, last);
      }
      return;
    }
    gathered.add(slice);
    ByteBuffer whole = gathered.take(unfinished);
    if (evenIfEmpty || whole.hasRemaining()) {
      sink.data(kind, whole, last);
    }
  }
}
