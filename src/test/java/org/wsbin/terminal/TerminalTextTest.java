package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.text.NearestWord;

class TerminalTextTest {

  @ParameterizedTest
  @ValueSource(
      ints = {0, 7, 8, 0x0d, 0x1b, 0x7f, 0x85, 0x9b, 0x9f, 0x200e, 0x2028, 0x202e, 0x2066, 0x2069})
  void whatControlsATerminalIsAnEscape(int control) {
    assertThat(TerminalText.text("a" + (char) control + "[31m"))
        .isEqualTo("a" + "\\u%04x".formatted(control) + "[31m");
  }

  @Test
  void otherTextStaysAsItIs() {
    assertThat(TerminalText.text("ä\t€ \ud83d\ude00 \\ \"x\""))
        .isEqualTo("ä\t€ \ud83d\ude00 \\ \"x\"");
  }

  @Test
  void aLineBreakCannotForgeALine() {
    assertThat(TerminalText.text("one\n> two", "\n  ")).isEqualTo("one\n  > two");
  }

  @Test
  void bytesAreRowsOfSixteen() {
    byte[] bytes = "hello, world\u0000\u001b!?\u00ff".getBytes(ISO_8859_1);
    assertThat(TerminalText.hex(bytes, bytes.length, "  "))
        .isEqualTo(
            "  68 65 6c 6c 6f 2c 20 77 6f 72 6c 64 00 1b 21 3f  hello, world..!?\n"
                + "  ff"
                + " ".repeat(45)
                + "  .");
  }

  @ParameterizedTest
  @CsvSource({"0, 0 bytes", "1, 1 byte", "1023, 1023 bytes", "1024, 1.0 KiB", "1572864, 1.5 MiB"})
  void sizesAreForPeople(long bytes, String text) {
    assertThat(TerminalText.size(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"4, abcd", "5, abcd", "6, abcdä", "7, abcdäe", "100, abcdäe"})
  void whatIsHeldIsCutBetweenCharacters(int most, String text) {
    BoundedPrefix held = new BoundedPrefix(most);
    held.add(ByteBuffer.wrap("abc".getBytes(UTF_8)));
    held.add(ByteBuffer.wrap("däe".getBytes(UTF_8)));
    assertThat(held.text()).isEqualTo(text);
    assertThat(held.size()).isEqualTo(7);
    assertThat(held.isCut()).isEqualTo(most < 7);
    assertThat(held.bytes()).hasSize(Math.min(most, 7));
  }

  @ParameterizedTest
  @CsvSource({"/pign, /ping", "/fil, /file", "/frag, /fragment", "/exit, /quit"})
  void theNearestIsWhatWasMeant(String word, String meant) {
    assertThat(NearestWord.to(word, Command.NAMES)).isEqualTo(meant);
  }
}
