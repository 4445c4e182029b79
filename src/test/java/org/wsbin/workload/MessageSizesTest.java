package org.wsbin.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageSizesTest {
  @ParameterizedTest
  @CsvSource({"125, 125, 125", "64k, 65536, 65536", "16..4k, 16, 4096", "0..64m, 0, 67108864"})
  void oneSizeOrARange(String text, int least, int most) {
    assertThat(MessageSizes.parse(text)).contains(new MessageSizes(least, most));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "65m", "5..4", "1..", "..9", "1..2..3", "1..65m"})
  void everythingElseIsNone(String text) {
    assertThat(MessageSizes.parse(text)).isEmpty();
  }

  @Test
  void sizesOfARangeReachBothEndsAndAreTheSameAgain() {
    MessageSizes sizes = new MessageSizes(10, 13);
    assertThat(IntStream.range(0, 200).map(i -> sizes.of(i, 7))).contains(10, 11, 12, 13);
    assertThat(IntStream.range(0, 200).map(i -> sizes.of(i, 7))).allMatch(s -> s >= 10 && s <= 13);
    assertThat(sizes.of(5, 7)).isEqualTo(sizes.of(5, 7));
  }
}
