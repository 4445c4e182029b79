package org.wsbin.it.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCodecTest {
  private static final byte[] KEY = {0x37, (byte) 0xfa, 0x21, 0x3d};

  @Test
  @DisplayName("RFC 6455 section 5.7: the masked text of the examples")
  void aMaskedTextIsWrittenAsTheExampleSays() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    new FrameWriter(out).masked(Frame.text("Hello"), KEY);

    assertThat(Bytes.of(out.toByteArray())).isEqualTo(Bytes.hex("81 85 37fa213d 7f9f4d5158"));
  }

  @Test
  @DisplayName("RFC 6455 section 5.7: the fragmented text of the examples")
  void fragmentsAreReadAsTheExampleSays() throws IOException {
    FrameReader reader = reader(Bytes.hex("01 03 48656c 80 02 6c6f"));

    assertThat(reader.read()).isEqualTo(Frame.text("Hel").unfinished());
    assertThat(reader.read()).isEqualTo(Frame.continuation(Bytes.utf8("lo")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 125, 126, 65535, 65536, 200_000})
  @DisplayName("RFC 6455 section 5.2: each of the three lengths")
  void whatIsWrittenIsRead(int length) throws IOException {
    Frame frame = new Frame(true, 4, Frame.BINARY, Bytes.pattern(length));
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    new FrameWriter(out).unmasked(frame);

    assertThat(reader(Bytes.of(out.toByteArray())).read()).isEqualTo(frame);
  }

  @Test
  void aCloseFrameHasACodeAndAReason() {
    Frame close = Frame.close(4001, "enough");

    assertThat(close.payload()).isEqualTo(Bytes.hex("0fa1 656e6f756768"));
    assertThat(close.closeCode()).isEqualTo(4001);
    assertThat(close.closeReason()).isEqualTo("enough");
  }

  private static FrameReader reader(Bytes octets) {
    return new FrameReader(new ByteArrayInputStream(octets.shared()));
  }
}
