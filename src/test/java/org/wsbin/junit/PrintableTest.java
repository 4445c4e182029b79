package org.wsbin.junit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
  @ParameterizedTest
  @ValueSource(chars = {0, '\n', 0x1b, 0x7f, 0x9b, 0x200e, 0x2028, 0x202e, 0x2066})
  void whatATerminalWouldObeyIsEscaped(char unsafe) {
    assertThat(Printable.of("a" + unsafe + "b")).isEqualTo("a\\u%04xb".formatted((int) unsafe));
  }

  @Test
  void otherTextStaysAsItIs() {
    assertThat(Printable.of("Grüße 🎉 \\ \"%s\"")).isEqualTo("Grüße 🎉 \\ \"%s\"");
  }

  @Test
  void aLongTextIsCutAndSaysSo() {
    assertThat(Printable.of("x".repeat(4096))).hasSize(4096);
    assertThat(Printable.of("x".repeat(5000))).startsWith("xxx").endsWith("x… (5000 characters)");
  }

  @Test
  void aMessageAndItsBytesArePrintable() {
    assertThat(TranscriptMessage.text("\u001b[31m")).hasToString("\"\\u001b[31m\"");
    assertThat(new TranscriptMessage(true, "1b", false)).hasToString("binary 1b");
  }
}
