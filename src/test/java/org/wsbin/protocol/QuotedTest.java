package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotedTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``, \"\"",
        "plain text ~!, \"plain text ~!\"",
        "say \"hi\", \"say \\\"hi\\\"\"",
        "C:\\temp, \"C:\\\\temp\"",
        "<b>&amp;, \"\\x3cb\\x3e\\x26amp;\"",
        "`a\r\nb`, \"a\\x0d\\x0ab\"",
        "`\u0000\u001f\u007f\u0080`, \"\\x00\\x1f\\x7f\\x80\"",
        "éÿ, \"\\xe9\\xff\"",
        "Ā€, \"\\u0100\\u20ac\"",
        "😀, \"\\ud83d\\ude00\""
      })
  void whatIsNotPlainAsciiIsEscaped(String value, String quoted) {
    assertThat(Quoted.of(value)).isEqualTo(quoted);
  }

  @Test
  void isCutAt100Characters() {
    assertThat(Quoted.of("x".repeat(100))).isEqualTo('"' + "x".repeat(100) + '"');
    assertThat(Quoted.of("x".repeat(101))).isEqualTo('"' + "x".repeat(100) + "…\"");
    assertThat(Quoted.of("<".repeat(101))).isEqualTo('"' + "\\x3c".repeat(100) + "…\"");
  }

  @Test
  void aTerminalShowsMarkupAsItIs() {
    assertThat(Quoted.plain("p99>50 <&\t\"")).isEqualTo("\"p99>50 <&\\x09\\\"\"");
  }
}
