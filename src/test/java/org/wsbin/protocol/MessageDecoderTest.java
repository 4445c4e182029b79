package org.wsbin.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDecoderTest {
  private static final int WHOLE = MessageDecoder.WHOLE_FRAME_BYTES;
  private static final MessageDecoder.Limits LIMITS = new MessageDecoder.Limits(10, 3);

  static Stream<Arguments> streams() {
    return Stream.of(
        Arguments.of("81 05 48656c6c6f", List.of("TEXT Hello")),
        Arguments.of("01 03 48656c 80 02 6c6f", List.of("TEXT Hello")),
        Arguments.of("82 00", List.of("BINARY ")),
        Arguments.of("02 00 00 00 80 00", List.of("BINARY ")),
        Arguments.of("82 02 c328", List.of("BINARY c328")), // no UTF-8, and need not be
        Arguments.of("01 02 e282 80 02 ac21", List.of("TEXT €!")), // cut in a character
        Arguments.of("01 01 e2 00 01 82 00 00 80 01 ac", List.of("TEXT €")),
        Arguments.of("01 02 f09f 89 01 01 80 02 9880", List.of("PING 01", "TEXT 😀")),
        Arguments.of("89 00 8a 02 0102", List.of("PING ", "PONG 0102")),
        Arguments.of("02 01 61 8a 00 00 01", List.of("PONG ")), // not yet ended
        Arguments.of("88 00", List.of("CLOSE")),
        Arguments.of("88 02 03e8", List.of("CLOSE 1000 ")),
        Arguments.of("88 05 0fa1 627965", List.of("CLOSE 4001 bye")),
        Arguments.of("01 01 61 88 02 03e9", List.of("CLOSE 1001 ")), // inside of a message
        Arguments.of("89 7d" + "ff".repeat(125), List.of("PING " + "ff".repeat(125))));
  }

  @ParameterizedTest
  @MethodSource("streams")
  @DisplayName("RFC 6455 section 5.4: messages, fragmented or not, with control frames between")
  void messages(String hex, List<String> messages) {
    assertThat(Receiver.client().receive(hex).messages()).isEqualTo(messages);
    assertThat(Receiver.client().receiveByteByByte(Hex.bytes(hex)).messages()).isEqualTo(messages);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "82 0a 00000000000000000000", // one frame
        "02 05 0000000000 80 05 0000000000",
        "02 0a 00000000000000000000 00 00 80 00",
        "82 0a 00000000000000000000 82 0a 00000000000000000000", // each message on its own
        "02 0a 00000000000000000000 89 05 0000000000 80 00" // a control frame is no part of it
      })
  @DisplayName("RFC 6455 section 7.4.1: a message of as many bytes as are allowed")
  void greatestMessage(String hex) {
    assertThat(Receiver.client(LIMITS).receive(hex).messages())
        .endsWith("BINARY 00000000000000000000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "82 0b", //
        "82 7e 0100",
        "82 7f 7fffffffffffffff",
        "02 0a 00000000000000000000 80 01",
        "02 01 00 00 7f 7fffffffffffffff"
      })
  @DisplayName("RFC 6455 section 7.4.1: one byte more is refused when it is announced")
  void tooGreatMessage(String hex) {
    assertRefused(
        () -> Receiver.client(LIMITS).receive(hex),
        new Violation(Rule.TOO_BIG, "The message is larger than 10 bytes."));
  }

  @Test
  @DisplayName("RFC 6455 section 7.4.1: as many fragments as are allowed, and one more")
  void tooManyFragments() {
    Receiver receiver = Receiver.client(LIMITS);
    receiver.receive("02 00 00 00 89 00 80 00").receive("01 00 00 00 00 00");
    assertThat(receiver.messages()).containsExactly("PING ", "BINARY ");
    assertRefused(
        () -> receiver.receive("80 00"),
        new Violation(Rule.TOO_MANY_FRAGMENTS, "The message has more than 3 fragments."));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "100, 7", "65536, 1000", "65536, 1", "65536, 65535"})
  void frameOfUpTo64KiBIsOneSlice(int length, int piece) {
    Receiver receiver = Receiver.client();
    byte[] frame = binary(true, new byte[length]);
    receiver.receiveInPieces(frame, List.of(piece)).receiveInPieces(frame, List.of(piece));
    assertThat(receiver.slices()).containsExactly(length, length);
  }

  @Test
  void everyFragmentIsASlice() {
    Receiver receiver = Receiver.client().receiveByteByByte(Hex.bytes("02 02 6162 00 00 80 01 63"));
    assertThat(receiver.slices()).containsExactly(2, 0, 1);
  }

  @Test
  void greaterFrameComesAsItArrives() {
    Receiver receiver = Receiver.client();
    byte[] frame = binary(true, new byte[WHOLE + 1]);
    receiver.receiveInPieces(frame, List.of(10_000));
    assertThat(receiver.slices().get(0)).isEqualTo(10_000 - 10);
    assertThat(receiver.slices()).hasSizeGreaterThan(6);
    assertThat(receiver.delivered()).isEqualTo(WHOLE + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 1000, 100_000})
  @DisplayName("RFC 6455 section 5.6: slices of a great text are whole characters")
  void greatTextIsWholeCharacters(int piece) {
    String text = "a€😀é".repeat(WHOLE / 8);
    byte[] utf8 = text.getBytes(UTF_8);
    Receiver receiver = Receiver.client();
    receiver.receiveInPieces(frame(true, Opcode.TEXT, utf8), List.of(piece));
    assertThat(receiver.messages()).containsExactly("TEXT " + text);
  }

  @Test
  @DisplayName("RFC 6455 section 8.1: a great text fails at its first impossible byte")
  void greatTextFailsAtOnce() {
    Receiver receiver = Receiver.client().receive("81 7f 0000000000020000 61 e2");
    assertRefused(
        () -> receiver.receive("28"),
        new Violation(Rule.INVALID_UTF8, "The text is not valid UTF-8."));
  }

  @Test
  @DisplayName("RFC 6455 section 8.1: a short text fails at its first impossible byte")
  void shortTextFailsAtOnce() {
    Receiver receiver = Receiver.client().receive("81 05 61 f4");
    assertRefused(
        () -> receiver.receive("90"),
        new Violation(Rule.INVALID_UTF8, "The text is not valid UTF-8."));
  }

  @Test
  @DisplayName("RFC 6455 section 8.1: a text may not end inside of a character")
  void textEndsInsideOfACharacter() {
    Receiver receiver = Receiver.client().receive("01 01 e2");
    assertRefused(
        () -> receiver.receive("80 01 82"),
        new Violation(Rule.INVALID_UTF8, "The text ends inside a UTF-8 character."));
  }

  @Test
  void pausedAsItsSinkIs() {
    StoppingLog sink = new StoppingLog();
    MessageDecoder messages = new MessageDecoder(LIMITS, Optional.empty(), sink);
    FrameDecoder frames = new FrameDecoder(Role.CLIENT, false, 100, messages);
    ByteBuffer in = Hex.buffer("82 01 61 82 01 62");

    frames.decode(in);
    assertThat(sink.log.messages()).containsExactly("BINARY 61");
    assertThat(in.remaining()).isEqualTo(3);

    sink.stopped = false;
    frames.decode(in);
    assertThat(sink.log.messages()).containsExactly("BINARY 61", "BINARY 62");
  }

  private static byte[] binary(boolean fin, byte[] payload) {
    return frame(fin, Opcode.BINARY, payload);
  }

  private static byte[] frame(boolean fin, Opcode opcode, byte[] payload) {
    FrameHeader header = new FrameHeader(fin, false, opcode, payload.length);
    return Hex.octets(FrameEncoder.server().frame(header, ByteBuffer.wrap(payload)));
  }

  private static void assertRefused(ThrowingCallable receiving, Violation violation) {
    assertThatExceptionOfType(ViolationException.class)
        .isThrownBy(receiving)
        .extracting(ViolationException::violation)
        .isEqualTo(violation);
  }

  /** Stops after each message. */
  private static final class StoppingLog implements MessageDecoder.Sink {
    final MessageLog log = new MessageLog();
    boolean stopped;

    @Override
    public void data(MessageKind kind, ByteBuffer slice, boolean last) {
      log.data(kind, slice, last);
      stopped = true;
    }

    @Override
    public void ping(ByteBuffer payload) {
      log.ping(payload);
    }

    @Override
    public void pong(ByteBuffer payload) {
      log.pong(payload);
    }

    @Override
    public void close(CloseFrame frame) {
      log.close(frame);
    }

    @Override
    public boolean paused() {
      return stopped;
    }
  }
}
