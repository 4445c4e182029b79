package org.wsbin.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacingTest {
  @Test
  void messagesAreAtEqualDistancesFromTheStart() {
    Pacing pacing = new Pacing(5_000, 1000, 0, 1);
    assertThat(LongStream.range(0, 4).map(pacing::at))
        .containsExactly(5_000L, 1_005_000L, 2_005_000L, 3_005_000L);
  }

  @Test
  void threadsTakeTurns() {
    List<Long> all = new ArrayList<>();
    for (int thread = 0; thread < 3; thread++) {
      Pacing pacing = new Pacing(0, 300, thread, 3);
      LongStream.range(0, 100).map(pacing::at).forEach(all::add);
    }
    all.sort(Long::compare);
    Pacing alone = new Pacing(0, 300, 0, 1);
    assertThat(all).isEqualTo(LongStream.range(0, 300).map(alone::at).boxed().toList());
  }

  @Test
  void roundingDoesNotAddUp() {
    Pacing pacing = new Pacing(0, 3, 0, 1);
    assertThat(pacing.at(3_000_000)).isEqualTo(1_000_000_000_000_000L);
  }

  @ParameterizedTest
  @CsvSource({"1000, 0, 1", "7.3, 2, 3", "333333, 1, 2", "0.01, 0, 1"})
  void countsThoseBeforeATime(double rate, int thread, int threads) {
    Pacing pacing = new Pacing(1_000, rate, thread, threads);
    for (long end : new long[] {0, 1_000, 1_001, 2_500_000, 999_999_999, 1_000_001_000}) {
      long count = pacing.before(end);
      assertThat(count == 0 || pacing.at(count - 1) < end).isTrue();
      assertThat(pacing.at(count)).isGreaterThanOrEqualTo(end);
    }
  }
}
