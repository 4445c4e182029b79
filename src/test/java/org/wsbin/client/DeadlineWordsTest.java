package org.wsbin.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits as people read them, and not as PT3S. */
class DeadlineWordsTest {
  @ParameterizedTest
  @CsvSource({"3000, 3 s", "60000, 60 s", "2500, 2.5 s", "5, 0.005 s"})
  void inSeconds(long millis, String words) {
    assertThat(Deadline.words(Duration.ofMillis(millis))).isEqualTo(words);
  }
}
