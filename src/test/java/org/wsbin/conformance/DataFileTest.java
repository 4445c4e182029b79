package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataFileTest {
  private static byte[] bytes(DataFile file) {
    return file.isText() ? file.characters().getBytes(UTF_8) : file.octets();
  }

  /** The ratio is that of deflate with its usual level: text shrinks, the document does not. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "JSON, 194056, 0.05, 0.35",
    "BITMAP, 263222, 0.25, 0.75",
    "PROSE, 222218, 0.2, 0.5",
    "HTML, 263646, 0.05, 0.3",
    "DOCUMENT, 1042328, 0.9, 1.01"
  })
  void hasItsSizeAndCompresses(DataFile file, int octets, double least, double most) {
    byte[] bytes = bytes(file);
    Deflater deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    int deflated = deflater.deflate(new byte[2_000_000]);
    deflater.end();

    assertThat(bytes.length).isBetween(octets - 100, octets + 100);
    assertThat(file.isText() ? file.characters().length() : bytes.length).isEqualTo(file.size());
    assertThat(deflated / (double) bytes.length).isBetween(least, most);
  }

  @ParameterizedTest
  @CsvSource({"JSON", "BITMAP", "PROSE", "HTML", "DOCUMENT"})
  void isAlwaysTheSame(DataFile file) {
    assertThat(bytes(file)).isEqualTo(bytes(file));
  }

  @Test
  void textsHaveNoCharacterThatACutCouldSplit() {
    assertThat(DataFile.JSON.characters()).matches(text -> text.chars().allMatch(c -> c < 0x80));
    assertThat(DataFile.HTML.characters())
        .matches(text -> text.chars().noneMatch(c -> Character.isSurrogate((char) c)))
        .matches(text -> text.chars().anyMatch(c -> c > 0x7f));
    assertThat(HexFormat.of().formatHex(DataFile.PROSE.octets(), 0, 3)).isEqualTo("efbbbf");
  }

  @Test
  void unknownNameIsAnswered() {
    assertThat(DataFile.named("bitmap")).isEqualTo(DataFile.BITMAP);
    assertThatThrownBy(() -> DataFile.named("novel"))
        .hasMessage(
            "There is no data file \"novel\"; there are json, bitmap, prose, html, document.");
  }

  @Test
  void digestsAreStable() {
    Content.Builder all = new Content.Builder();
    for (DataFile file : DataFile.values()) {
      all.add(ByteBuffer.wrap(bytes(file)));
    }
    assertThat(all.build().digest()).startsWith("d17be3d676e0e34e");
  }
}
