package org.wsbin.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fragments (RFC 6455 section 5.4), each as its text with an ellipsis where the next follows. */
class FragmenterTest {
  private final List<String> fragments = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "3, hello, 'hel…, lo'",
    "5, hello, hello",
    "6, hello, hello",
    "1, hey, 'h…, e…, y'",
    "2, four, 'fo…, ur'",
    "3, '', ''"
  })
  @DisplayName("RFC 6455 section 5.4: fragments of one size, and the rest")
  void aMessageIsCutIntoThatManyBytes(int size, String message, String cut) {
    add(new Fragmenter(size, false), message, true);
    assertThat(String.join(", ", fragments)).isEqualTo(cut);
    assertThat(fragments).as("never an empty one at the end").isNotEmpty();
  }

  @Test
  void slicesMakeNoDifference() {
    Fragmenter fragmenter = new Fragmenter(4, false);
    add(fragmenter, "a", false);
    add(fragmenter, "", false);
    add(fragmenter, "bcd", false);
    assertThat(fragments).as("the last may be all").isEmpty();
    add(fragmenter, "efg", false);
    assertThat(fragments).containsExactly("abcd…");
    add(fragmenter, "", true);
    assertThat(fragments).containsExactly("abcd…", "efg");
  }

  @Test
  void theNextMessageStartsAnew() {
    Fragmenter fragmenter = new Fragmenter(4, false);
    add(fragmenter, "abcde", true);
    add(fragmenter, "fghij", true);
    assertThat(fragments).containsExactly("abcd…", "e", "fghi…", "j");
  }

  @ParameterizedTest
  @CsvSource({
    "1, a€b, 'a…, €…, b'",
    "2, aüb, 'a…, ü…, b'",
    "3, aüb, 'aü…, b'",
    "3, a€b, 'a…, €…, b'",
    "4, a€b, 'a€…, b'",
    "3, 😀😀, '😀…, 😀'",
    "7, 😀😀, '😀…, 😀'",
    "8, 😀😀, 😀😀"
  })
  void aCharacterIsNotCutIfCharactersAreKeptWhole(int size, String text, String cut) {
    add(new Fragmenter(size, true), text, true);
    assertThat(String.join(", ", fragments)).isEqualTo(cut);
  }

  @Test
  void aBinaryMessageIsCutAnywhere() {
    List<Integer> sizes = new ArrayList<>();
    new Fragmenter(2, true)
        .add(
            MessageKind.BINARY,
            UTF_8.encode("€€"),
            true,
            (payload, last) -> sizes.add(payload.remaining()));
    assertThat(sizes).containsExactly(2, 2, 2);
  }

  @Test
  void memoryGrowsWithWhatHasComeAndNotWithTheSizeOfAFragment() {
    Fragmenter fragmenter = new Fragmenter(Integer.MAX_VALUE, false);
    for (int i = 0; i < 100; i++) {
      add(fragmenter, "", true); // each would need 2 GiB
      add(fragmenter, "a", false);
      add(fragmenter, "b", true);
    }
    assertThat(fragments).hasSize(200).contains("", "ab");
  }

  private void add(Fragmenter fragmenter, String slice, boolean last) {
    fragmenter.add(
        MessageKind.TEXT,
        ByteBuffer.wrap(slice.getBytes(UTF_8)),
        last,
        (payload, end) -> fragments.add(UTF_8.decode(payload) + (end ? "" : "…")));
  }
}
