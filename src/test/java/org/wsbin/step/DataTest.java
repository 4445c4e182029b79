package org.wsbin.step;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.protocol.MessageKind;

class DataTest {

  /**
   * Of <a href="https://rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64">Rosetta Code</a>.
   */
  @Test
  @DisplayName("SplitMix64: the published numbers of the seed 1234567, the lowest byte first")
  void thePublishedNumbers() {
    ByteBuffer data = new Data(1_234_567, MessageKind.BINARY).next(40);
    data.order(ByteOrder.LITTLE_ENDIAN);
    for (String number :
        new String[] {
          "6457827717110365317",
          "3203168211198807973",
          "9817491932198370423",
          "4593380528125082431",
          "16408922859458223821"
        }) {
      assertThat(data.getLong()).isEqualTo(Long.parseUnsignedLong(number));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, afcd1d7b39a820e2", "1, c15c0289ec2d0a91"})
  void aSeedBeginsTheSameEverywhere(long seed, String hex) {
    assertThat(bytes(new Data(seed, MessageKind.BINARY), 8))
        .isEqualTo(HexFormat.of().parseHex(hex));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 8, 9, 64, 1000})
  void piecesOfAnySizeMakeTheSameBytes(int size) {
    Data data = new Data(99, MessageKind.BINARY);
    SplittableRandom random = new SplittableRandom(99);
    ByteBuffer whole = ByteBuffer.allocate(8000).order(ByteOrder.LITTLE_ENDIAN);
    while (whole.hasRemaining()) {
      whole.putLong(random.nextLong());
    }
    ByteBuffer pieces = ByteBuffer.allocate(8000);
    while (pieces.hasRemaining()) {
      pieces.put(data.next(Math.min(size, pieces.remaining())));
    }
    assertThat(pieces.array()).isEqualTo(whole.array());
  }

  @Test
  void aTextHasALetterForTheLowestSixBitsOfEachByte() {
    byte[] octets = bytes(new Data(7, MessageKind.BINARY), 1000);
    String letters = new String(bytes(new Data(7, MessageKind.TEXT), 1000), US_ASCII);
    assertThat(Data.LETTERS).hasSize(64);
    for (int i = 0; i < octets.length; i++) {
      assertThat(letters.charAt(i)).isEqualTo(Data.LETTERS.charAt(octets[i] & 63));
    }
  }

  @Test
  void noBytesAreNone() {
    Data data = new Data(0, MessageKind.BINARY);
    assertThat(bytes(data, 0)).isEmpty();
    assertThat(bytes(data, 1)).containsExactly(0xaf);
  }

  private static byte[] bytes(Data data, int count) {
    byte[] bytes = new byte[count];
    data.next(count).get(bytes);
    return bytes;
  }
}
