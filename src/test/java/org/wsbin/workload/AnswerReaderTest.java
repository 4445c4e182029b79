package org.wsbin.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.Violation;

class AnswerReaderTest {
  private final List<String> found = new ArrayList<>();
  private final AnswerReader reader =
      new AnswerReader(
          new AnswerReader.Listener() {
            @Override
            public void message(long bytes, ByteBuffer in, int at) {
              found.add(bytes + (bytes == 0 ? "" : " from " + (char) in.get(at)));
            }

            @Override
            public void ping(ByteBuffer payload) {
              found.add("ping " + payload.remaining());
            }

            @Override
            public void closed(CloseFrame frame) {
              found.add("close " + frame.status().orElseThrow().code());
            }

            @Override
            public void violated(Violation violation) {
              found.add("violation " + violation.rule());
            }
          });

  /** All kinds of frames: whole ones, fragments, a ping between them, long ones. */
  private static ByteBuffer stream() {
    ByteBuffer all = ByteBuffer.allocate(200_000);
    all.put(hex("81 01 61 82 00 01 02 62 63 89 01 70 80 01 64")); // "a", "", "bc" + ping + "d"
    all.put(hex("81 7e 01 00")).put("e".repeat(256).getBytes(US_ASCII));
    all.put(hex("82 7f 00 00 00 00 00 01 11 70")).put("f".repeat(70_000).getBytes(US_ASCII));
    all.put(hex("81 02 67 67 8a 00 88 02 03 e9"));
    return all.flip();
  }

  private static byte[] hex(String text) {
    return HexFormat.ofDelimiter(" ").parseHex(text);
  }

  @ParameterizedTest
  @CsvSource({"200000", "1", "2", "3", "7", "255", "4096", "65536"})
  void findsTheSameHoweverItIsCut(int piece) {
    ByteBuffer all = stream();
    while (all.hasRemaining()) {
      byte[] bytes = new byte[Math.min(piece, all.remaining())];
      all.get(bytes);
      reader.read(ByteBuffer.wrap(bytes));
    }
    assertThat(found)
        .containsExactly(
            "1 from a",
            "0",
            "ping 1",
            "3 from b",
            "256 from e",
            "70000 from f",
            "2 from g",
            "close 1001");
  }

  @Test
  @DisplayName("RFC 6455 section 5.1: a server must not mask")
  void aMaskedFrameIsAViolation() {
    reader.read(ByteBuffer.wrap(hex("81 81 00 00 00 00 61 81 01 61")));
    assertThat(found).containsExactly("violation MASKING");
  }

  @Test
  @DisplayName("RFC 6455 section 5.2: the length must be the shortest")
  void aLengthThatIsNotMinimalIsAViolation() {
    reader.read(ByteBuffer.wrap(hex("81 7e 00 01 61")));
    assertThat(found).containsExactly("violation LENGTH_NOT_MINIMAL");
  }
}
