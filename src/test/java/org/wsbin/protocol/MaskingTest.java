package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MaskingTest {
  private static final int SIZE = 64;
  private static final int KEY = 0x37fa213d;

  @Test
  @DisplayName("RFC 6455 section 5.7: Hello, masked with the example's key")
  void theExample() {
    ByteBuffer hello = Hex.buffer("48656c6c6f");
    Masking.apply(hello, KEY);
    assertThat(Hex.of(hello)).isEqualTo("7f9f4d5158");
  }

  static Stream<Arguments> buffers() {
    List<Named<IntFunction<ByteBuffer>>> kinds =
        List.of(
            Named.of("heap", ByteBuffer::allocate),
            Named.of("direct", ByteBuffer::allocateDirect),
            Named.of("slice of heap", size -> ByteBuffer.allocate(size + 3).slice(3, size)),
            Named.of(
                "slice of direct", size -> ByteBuffer.allocateDirect(size + 5).slice(5, size)));
    return Stream.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)
        .flatMap(order -> kinds.stream().map(kind -> Arguments.of(kind, order)));
  }

  @ParameterizedTest
  @MethodSource("buffers")
  @DisplayName("RFC 6455 section 5.3: at every alignment and length, byte i meets key byte i mod 4")
  void everyByteMeetsItsKeyByte(IntFunction<ByteBuffer> allocate, ByteOrder order) {
    byte[] plain = new byte[SIZE];
    new Random(1).nextBytes(plain);
    for (int from = 0; from < 2 * Long.BYTES; from++) {
      for (int to = from; to <= SIZE; to++) {
        ByteBuffer buffer = allocate.apply(SIZE).order(order).put(plain).position(from).limit(to);

        Masking.apply(buffer, KEY);

        assertThat(buffer.position()).isEqualTo(from);
        assertThat(buffer.limit()).isEqualTo(to);
        assertThat(buffer.order()).isEqualTo(order);
        assertThat(Hex.octets(buffer.clear())).isEqualTo(reference(plain, from, to, KEY));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("buffers")
  @DisplayName("RFC 6455 section 5.3: the same for long payloads")
  void longPayloads(IntFunction<ByteBuffer> allocate, ByteOrder order) {
    byte[] plain = new byte[2000];
    new Random(1).nextBytes(plain);
    for (int from = 0; from < 2 * Long.BYTES; from++) {
      for (int to = 1980; to <= 2000; to++) {
        ByteBuffer buffer = allocate.apply(2000).order(order).put(plain).position(from).limit(to);
        Masking.apply(buffer, KEY);
        assertThat(Hex.octets(buffer.clear())).isEqualTo(reference(plain, from, to, KEY));
      }
    }
  }

  @Test
  @DisplayName("RFC 6455 section 5.3: the key goes on after more bytes than an int counts")
  void keyGoesOnAfterManyBytes() {
    assertThat(Masking.after(KEY, 1L << 40)).isEqualTo(KEY);
    assertThat(Masking.after(KEY, (1L << 40) + 1)).isEqualTo(0xfa213d37);
    assertThat(Masking.after(KEY, Long.MAX_VALUE)).isEqualTo(0x3d37fa21);
  }

  /** The bytes with those from {@code from} to {@code to} masked, one after the other. */
  static byte[] reference(byte[] plain, int from, int to, int key) {
    byte[] keyBytes = ByteBuffer.allocate(Integer.BYTES).putInt(key).array();
    byte[] masked = plain.clone();
    for (int i = from; i < to; i++) {
      masked[i] ^= keyBytes[(i - from) % 4];
    }
    return masked;
  }
}
