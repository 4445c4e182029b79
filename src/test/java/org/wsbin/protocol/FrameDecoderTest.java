package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
  private static final int MAX_SLICE = 8;

  private final FrameLog log = new FrameLog();

  static Stream<Arguments> examples() {
    return Stream.of(
        Arguments.of(Role.CLIENT, "81 05 48656c6c6f", List.of("FIN TEXT 48656c6c6f")),
        Arguments.of(Role.SERVER, "81 85 37fa213d 7f9f4d5158", List.of("FIN TEXT 48656c6c6f")),
        Arguments.of(
            Role.CLIENT,
            "01 03 48656c 80 02 6c6f",
            List.of("TEXT 48656c", "FIN CONTINUATION 6c6f")),
        Arguments.of(Role.CLIENT, "89 05 48656c6c6f", List.of("FIN PING 48656c6c6f")),
        Arguments.of(Role.SERVER, "8a 85 37fa213d 7f9f4d5158", List.of("FIN PONG 48656c6c6f")),
        Arguments.of(
            Role.CLIENT,
            "82 7e 0100" + "05".repeat(256),
            List.of("FIN BINARY " + "05".repeat(256))));
  }

  @ParameterizedTest
  @MethodSource("examples")
  @DisplayName("RFC 6455 section 5.7: the examples, split in two at every byte")
  void examplesInTwo(Role role, String hex, List<String> frames) {
    byte[] bytes = Hex.bytes(hex);
    for (int split = 0; split <= bytes.length; split++) {
      FrameLog each = new FrameLog();
      FrameDecoder decoder = new FrameDecoder(role, false, MAX_SLICE, each);
      byte[] fresh = bytes.clone();
      decoder.decode(ByteBuffer.wrap(fresh, 0, split));
      decoder.decode(ByteBuffer.wrap(fresh, split, bytes.length - split));
      assertThat(each.frames()).as("split at %d", split).isEqualTo(frames);
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  @DisplayName("RFC 6455 section 5.7: the examples, byte by byte")
  void examplesByteByByte(Role role, String hex, List<String> frames) {
    FrameDecoder decoder = new FrameDecoder(role, false, MAX_SLICE, log);
    for (byte one : Hex.bytes(hex)) {
      decoder.decode(ByteBuffer.wrap(new byte[] {one}));
    }
    assertThat(log.frames()).isEqualTo(frames);
  }

  @Test
  @DisplayName("RFC 6455 section 5.7: 64 KiB of binary data in a single unmasked message")
  void exampleOf64KiB() {
    client().decode(Hex.buffer("82 7f 0000000000010000" + "05".repeat(65536)));
    assertThat(log.frames()).containsExactly("FIN BINARY " + "05".repeat(65536));
  }

  @ParameterizedTest
  @CsvSource({
    "00,                  0",
    "01,                  1",
    "7d,                  125",
    "7e 007e,             126",
    "7e 00ff,             255",
    "7e ffff,             65535",
    "7f 0000000000010000, 65536"
  })
  @DisplayName("RFC 6455 section 5.2: a length of 7, 16 or 64 bits")
  void lengths(String field, int length) {
    client().decode(Hex.buffer("82 " + field + "05".repeat(length)));
    assertThat(log.frames()).containsExactly("FIN BINARY " + "05".repeat(length));
  }

  @Test
  @DisplayName("RFC 6455 section 5.2: a length of 63 bits is reported before any of its bytes")
  void greatestLength() {
    List<FrameHeader> headers = new ArrayList<>();
    decoder(Role.CLIENT, headersInto(headers)).decode(Hex.buffer("82 7f 7fffffffffffffff"));
    assertThat(headers)
        .containsExactly(new FrameHeader(true, false, Opcode.BINARY, Long.MAX_VALUE));
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: control frames come between fragments")
  void controlFramesBetweenFragments() {
    client().decode(Hex.buffer("01 01 61 89 01 70 00 01 62 8a 00 80 01 63 88 00 82 00"));
    assertThat(log.frames())
        .containsExactly(
            "TEXT 61",
            "FIN PING 70",
            "CONTINUATION 62",
            "FIN PONG ",
            "FIN CONTINUATION 63",
            "FIN CLOSE ",
            "FIN BINARY ");
  }

  @Test
  @DisplayName("RFC 7692 section 6: RSV1 marks the first frame of a compressed message")
  void rsv1WhereAllowed() {
    FrameDecoder decoder = new FrameDecoder(Role.CLIENT, true, MAX_SLICE, log);
    decoder.decode(Hex.buffer("c1 00 42 00 89 00 80 00 81 00"));
    assertThat(log.frames())
        .containsExactly(
            "FIN RSV1 TEXT ", "RSV1 BINARY ", "FIN PING ", "FIN CONTINUATION ", "FIN TEXT ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c1", "42"})
  @DisplayName("RFC 6455 section 5.2: without an extension RSV1 fails the connection")
  void rsv1WhereNotAllowed(String hex) {
    assertBreaks(Rule.RESERVED_BIT, client(), hex);
  }

  @ParameterizedTest
  @ValueSource(strings = {"81 00", "81 05", "89 00", "88 7d", "82 7e", "01 00"})
  @DisplayName("RFC 6455 section 5.1: a client's frame that is not masked fails the connection")
  void serverWantsMasks(String hex) {
    assertBreaks(Rule.MASKING, decoder(Role.SERVER, log), hex);
  }

  @ParameterizedTest
  @CsvSource({
    "82 fe 007d 00000000,             LENGTH_NOT_MINIMAL",
    "82 ff 000000000000ffff 00000000, LENGTH_NOT_MINIMAL",
    "82 ff 8000000000000000 00000000, LENGTH_TOO_LARGE",
    "89 fe,                           CONTROL_TOO_LONG",
    "09,                              CONTROL_FRAGMENTED",
    "80,                              CONTINUATION_UNSTARTED",
    "81 80 00000000 80,               CONTINUATION_UNSTARTED",
    "01 80 00000000 81,               MESSAGE_INSIDE_MESSAGE",
    "8b,                              RESERVED_OPCODE",
    "a1,                              RESERVED_BIT"
  })
  @DisplayName(
      "RFC 6455 section 5.2: the rules of a server are those of a client, except for the mask")
  void serverHasTheSameRules(String hex, Rule rule) {
    assertBreaks(rule, decoder(Role.SERVER, log), hex);
  }

  @Test
  void emptyPayloadIsOneSlice() {
    client().decode(Hex.buffer("82 00 89 00"));
    assertThat(log.slices()).containsExactly(0, 0);
  }

  @Test
  void slicesHaveAtMostTheRequestedBytes() {
    client().decode(Hex.buffer("82 14" + "05".repeat(20)));
    assertThat(log.slices()).containsExactly(8, 8, 4);
  }

  @Test
  void maskGoesOnThroughSlices() {
    FrameDecoder decoder = new FrameDecoder(Role.SERVER, false, 3, log);
    decoder.decode(Hex.buffer("82 88 01020304 0102030401020304"));
    assertThat(log.slices()).containsExactly(3, 3, 2);
    assertThat(log.frames()).containsExactly("FIN BINARY 0000000000000000");
  }

  @Test
  void consumesWhatIsBetweenPositionAndLimit() {
    ByteBuffer in = Hex.buffer("ff ff 81 02 6869 ff").position(2).limit(6);
    client().decode(in);
    assertThat(in.position()).isEqualTo(6);
    assertThat(in.limit()).isEqualTo(6);
    assertThat(log.frames()).containsExactly("FIN TEXT 6869");
  }

  @Test
  void anyBufferWillDo() {
    byte[] masked = Hex.bytes("82 8a 01020304 01020304010203040102");
    ByteBuffer in = ByteBuffer.allocateDirect(16).order(ByteOrder.LITTLE_ENDIAN).put(masked).flip();
    new FrameDecoder(Role.SERVER, false, 64, log).decode(in);
    assertThat(log.frames()).containsExactly("FIN BINARY 00000000000000000000");
  }

  @Test
  void pausedLeavesWhatFollows() {
    PausingSink sink = new PausingSink();
    FrameDecoder decoder = decoder(Role.CLIENT, sink);
    ByteBuffer in = Hex.buffer("81 01 61 89 00 81 01 62");

    decoder.decode(in);
    assertThat(in.remaining()).as("after the header of the first").isEqualTo(6);
    decoder.decode(in);
    assertThat(in.remaining()).as("still paused").isEqualTo(6);

    while (sink.resume()) {
      decoder.decode(in);
    }
    assertThat(sink.told).containsExactly("TEXT", "61", "PING", "", "TEXT", "62");
    assertThat(in.hasRemaining()).isFalse();
  }

  @Test
  void noPauseIsBetweenAHeaderAndAnEmptyPayload() {
    PausingSink sink = new PausingSink();
    FrameDecoder decoder = decoder(Role.CLIENT, sink);
    ByteBuffer in = Hex.buffer("82 00 82 00");
    decoder.decode(in);
    assertThat(sink.told).containsExactly("BINARY", "");
    assertThat(in.remaining()).isEqualTo(2);
  }

  private FrameDecoder client() {
    return decoder(Role.CLIENT, log);
  }

  private static FrameDecoder decoder(Role role, FrameDecoder.Sink sink) {
    return new FrameDecoder(role, false, MAX_SLICE, sink);
  }

  private static void assertBreaks(Rule rule, FrameDecoder decoder, String hex) {
    assertThatExceptionOfType(ViolationException.class)
        .isThrownBy(() -> decoder.decode(Hex.buffer(hex)))
        .satisfies(thrown -> assertThat(thrown.violation().rule()).isEqualTo(rule));
  }

  private static FrameDecoder.Sink headersInto(List<FrameHeader> headers) {
    return new FrameDecoder.Sink() {
      @Override
      public void header(FrameHeader header) {
        headers.add(header);
      }

      @Override
      public void payload(ByteBuffer slice, boolean end) {
        throw new AssertionError("there is no payload yet");
      }
    };
  }

  /** Pauses whenever it was told something. */
  private static final class PausingSink implements FrameDecoder.Sink {
    final List<String> told = new ArrayList<>();
    private int seen;

    /** Whether there was anything since the last call. */
    boolean resume() {
      boolean more = told.size() > seen;
      seen = told.size();
      return more;
    }

    @Override
    public void header(FrameHeader header) {
      told.add(header.opcode().name());
    }

    @Override
    public void payload(ByteBuffer slice, boolean end) {
      told.add(Hex.of(slice));
    }

    @Override
    public boolean paused() {
      return told.size() > seen;
    }
  }
}
