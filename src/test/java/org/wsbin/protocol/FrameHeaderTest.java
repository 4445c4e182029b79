package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FrameHeaderTest {

  @Test
  @DisplayName("RFC 6455 section 5.2: two bytes, a length of 64 bits and a key make 14 bytes")
  void longestHeader() {
    assertThat(FrameHeader.MAX_BYTES).isEqualTo(2 + 8 + 4);
    assertThat(FrameEncoder.client().headerBytes(Long.MAX_VALUE)).isEqualTo(FrameHeader.MAX_BYTES);
  }

  @Test
  @DisplayName("RFC 6455 section 5.2: the bits of the first byte do not overlap")
  void bitsOfTheFirstByte() {
    assertThat(FrameHeader.FIN ^ FrameHeader.RSV ^ FrameHeader.OPCODE).isEqualTo(0xff);
    assertThat(FrameHeader.RSV & FrameHeader.RSV1).isEqualTo(FrameHeader.RSV1);
    assertThat(FrameHeader.MASK ^ FrameHeader.LENGTH).isEqualTo(0xff);
  }
}
