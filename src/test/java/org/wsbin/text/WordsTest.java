package org.wsbin.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void underscoresAreHyphens() {
    assertThat(Words.of(RoundingMode.HALF_UP)).isEqualTo("half-up");
  }
}
