package org.wsbin.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Comparator.comparingLong;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Masking;
import org.wsbin.recording.RawBytes;
import org.wsbin.recording.RecordedFrame;
import org.wsbin.recording.Secrets;
import org.wsbin.recording.TimedViolation;

/** What TCP carried on a connection of wsbin's own engine, as far as it was recorded. */
final class CaptureBytes {
  private static final int FIN = 0x80;
  private static final int RSV1 = 0x40;
  private static final int MASKED = 0x80;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;

  /**
   * Bytes of one side.
   *
   * @param nanos the time since the connection opened
   * @param comments what differs from the wire
   */
  record Part(long nanos, boolean byClient, ByteBuffer data, List<String> comments) {

    Part(long nanos, boolean byClient, byte[] bytes, List<String> comments) {
      this(nanos, byClient, ByteBuffer.wrap(bytes), comments);
    }

    byte[] bytes() {
      byte[] bytes = new byte[data.remaining()];
      data.duplicate().get(bytes);
      return bytes;
    }
  }

  private CaptureBytes() {}

  static byte[] request(RequestHead head, Secrets secrets) {
    StringBuilder text = new StringBuilder(head.line()).append("\r\n");
    head.headers()
        .forEach(
            header ->
                line(text, header.getKey(), secrets.value(header.getKey(), header.getValue())));
    return text.append("\r\n").toString().getBytes(ISO_8859_1);
  }

  static byte[] answer(List<Map.Entry<String, String>> headers) {
    StringBuilder text = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n");
    headers.forEach(header -> line(text, header.getKey(), header.getValue()));
    return text.append("\r\n").toString().getBytes(ISO_8859_1);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
  }

  /** Everything after the handshake, in order. */
  static List<Part> parts(RecordedConnection connection) {
    List<Part> parts = new ArrayList<>();
    connection.frames().forEach(frame -> parts.add(frame(frame)));
    connection.faults().forEach(fault -> parts.add(fault(fault)));
    connection.violation().ifPresent(violation -> parts.add(violation(violation)));
    parts.sort(comparingLong(Part::nanos));
    return parts;
  }

  /**
   * A frame as it was on the wire. If only the beginning of its payload was kept, the header has
   * the length of that, so that the next frame is where its reader looks for it.
   */
  private static Part frame(RecordedFrame frame) {
    List<String> comments = new ArrayList<>();
    long length = frame.header().length();
    if (frame.kept() < frame.seen()) {
      comments.add(
          "Cut: this frame had a payload of "
              + length
              + " bytes. The transcript has the first "
              + frame.kept()
              + ", and here the length in its header is "
              + frame.kept()
              + ".");
      length = frame.kept();
    } else if (!frame.complete()) {
      comments.add("The connection ended after " + frame.seen() + " bytes of the payload.");
    }
    ByteBuffer bytes = ByteBuffer.allocate(FrameHeader.MAX_BYTES + frame.kept());
    header(frame, length, bytes);
    int start = bytes.position();
    bytes.put(frame.payload()).flip().position(start);
    frame.maskingKey().ifPresent(key -> Masking.apply(bytes, key));
    return new Part(
        frame.nanos(), frame.received(), Arrays.copyOf(bytes.array(), bytes.limit()), comments);
  }

  private static void header(RecordedFrame frame, long length, ByteBuffer out) {
    FrameHeader header = frame.header();
    int mask = frame.maskingKey().isPresent() ? MASKED : 0;
    int first = header.opcode().code() | (header.fin() ? FIN : 0) | (header.rsv1() ? RSV1 : 0);
    out.put((byte) first);
    if (length < LENGTH_16) {
      out.put((byte) (mask | length));
    } else if (length <= 0xffff) {
      out.put((byte) (mask | LENGTH_16)).putShort((short) length);
    } else {
      out.put((byte) (mask | LENGTH_64)).putLong(length);
    }
    frame.maskingKey().ifPresent(out::putInt);
  }

  private static Part fault(RawBytes fault) {
    byte[] bytes = fault.bytes();
    List<String> comments = new ArrayList<>(List.of("A fault: bytes that need not be frames."));
    if (bytes.length < fault.length()) {
      comments.add("Cut: the first " + bytes.length + " of " + fault.length() + " bytes.");
    }
    return new Part(fault.nanos(), false, bytes, comments);
  }

  private static Part violation(TimedViolation violation) {
    return new Part(
        violation.nanos(),
        true,
        HexFormat.of().parseHex(violation.header()),
        List.of(
            "A violation of "
                + violation.violation().rule().section()
                + ": "
                + violation.violation().sentence()
                + " What came after these bytes was not recorded."));
  }
}
