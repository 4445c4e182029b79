package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameEncoderTest {
  private static final int KEY = 0x37fa213d;

  @ParameterizedTest
  @CsvSource({
    "CLIENT, true,  TEXT,         48656c6c6f, 81 85 37fa213d 7f9f4d5158",
    "SERVER, true,  TEXT,         48656c6c6f, 81 05 48656c6c6f",
    "SERVER, false, TEXT,         48656c,     01 03 48656c",
    "SERVER, true,  CONTINUATION, 6c6f,       80 02 6c6f",
    "SERVER, true,  PING,         48656c6c6f, 89 05 48656c6c6f",
    "CLIENT, true,  PONG,         48656c6c6f, 8a 85 37fa213d 7f9f4d5158"
  })
  @DisplayName("RFC 6455 section 5.7: the examples")
  void examples(Role role, boolean fin, Opcode opcode, String payload, String frame) {
    FrameEncoder encoder =
        role == Role.CLIENT ? FrameEncoder.client(() -> KEY) : FrameEncoder.server();
    ByteBuffer slice = Hex.buffer(payload);

    ByteBuffer out = encoder.frame(new FrameHeader(fin, false, opcode, slice.remaining()), slice);

    assertThat(Hex.of(out)).isEqualTo(frame.replace(" ", ""));
    assertThat(Hex.of(slice.flip())).as("what was sent is unchanged").isEqualTo(payload);
  }

  @ParameterizedTest
  @CsvSource({
    "0,                   00",
    "1,                   01",
    "125,                 7d",
    "126,                 7e 007e",
    "65535,               7e ffff",
    "65536,               7f 0000000000010000",
    "9223372036854775807, 7f 7fffffffffffffff"
  })
  @DisplayName("RFC 6455 section 5.2: the length takes the fewest bytes that can hold it")
  void lengthsAreMinimal(long length, String field) {
    ByteBuffer out = ByteBuffer.allocate(FrameHeader.MAX_BYTES);
    FrameEncoder.server().header(new FrameHeader(true, false, Opcode.BINARY, length), out);

    assertThat(Hex.of(out.flip())).isEqualTo("82" + field.replace(" ", ""));
    assertThat(FrameEncoder.server().headerBytes(length)).isEqualTo(out.limit());
    assertThat(FrameEncoder.client().headerBytes(length)).isEqualTo(out.limit() + 4);
  }

  @ParameterizedTest
  @CsvSource({"false, false, 01", "true, false, 81", "false, true, 41", "true, true, c1"})
  @DisplayName("RFC 6455 section 5.2: FIN and RSV1 are the two highest bits")
  void finAndRsv1(boolean fin, boolean rsv1, String first) {
    ByteBuffer out = ByteBuffer.allocate(2);
    FrameEncoder.server().header(new FrameHeader(fin, rsv1, Opcode.TEXT, 0), out);
    assertThat(Hex.of(out.flip())).isEqualTo(first + "00");
  }

  @Test
  @DisplayName("RFC 6455 section 5.3: each frame has a key of its own")
  void everyFrameHasItsKey() {
    Iterator<Integer> keys = List.of(0x01010101, 0x02020202).iterator();
    FrameEncoder encoder = FrameEncoder.client(keys::next);
    FrameHeader header = new FrameHeader(true, false, Opcode.BINARY, 5);

    assertThat(Hex.of(encoder.frame(header, ByteBuffer.allocate(5))))
        .isEqualTo("8285" + "01010101" + "0101010101");
    assertThat(Hex.of(encoder.frame(header, ByteBuffer.allocate(5))))
        .isEqualTo("8285" + "02020202" + "0202020202");
  }

  @Test
  @DisplayName("RFC 6455 section 10.3: keys do not come back")
  void keysAreFresh() {
    FrameEncoder encoder = FrameEncoder.client();
    Set<Integer> keys = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      FrameHeader ping = new FrameHeader(true, false, Opcode.PING, 0);
      keys.add(encoder.frame(ping, ByteBuffer.allocate(0)).getInt(2));
    }
    assertThat(keys).hasSizeGreaterThan(990);
  }

  @Test
  @DisplayName("RFC 6455 section 5.3: the mask goes on through the parts of a payload")
  void payloadInParts() {
    FrameEncoder encoder = FrameEncoder.client(() -> 0x01020304);
    ByteBuffer header = ByteBuffer.allocate(6);
    encoder.header(new FrameHeader(true, false, Opcode.BINARY, 10), header);
    StringBuilder written = new StringBuilder();
    ByteBuffer payload = ByteBuffer.allocate(10).asReadOnlyBuffer();
    for (int room : new int[] {0, 1, 2, 3, 20}) {
      // between bytes that are not the encoder's
      ByteBuffer out = ByteBuffer.allocate(room + 2).position(1).limit(room + 1);
      encoder.payload(payload, out);
      assertThat(out.limit()).isEqualTo(room + 1);
      assertThat(out.get(0)).isZero();
      written.append(Hex.of(out.limit(out.position()).position(1)));
    }
    assertThat(written).hasToString("01020304010203040102");
    assertThat(payload.hasRemaining()).isFalse();
    assertThat(payload.limit()).isEqualTo(10);
  }

  @Test
  void anyBufferWillDo() {
    ByteBuffer out = ByteBuffer.allocateDirect(400).order(ByteOrder.LITTLE_ENDIAN);
    FrameEncoder encoder = FrameEncoder.client(() -> 0x01020304);
    encoder.header(new FrameHeader(true, false, Opcode.BINARY, 256), out);
    encoder.payload(ByteBuffer.allocateDirect(256).order(ByteOrder.LITTLE_ENDIAN), out);
    assertThat(Hex.of(out.flip())).isEqualTo("82fe0100" + "01020304" + "01020304".repeat(64));
  }
}
