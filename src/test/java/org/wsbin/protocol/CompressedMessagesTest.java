package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A {@link MessageDecoder} with a {@link MessageInflater}. */
class CompressedMessagesTest {
  private static final int MIB = 1024 * 1024;

  static Stream<Arguments> examples() {
    return Stream.of(
        Arguments.of("c1 07 f248cdc9c90700", List.of("TEXT Hello")),
        Arguments.of("41 03 f248cd 80 04 c9c90700", List.of("TEXT Hello")),
        Arguments.of("c1 07 f248cdc9c90700 c1 05 f200110000", List.of("TEXT Hello", "TEXT Hello")),
        Arguments.of("c1 0b 00 0500 faff 48656c6c6f 00", List.of("TEXT Hello")),
        Arguments.of("c1 08 f348cdc9c90700 00", List.of("TEXT Hello")),
        Arguments.of("c1 0d f24805000000ffff cac9c90700", List.of("TEXT Hello")),
        Arguments.of("c2 01 00", List.of("BINARY ")));
  }

  @ParameterizedTest
  @MethodSource("examples")
  @DisplayName("RFC 7692 section 7.2.3: the examples, split in two at every byte")
  void examples(String hex, List<String> messages) {
    byte[] bytes = Hex.bytes(hex);
    for (int split = 1; split <= bytes.length; split++) {
      Receiver receiver = Receiver.inflating(Receiver.NO_LIMITS, true);
      receiver.receiveInPieces(bytes, List.of(split, bytes.length));
      assertThat(receiver.messages()).as("split at %d", split).isEqualTo(messages);
    }
    assertThat(Receiver.inflating(Receiver.NO_LIMITS, true).receiveByteByByte(bytes).messages())
        .isEqualTo(messages);
  }

  @Test
  @DisplayName("RFC 7692 section 6: compressed or not, message by message, with pings between")
  void compressedOrNot() {
    Receiver receiver = Receiver.inflating(Receiver.NO_LIMITS, true);
    receiver.receive("81 02 6869 41 03 f248cd 89 01 70 00 00 80 04 c9c90700 82 01 ff 88 00");
    assertThat(receiver.messages())
        .containsExactly("TEXT hi", "PING 70", "TEXT Hello", "BINARY ff", "CLOSE");
  }

  @Test
  @DisplayName("RFC 7692 section 7.2.2: a fragment may end inside of a character, or of a block")
  void charactersAcrossFragments() {
    // a stored block with a euro sign
    Receiver receiver = Receiver.inflating(Receiver.NO_LIMITS, true);
    receiver.receive("41 06 00 0300 fcff e2 00 01 82 80 02 ac 00");
    assertThat(receiver.messages()).containsExactly("TEXT €");
  }

  @Test
  @DisplayName("RFC 6455 section 8.1: what is inflated must be UTF-8, to its end")
  void inflatedTextIsUtf8() {
    assertRefused(
        () -> Receiver.inflating(Receiver.NO_LIMITS, true).receive("c1 06 00 0100 feff ff"),
        new Violation(Rule.INVALID_UTF8, "The text is not valid UTF-8."));
    assertRefused(
        () -> Receiver.inflating(Receiver.NO_LIMITS, true).receive("c1 07 00 0100 feff e2 00"),
        new Violation(Rule.INVALID_UTF8, "The text ends inside a UTF-8 character."));
  }

  @Test
  @DisplayName("RFC 6455 section 7.4.1: what counts is the size after inflation")
  void inflatedBytesCount() {
    byte[] fits = frame(deflated(1000));
    assertThat(fits).hasSizeLessThan(30);
    MessageDecoder.Limits limits = new MessageDecoder.Limits(1000, 1);
    Receiver receiver = Receiver.inflating(limits, false).receive(fits).receive(fits);
    assertThat(receiver.delivered()).isEqualTo(2000);
    assertRefused(
        () -> receiver.receive(frame(deflated(1001))),
        new Violation(Rule.TOO_BIG, "The message is larger than 1000 bytes."));
  }

  @Test
  void greatMessageComesInSlices() {
    Receiver receiver = Receiver.inflating(Receiver.NO_LIMITS, true).receive(frame(deflated(MIB)));
    assertThat(receiver.delivered()).isEqualTo(MIB);
    List<Integer> slices = receiver.slices();
    assertThat(slices.subList(0, slices.size() - 1))
        .hasSizeBetween(15, 16)
        .allMatch(size -> size >= MessageDecoder.WHOLE_FRAME_BYTES)
        .allMatch(size -> size < 2 * MessageDecoder.WHOLE_FRAME_BYTES);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000, MIB})
  void frameOfUpTo64KiBIsOneSlice(int piece) {
    Receiver receiver = Receiver.inflating(Receiver.NO_LIMITS, true);
    receiver.receiveInPieces(frame(deflated(60_000)), List.of(piece));
    assertThat(receiver.slices()).containsExactly(60_000);
  }

  @Test
  @DisplayName("RFC 7692 section 8: a bomb of 1 GiB ends at the limit of 1 MiB")
  void bombEndsAtTheLimit() {
    byte[] mebibyte = deflated(MIB);
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    for (int i = 0; i < 1024; i++) {
      bomb.writeBytes(mebibyte);
      bomb.writeBytes(Hex.bytes("0000ffff"));
    }
    byte[] frame = frame(bomb.toByteArray());
    assertThat(frame).hasSizeLessThan(2 * MIB);
    Receiver receiver = Receiver.inflating(new MessageDecoder.Limits(MIB, 10), true);

    assertRefused(
        () -> receiver.receive(frame),
        new Violation(Rule.TOO_BIG, "The message is larger than 1048576 bytes."));
    assertThat(receiver.delivered()).isLessThanOrEqualTo(MIB);
  }

  @Test
  @DisplayName("RFC 7692 section 7.2.2: a message that breaks off inside of a block is broken")
  void truncatedMessage() {
    assertRefused(
        () -> Receiver.inflating(Receiver.NO_LIMITS, true).receive("c1 03 f248cd"),
        new Violation(Rule.INVALID_DEFLATE, "The compressed message ends inside a block."));
  }

  @Test
  @DisplayName("RFC 6455 section 7.4.1: compressed data that gives nothing is limited as well")
  void emptyBlocksWithoutEnd() {
    Receiver receiver = Receiver.inflating(new MessageDecoder.Limits(1000, 10), true);
    assertRefused(
        () -> receiver.receive("c2 7f 0000000100000000"),
        new Violation(Rule.TOO_BIG, "The message is larger than 1000 bytes, even compressed."));
  }

  private static byte[] deflated(int zeros) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MessageDeflater deflater = new MessageDeflater(false)) {
      deflater.deflate(
          ByteBuffer.allocate(zeros), true, (payload, last) -> out.writeBytes(Hex.octets(payload)));
    }
    return out.toByteArray();
  }

  private static byte[] frame(byte[] compressed) {
    FrameHeader header = new FrameHeader(true, true, Opcode.BINARY, compressed.length);
    return Hex.octets(FrameEncoder.server().frame(header, ByteBuffer.wrap(compressed)));
  }

  private static void assertRefused(ThrowingCallable receiving, Violation violation) {
    assertThatExceptionOfType(ViolationException.class)
        .isThrownBy(receiving)
        .extracting(ViolationException::violation)
        .isEqualTo(violation);
  }
}
