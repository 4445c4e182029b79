package org.wsbin.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A message to send, and how.
 *
 * @param cuts if it is cut into fragments, in thousandths of what is sent
 * @param between the control frames that come after the first fragments
 * @param compressed whether to compress it, where that was agreed on
 */
record Sent(
    MessageKind kind,
    ByteBuffer payload,
    List<Integer> cuts,
    List<Control> between,
    boolean compressed) {

  /** A control frame. */
  record Control(Opcode opcode, ByteBuffer payload) {
    @Override
    public String toString() {
      return opcode + " " + Hex.of(payload);
    }
  }

  /** A copy of the payload. */
  byte[] octets() {
    return Hex.octets(payload);
  }

  /** What becomes of those bytes: one fragment more than there are cuts, some perhaps empty. */
  List<byte[]> fragments(byte[] bytes) {
    int[] ends =
        IntStream.concat(
                cuts.stream().mapToInt(cut -> (int) ((long) cut * bytes.length / 1000)),
                IntStream.of(bytes.length))
            .sorted()
            .toArray();
    return IntStream.range(0, ends.length)
        .mapToObj(i -> Arrays.copyOfRange(bytes, i == 0 ? 0 : ends[i - 1], ends[i]))
        .toList();
  }

  @Override
  public String toString() {
    return kind
        + (compressed ? " compressed " : " of ")
        + payload.remaining()
        + " bytes, cut at "
        + cuts
        + ", between "
        + between;
  }
}
