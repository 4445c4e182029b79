package org.wsbin.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageInflaterTest {
  private static final String HELLO = "f248cdc9c90700";
  private static final String HELLO_AGAIN = "f200110000";
  private static final String FINAL_HELLO = "f348cdc9c90700 00";
  private static final int MIB = 1024 * 1024;

  private final MessageInflater inflater = new MessageInflater(true);
  private final ByteArrayOutputStream inflated = new ByteArrayOutputStream();

  @AfterEach
  void close() {
    inflater.close();
  }

  static Stream<Arguments> examples() {
    return Stream.of(
        Arguments.of("7.2.3.1: one block", List.of(HELLO)),
        Arguments.of("7.2.3.2: sharing the window", List.of(HELLO, HELLO_AGAIN, HELLO_AGAIN)),
        Arguments.of("7.2.3.2: not using the window", List.of(HELLO, HELLO)),
        Arguments.of("7.2.3.3: a stored block", List.of("00 0500 faff 48656c6c6f 00")),
        Arguments.of("7.2.3.4: BFINAL", List.of(FINAL_HELLO)),
        Arguments.of("7.2.3.4: BFINAL, and messages after it", List.of(FINAL_HELLO, HELLO)),
        Arguments.of("7.2.3.4: BFINAL twice", List.of(FINAL_HELLO, FINAL_HELLO, HELLO)),
        Arguments.of("7.2.3.5: two blocks", List.of("f24805000000ffff cac9c90700")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  @DisplayName("RFC 7692 section 7.2.3: the examples are Hello, each time")
  void examples(String section, List<String> messages) {
    for (String message : messages) {
      assertThat(message(Hex.bytes(message))).as(section).isEqualTo("Hello");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  @DisplayName("RFC 7692 section 7.2.3: the examples, byte by byte, from direct buffers")
  void examplesByteByByte(String section, List<String> messages) {
    for (String message : messages) {
      for (byte one : Hex.bytes(message)) {
        ByteBuffer piece = ByteBuffer.allocateDirect(1).put(one).flip();
        inflater.inflate(piece, this::take);
        assertThat(piece.hasRemaining()).isFalse();
      }
      assertThat(message(new byte[0])).as(section).isEqualTo("Hello");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "02 00", "03 00 00"})
  @DisplayName("RFC 7692 section 7.2.3.6: an empty message")
  void emptyMessage(String hex) {
    assertThat(message(Hex.bytes(hex))).isEmpty();
    assertThat(message(Hex.bytes(HELLO))).isEqualTo("Hello");
  }

  @Test
  @DisplayName("RFC 7692 section 7.2.3.4: blocks after BFINAL within one message")
  void blocksAfterTheFinalOne() {
    assertThat(message(Hex.bytes("f348cdc9c90700" + HELLO))).isEqualTo("HelloHello");
  }

  @Test
  @DisplayName("RFC 7692 section 7.2.2: a message may refer to data before a BFINAL block")
  void referencesAcrossTheFinalBlock() {
    assertThat(message(Hex.bytes(FINAL_HELLO))).isEqualTo("Hello");
    assertThat(message(Hex.bytes(HELLO_AGAIN))).isEqualTo("Hello");
    assertThat(message(Hex.bytes(HELLO_AGAIN))).isEqualTo("Hello");
  }

  @Test
  @DisplayName("RFC 7692 section 7.2.2: a block may refer to data before a BFINAL block")
  void referencesAcrossTheFinalBlockWithinOneMessage() {
    assertThat(message(Hex.bytes("f348cdc9c90700" + HELLO_AGAIN))).isEqualTo("HelloHello");
  }

  @Test
  @DisplayName("RFC 7692 section 7.2.2: the farthest reference across a BFINAL block")
  void theFarthestReferenceAcrossTheFinalBlock() {
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int from = 0; from < noise.length; from += 20_000) {
      out.writeBytes(storedBlock(noise, from, 20_000));
      out.writeBytes(Hex.bytes("0300")); // an empty BFINAL block
    }
    // 3 bytes from 32768 before: length code 257, distance code 29 with 13 extra bits of 1
    out.writeBytes(bits("110" + "0000001" + "11101" + "1".repeat(13) + "0000000"));
    inflater.inflate(ByteBuffer.wrap(out.toByteArray()), this::take);
    inflater.inflate(Hex.buffer("00"), this::take);
    inflater.endMessage();
    byte[] all = inflated.toByteArray();
    assertThat(Arrays.copyOf(all, noise.length)).isEqualTo(noise);
    assertThat(Arrays.copyOfRange(all, noise.length, all.length))
        .isEqualTo(Arrays.copyOfRange(noise, noise.length - 32768, noise.length - 32768 + 3));
  }

  private static byte[] storedBlock(byte[] data, int from, int count) {
    ByteBuffer block = ByteBuffer.allocate(5 + count).order(ByteOrder.LITTLE_ENDIAN);
    block.put((byte) 0).putShort((short) count).putShort((short) ~count);
    return block.put(data, from, count).array();
  }

  /** Bits in the order of DEFLATE: each byte's lowest first. */
  private static byte[] bits(String inOrder) {
    byte[] bytes = new byte[(inOrder.length() + 7) / 8];
    for (int i = 0; i < inOrder.length(); i++) {
      bytes[i / 8] |= (byte) ((inOrder.charAt(i) - '0') << (i % 8));
    }
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "05", // the header of a block with its own codes, and not all of it
        "04",
        "0d",
        "f248cdc9c907", // without the end of the block
        "f348cdc9c907", // the same, marked as the last one
        "f348cdc9c90700", // marked as the last one, and without another block
        "00 05", // the header of a stored block
        "00 0500 fa"
      })
  @DisplayName("RFC 7692 section 7.2.2: a message that ends inside a block fails the connection")
  void endsInsideABlock(String hex) {
    assertThatExceptionOfType(ViolationException.class)
        .isThrownBy(() -> message(Hex.bytes(hex)))
        .extracting(broken -> broken.violation().rule())
        .isEqualTo(Rule.INVALID_DEFLATE);
  }

  @Test
  @DisplayName("RFC 7692 section 7.2.2: each cut of a message fails, or leaves whole blocks")
  void cutsAreNoticed() {
    byte[] text = "It was the best of times, it was the worst of times. ".repeat(9).getBytes(UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MessageDeflater deflater = new MessageDeflater(true)) {
      deflater.deflate(
          ByteBuffer.wrap(text), true, (payload, last) -> out.writeBytes(Hex.octets(payload)));
    }
    byte[] whole = out.toByteArray();
    for (int cut = 1; cut < whole.length - 1; cut++) {
      byte[] begun = Arrays.copyOf(whole, cut);
      try (MessageInflater other = new MessageInflater(true)) {
        assertThatExceptionOfType(ViolationException.class)
            .as("%d of %d bytes", cut, whole.length)
            .isThrownBy(
                () -> {
                  other.inflate(ByteBuffer.wrap(begun), chunk -> {});
                  other.endMessage();
                });
      }
    }
  }

  @Test
  @DisplayName("RFC 7692 section 7.1.1: without context takeover nothing is referred to")
  void withoutTakeoverMessagesStandAlone() {
    try (MessageInflater alone = new MessageInflater(false)) {
      alone.inflate(Hex.buffer(HELLO), this::take);
      alone.endMessage();
      assertInvalid(() -> alone.inflate(Hex.buffer(HELLO_AGAIN), this::take));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "07", // a block of type 3
        "00 0500 0500", // a stored block whose length is not repeated
        "f200110000", // from before the beginning
        "05 ffffffffffff" // a broken table of codes
      })
  @DisplayName("RFC 7692 section 7.2.2: what is not DEFLATE fails the connection")
  void notDeflate(String hex) {
    assertInvalid(() -> message(Hex.bytes(hex)));
  }

  @Test
  void chunksAreSmall() {
    byte[] zeros = deflatedZeros(MIB);
    inflater.inflate(
        ByteBuffer.wrap(zeros),
        chunk -> {
          assertThat(chunk.remaining()).isBetween(1, MessageInflater.CHUNK_BYTES);
          take(chunk);
        });
    assertThat(inflated.size()).isEqualTo(MIB);
  }

  @Test
  @DisplayName("RFC 7692 section 8: a bomb of 1 GiB stops if its receiver throws")
  void bombStops() {
    byte[] mebibyte = deflatedZeros(MIB);
    ByteBuffer bomb = ByteBuffer.allocate(1024 * mebibyte.length);
    while (bomb.hasRemaining()) {
      bomb.put(mebibyte);
    }
    AtomicInteger chunks = new AtomicInteger();
    int most = MIB / MessageInflater.CHUNK_BYTES;

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                inflater.inflate(
                    bomb.flip(),
                    chunk -> {
                      if (chunks.incrementAndGet() > most) {
                        throw new IllegalStateException("enough");
                      }
                    }))
        .withMessage("enough");
    assertThat(chunks).hasValue(most + 1);
  }

  @Test
  void closedTwiceIsClosed() {
    assertThat(message(Hex.bytes(HELLO))).isEqualTo("Hello");
    inflater.close();
    inflater.close();
  }

  private String message(byte[] compressed) {
    inflater.inflate(ByteBuffer.wrap(compressed), this::take);
    inflater.endMessage();
    String text = inflated.toString(UTF_8);
    inflated.reset();
    return text;
  }

  private void take(ByteBuffer chunk) {
    inflated.writeBytes(Hex.octets(chunk));
  }

  /** Zeros as DEFLATE, which another time may follow. */
  private static byte[] deflatedZeros(int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MessageDeflater deflater = new MessageDeflater(false)) {
      deflater.deflate(
          ByteBuffer.allocate(count), true, (payload, last) -> out.writeBytes(Hex.octets(payload)));
    }
    out.writeBytes(Hex.bytes("0000ffff"));
    return out.toByteArray();
  }

  private static void assertInvalid(Runnable inflating) {
    assertThatExceptionOfType(ViolationException.class)
        .isThrownBy(inflating::run)
        .extracting(ViolationException::violation)
        .isEqualTo(
            new Violation(Rule.INVALID_DEFLATE, "The compressed data is not valid DEFLATE."));
  }
}
