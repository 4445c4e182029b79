package org.wsbin.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  void controlCharactersAreQuestionMarks() {
    assertThat(PlainText.of("a\u001b[2J\r\n\u0000\u009b€\ud83d\ude00"))
        .isEqualTo("a?[2J????€\ud83d\ude00");
  }
}
