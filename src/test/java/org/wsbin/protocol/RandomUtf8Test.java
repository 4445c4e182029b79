package org.wsbin.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** The JDK agrees on what is UTF-8, in any split. */
class RandomUtf8Test {
  private static final int VALID = Utf8Validator.VALID;

  @Property(tries = 1000)
  void jdkAgreesOnAnyBytesInAnySplit(
      @ForAll("nearlyUtf8") byte[] bytes, @ForAll @IntRange(min = 1, max = 20) int size) {
    Utf8Validator utf8 = new Utf8Validator();
    int found = VALID;
    for (int from = 0; from < bytes.length && found == VALID; from += size) {
      int count = Math.min(size, bytes.length - from);
      found = utf8.check(ByteBuffer.wrap(bytes, from, count).order(ByteOrder.LITTLE_ENDIAN));
    }
    assertThat(found).isEqualTo(new JdkUtf8().impossible(bytes));
  }

  /** Runs of ASCII, characters of every length, and now and then a byte that may be anything. */
  @Provide
  static Arbitrary<byte[]> nearlyUtf8() {
    return Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.strings().ascii().ofMaxLength(20)),
            Tuple.of(5, SentArbitraries.text(4)))
        .map(text -> text.getBytes(UTF_8))
        .list()
        .ofMaxSize(5)
        .map(RandomUtf8Test::joined)
        .flatMap(RandomUtf8Test::perhapsSpoilt);
  }

  private static Arbitrary<byte[]> perhapsSpoilt(byte[] valid) {
    if (valid.length == 0) {
      return Arbitraries.just(valid);
    }
    return Arbitraries.integers()
        .between(0, 2 * valid.length)
        .flatMap(
            at ->
                Arbitraries.bytes()
                    .map(
                        other -> {
                          byte[] bytes = valid.clone();
                          if (at < bytes.length) {
                            bytes[at] = other;
                          }
                          return bytes;
                        }));
  }

  private static byte[] joined(List<byte[]> parts) {
    ByteBuffer all = ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
    parts.forEach(all::put);
    return all.array();
  }
}
