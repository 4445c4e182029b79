package org.wsbin.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDeflaterTest {
  private static final byte[] HELLO = "Hello".getBytes(UTF_8);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("RFC 7692 section 7.2.3.1: Hello, without the empty block at its end")
  void theExample(boolean takeover) {
    try (MessageDeflater deflater = new MessageDeflater(takeover)) {
      assertThat(Hex.of(joined(deflated(deflater, HELLO)))).isEqualTo("f248cdc9c90700");
    }
  }

  @Test
  @DisplayName("RFC 7692 section 7.2.3.2: Hello again refers to the first, if it may")
  void theExampleAgain() {
    try (MessageDeflater taking = new MessageDeflater(true);
        MessageDeflater alone = new MessageDeflater(false)) {
      deflated(taking, HELLO);
      deflated(alone, HELLO);
      assertThat(Hex.of(joined(deflated(taking, HELLO)))).isEqualTo("f200110000");
      assertThat(Hex.of(joined(deflated(alone, HELLO)))).isEqualTo("f248cdc9c90700");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("RFC 7692 section 7.2.3.6: an empty message is the byte 00, in parts as well")
  void emptyMessage(boolean takeover) {
    try (MessageDeflater deflater = new MessageDeflater(takeover)) {
      for (int i = 0; i < 2; i++) {
        assertThat(Hex.of(joined(deflated(deflater, new byte[0])))).isEqualTo("00");
        assertThat(Hex.of(joined(deflated(deflater, new byte[0], new byte[0])))).isEqualTo("00");
        deflated(deflater, HELLO);
      }
    }
  }

  @Test
  void onlyTheLastFragmentIsMarkedAndTheOthersAreLarge() {
    byte[] noise = SentArbitraries.noise(200_000, 1, 256);
    List<Boolean> marks = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    try (MessageDeflater deflater = new MessageDeflater(false)) {
      deflater.deflate(
          ByteBuffer.wrap(noise),
          true,
          (payload, last) -> {
            marks.add(last);
            sizes.add(payload.remaining());
          });
    }
    int before = marks.size() - 1;
    assertThat(before).isBetween(4, 6);
    assertThat(marks.subList(0, before)).containsOnly(false);
    assertThat(marks.get(before)).isTrue();
    assertThat(sizes.subList(0, before))
        .allMatch(size -> size >= MessageDeflater.FRAGMENT_BYTES)
        .allMatch(size -> size < 2 * MessageDeflater.FRAGMENT_BYTES);
  }

  @ParameterizedTest
  @ValueSource(ints = {8 * 1024, 16 * 1024, 32 * 1024})
  @DisplayName("RFC 7692 section 7.2.1: the end is cut off, wherever the compressor's buffer ends")
  void lengthsAroundTheBuffers(int border) throws DataFormatException {
    try (MessageDeflater deflater = new MessageDeflater(false)) {
      for (int length = border - 40; length < border + 20; length++) {
        byte[] noise = SentArbitraries.noise(length, length, 256);
        assertThat(inflatedByTheJdk(joined(deflated(deflater, noise)))).isEqualTo(noise);
      }
    }
  }

  static List<byte[]> deflated(MessageDeflater deflater, byte[]... slices) {
    List<byte[]> fragments = new ArrayList<>();
    List<Boolean> ends = new ArrayList<>();
    for (int i = 0; i < slices.length; i++) {
      deflater.deflate(
          ByteBuffer.wrap(slices[i]),
          i == slices.length - 1,
          (payload, last) -> {
            fragments.add(Hex.octets(payload));
            ends.add(last);
          });
    }
    assertThat(ends.indexOf(true)).as("the last one is marked").isEqualTo(ends.size() - 1);
    return fragments;
  }

  static byte[] joined(List<byte[]> fragments) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    fragments.forEach(all::writeBytes);
    return all.toByteArray();
  }

  static byte[] inflatedByTheJdk(byte[] compressed) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(Hex.bytes(Hex.of(compressed) + "0000ffff"));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] chunk = new byte[32 * 1024];
      for (int count = -1; count != 0; ) {
        count = inflater.inflate(chunk);
        out.write(chunk, 0, count);
      }
      assertThat(inflater.getRemaining()).isZero();
      return out.toByteArray();
    } finally {
      inflater.end();
    }
  }
}
