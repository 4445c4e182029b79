package org.wsbin.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "plain, plain",
    "a%20b, a b",
    "a+b, a+b",
    "%2b%2B, ++",
    "%2F, /",
    "%25zz, %zz",
    "%E2%82%AC, €",
    "€, €",
    "%e2%82%ac!, €!",
    "%F0%9F%98%80, 😀",
    "%41%42, AB"
  })
  @DisplayName("RFC 3986 section 2.1: escapes are decoded, and a plus is a plus")
  void escapesAreDecoded(String encoded, String text) {
    assertThat(PercentEncoding.decode(encoded)).hasValue(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "a%", "a%4", "%zz", "%4g", "%g4", "%%41", "%+1", "%-1", "% 1"})
  void brokenEscapesAreNotDecoded(String broken) {
    assertThat(PercentEncoding.decode(broken)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%FF", "%C0%AF", "%E2%82", "%ED%A0%80", "%F4%90%80%80", "%80", "€%E2"})
  @DisplayName("RFC 3629 section 3: what is not UTF-8 is not decoded")
  void whatIsNotUtf8IsNotDecoded(String notUtf8) {
    assertThat(PercentEncoding.decode(notUtf8)).isEmpty();
  }
}
