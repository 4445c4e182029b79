package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowingBufferTest {
  private final GrowingBuffer gathered = new GrowingBuffer();

  @Test
  void beginsEmpty() {
    assertThat(gathered.isEmpty()).isTrue();
    assertThat(gathered.size()).isZero();
    assertThat(gathered.take(0).remaining()).isZero();
  }

  @Test
  void slicesComeOutAsOne() {
    gathered.add(Hex.buffer("01 02"));
    gathered.add(Hex.buffer(""));
    gathered.add(Hex.buffer("03"));

    assertThat(gathered.size()).isEqualTo(3);
    assertThat(Hex.of(gathered.take(0))).isEqualTo("010203");
    assertThat(gathered.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void whatStaysComesBeforeWhatFollows(int staying) {
    gathered.add(Hex.buffer("01 02 03"));

    String taken = Hex.of(gathered.take(staying));
    assertThat(gathered.size()).isEqualTo(staying);
    gathered.add(Hex.buffer("04"));

    assertThat(taken + Hex.of(gathered.take(0))).isEqualTo("01020304");
  }

  @Test
  void growsWithItsContent() {
    byte[] bytes = new byte[100_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ((i * 31) >>> 3);
    }
    for (int from = 0, size = 1; from < bytes.length; from += size, size += 37) {
      gathered.add(ByteBuffer.wrap(bytes, from, Math.min(size, bytes.length - from)));
    }
    assertThat(Hex.octets(gathered.take(0))).isEqualTo(bytes);
  }
}
