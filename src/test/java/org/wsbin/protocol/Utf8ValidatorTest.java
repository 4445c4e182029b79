package org.wsbin.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8ValidatorTest {
  private static final int VALID = Utf8Validator.VALID;

  /** Where ranges begin and end, for first and for later bytes. */
  private static final byte[] BORDERS =
      Hex.bytes(
          "00 41 7f 80 81 8f 90 9f a0 bf c0 c1 c2 df e0 e1 ec ed ee ef f0 f1 f3 f4 f5 f7 f8 fc ff");

  private final JdkUtf8 jdk = new JdkUtf8();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cebae1bdb9cf83cebcceb5", // κόσμε
        "00",
        "7f",
        "c280",
        "dfbf",
        "e0a080",
        "ed9fbf", // U+D7FF, the last before the surrogates
        "ee8080", // U+E000, the first after them
        "efbfbd",
        "efbfbf",
        "f0908080",
        "f48fbfbf" // U+10FFFF
      })
  @DisplayName("RFC 3629 section 4: valid text, split in two at every byte")
  void validTextInTwo(String hex) {
    byte[] bytes = Hex.bytes(hex);
    for (int split = 0; split <= bytes.length; split++) {
      Utf8Validator utf8 = new Utf8Validator();
      assertThat(utf8.check(ByteBuffer.wrap(bytes, 0, split))).isEqualTo(VALID);
      assertThat(utf8.check(ByteBuffer.wrap(bytes, split, bytes.length - split))).isEqualTo(VALID);
      assertThat(utf8.unfinished()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "80, 0", // a continuation that continues nothing
    "bf, 0",
    "61 80, 1",
    "c0, 0", // would be too long
    "c1, 0",
    "c3 28, 1",
    "c3 c3, 1",
    "c2 80 80, 2",
    "e0 80, 1", // too long
    "e0 9f, 1",
    "e2 28, 1",
    "e2 82 28, 2",
    "e2 82 c2, 2",
    "ed a0, 1", // U+D800, a surrogate
    "ed bf, 1",
    "ef bf c0, 2",
    "f0 80, 1", // too long
    "f0 8f, 1",
    "f0 9f 98 28, 3",
    "f0 9f 7f, 2",
    "f4 90, 1", // U+110000
    "f4 8f bf c0, 3",
    "f5, 0",
    "f7, 0",
    "f8, 0", // five bytes
    "fc, 0", // six
    "fe, 0",
    "ff, 0",
    "cebae1bdb9cf83cebcceb5 eda080 656469746564, 12", // Autobahn's 6.4
    "cebae1bdb9cf83cebcceb5 f4908080 656469746564, 12",
    "6161616161616161616161616161616161 ff 61616161616161616161, 17"
  })
  @DisplayName("RFC 3629 section 4: fails at the first impossible byte, split in two at every byte")
  void failsAtTheFirstImpossibleByte(String hex, int impossible) {
    byte[] bytes = Hex.bytes(hex);
    for (int split = 0; split <= bytes.length; split++) {
      Utf8Validator utf8 = new Utf8Validator();
      int found = utf8.check(ByteBuffer.wrap(bytes, 0, split));
      if (found == VALID) {
        found = utf8.check(ByteBuffer.wrap(bytes, split, bytes.length - split));
      }
      assertThat(found).as("split at %d", split).isEqualTo(impossible);
    }
    assertThat(jdk.impossible(bytes)).as("the JDK").isEqualTo(impossible);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "61, 0",
    "c3, 1",
    "c3 a9, 0",
    "e2, 1",
    "e2 82, 2",
    "e2 82 ac, 0",
    "f0, 1",
    "f0 9f, 2",
    "f0 9f 98, 3",
    "f0 9f 98 80, 0",
    "e2 82 ac 61 f0 9f, 2",
    "f0 9f 98 80 c3, 1"
  })
  @DisplayName("RFC 3629 section 3: how many bytes belong to a character that is not complete")
  void countsUnfinishedBytes(String hex, int unfinished) {
    Utf8Validator atOnce = new Utf8Validator();
    assertThat(atOnce.check(Hex.buffer(hex))).isEqualTo(VALID);
    assertThat(atOnce.unfinished()).isEqualTo(unfinished);

    Utf8Validator byteByByte = new Utf8Validator();
    for (byte one : Hex.bytes(hex)) {
      assertThat(byteByByte.check(ByteBuffer.wrap(new byte[] {one}))).isEqualTo(VALID);
    }
    assertThat(byteByByte.unfinished()).isEqualTo(unfinished);
  }

  @Test
  @DisplayName("RFC 3629 section 4: the JDK agrees on all sequences of up to three bytes")
  void allShortSequences() {
    extend(new byte[0], 3);
  }

  @Test
  @DisplayName("RFC 3629 section 4: the JDK agrees on four bytes at the borders of their ranges")
  void fourBytesAtBorders() {
    byte[] bytes = new byte[4];
    for (byte first : BORDERS) {
      bytes[0] = first;
      for (byte second : BORDERS) {
        bytes[1] = second;
        for (byte third : BORDERS) {
          bytes[2] = third;
          for (byte fourth : BORDERS) {
            bytes[3] = fourth;
            compare(bytes, jdk.impossible(bytes));
          }
        }
      }
    }
  }

  @Test
  @DisplayName("RFC 3629 section 4: the JDK agrees on them before, between and after characters")
  void bordersInsideOfWords() {
    byte[] bytes = new byte[16];
    for (String around : new String[] {"a", "é", "字", "😀"}) {
      byte[] character = around.getBytes(UTF_8);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = character[i % character.length];
      }
      int at = character.length; // where the second one begins
      byte[] whole = Arrays.copyOf(bytes, bytes.length / character.length * character.length);
      for (byte first : BORDERS) {
        for (byte second : BORDERS) {
          for (byte third : BORDERS) {
            whole[at] = first;
            whole[at + 1] = second;
            whole[at + 2] = third;
            compare(whole, jdk.impossible(whole));
          }
        }
      }
    }
  }

  @Test
  @DisplayName("RFC 3629 section 4: the JDK agrees on long texts, whole or with a wrong byte")
  void longTexts() {
    Random random = new Random(8);
    String[] characters = {
      "a", "\u007f", "\u0080", "é", "\u07ff", "\u0800", "字", "\ud7ff", "\ue000", "😀"
    };
    for (int run = 0; run < 20_000; run++) {
      StringBuilder text = new StringBuilder();
      while (text.length() < 20) {
        String next = characters[random.nextInt(characters.length)];
        text.append(next.repeat(1 + random.nextInt(9)));
      }
      byte[] bytes = text.toString().getBytes(UTF_8);
      if (run % 4 > 0) {
        bytes[random.nextInt(bytes.length)] = BORDERS[random.nextInt(BORDERS.length)];
      }
      int expected = jdk.impossible(bytes);
      compare(bytes, expected);
      compareDirect(bytes, expected);
    }
  }

  @Test
  @DisplayName("RFC 3629 section 4: a wrong byte anywhere in a long text of short characters")
  void blocksOfShortCharacters() {
    byte[] valid = "Grüße, привет, hello; ".repeat(40).getBytes(UTF_8);
    compareDirect(valid, VALID);
    for (int at = 0; at < valid.length; at++) {
      for (byte wrong : BORDERS) {
        byte[] bytes = valid.clone();
        bytes[at] = wrong;
        compareDirect(bytes, oneByOne(bytes));
      }
    }
  }

  /** What single bytes give, which the tests above compare with the JDK. */
  private static int oneByOne(byte[] bytes) {
    Utf8Validator utf8 = new Utf8Validator();
    int found = VALID;
    for (int at = 0; at < bytes.length && found == VALID; at++) {
      found = utf8.check(ByteBuffer.wrap(bytes, at, 1));
    }
    return found;
  }

  /** All continuations of a valid beginning: a failure does not depend on what follows. */
  private void extend(byte[] begun, int length) {
    byte[] bytes = Arrays.copyOf(begun, begun.length + 1);
    for (int last = 0; last < 256; last++) {
      bytes[begun.length] = (byte) last;
      int expected = jdk.isBeginning(ByteBuffer.wrap(bytes)) ? VALID : begun.length;
      compare(bytes, expected);
      // a lone ASCII byte leaves no trace
      if (expected == VALID && bytes.length < length && last >= 0x80) {
        extend(bytes, length);
      }
    }
  }

  /** At an address that is no multiple of eight. */
  private static void compareDirect(byte[] bytes, int expected) {
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 3);
    direct.position(3).put(bytes).flip().position(3);
    int found = new Utf8Validator().check(direct.order(ByteOrder.nativeOrder()));
    if (found != (expected == VALID ? VALID : expected + 3)) {
      assertThat(found - 3).as(Hex.of(bytes)).isEqualTo(expected);
    }
  }

  private static void compare(byte[] bytes, int expected) {
    int found = new Utf8Validator().check(ByteBuffer.wrap(bytes));
    if (found != expected) {
      assertThat(found).as(Hex.of(bytes)).isEqualTo(expected);
    }
  }
}
