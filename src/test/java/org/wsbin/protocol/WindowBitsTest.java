package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7692 section 7.1.2: window bits")
class WindowBitsTest {

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 14, 15})
  void eightToFifteen(int bits) {
    assertThat(WindowBits.parse(Optional.of(Integer.toString(bits)))).hasValue(bits);
    assertThat(WindowBits.checked(bits)).isEqualTo(bits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "16", "08", "+9", "9.0", "110", "x"})
  void otherTextsAreNone(String text) {
    assertThat(WindowBits.parse(Optional.of(text))).isEmpty();
  }

  @Test
  void noneStaysNone() {
    assertThat(WindowBits.parse(Optional.empty())).isEmpty();
    assertThat(WindowBits.checked(OptionalInt.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 7, 16})
  void othersAreRefused(int bits) {
    assertThatThrownBy(() -> WindowBits.checked(OptionalInt.of(bits)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The window bits are " + bits + "; allowed is 8 to 15.");
  }
}
