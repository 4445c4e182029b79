package org.wsbin.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wsbin.protocol.MessageKind.BINARY;
import static org.wsbin.protocol.MessageKind.TEXT;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What each call puts on the wire, as a server without or with compression, or as a client. */
class FrameSenderTest {
  private final ByteBuffer wire = ByteBuffer.allocate(100_000);
  private final FrameSender<RuntimeException> server = sender(Role.SERVER, Optional.empty());
  private final FrameSender<RuntimeException> client = sender(Role.CLIENT, Optional.empty());
  private final FrameSender<RuntimeException> deflating =
      sender(Role.SERVER, ReceivingEnd.INFLATING_CLIENT.deflate());

  private FrameSender<RuntimeException> sender(Role role, Optional<PerMessageDeflate> deflate) {
    return new FrameSender<>(role, deflate, least -> wire, ConnectionObserver.NONE, () -> 0);
  }

  @AfterEach
  void free() {
    deflating.close();
  }

  @Test
  @DisplayName("RFC 6455 section 5.6: text")
  void aTextIsOneFrame() {
    server.message(TEXT, text("Hello"), true);
    assertThat(sent()).isEqualTo(hex("81 05 48656c6c6f")); // FIN TEXT, 5 bytes
  }

  @Test
  @DisplayName("RFC 6455 section 5.6: binary data")
  void aBinaryMessageIsOneFrame() {
    server.message(BINARY, Hex.buffer("c328"), true);
    assertThat(sent()).isEqualTo(hex("82 02 c328")); // FIN BINARY, 2 bytes
  }

  @Test
  @DisplayName("RFC 6455 section 5.6: a message may be empty")
  void anEmptyMessageIsAnEmptyFrame() {
    server.message(TEXT, text(""), true);
    assertThat(sent()).isEqualTo(hex("81 00")); // FIN TEXT, 0 bytes
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: parts leave as fragments, FIN on the last")
  void partsAreFragments() {
    server.message(TEXT, text("Hel"), false);
    server.message(TEXT, text(""), false);
    server.message(TEXT, text("lo"), true);
    // TEXT "Hel", CONTINUATION with nothing, FIN CONTINUATION "lo"
    assertThat(sent()).isEqualTo(hex("01 03 48656c 00 00 80 02 6c6f"));
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: a message cut into fragments of the size that is asked for")
  void aFragmentSizeCutsTheNextMessage() {
    server.fragmentSize(2);
    server.message(BINARY, Hex.buffer("0102030405"), true);
    // BINARY 01 02, CONTINUATION 03 04, FIN CONTINUATION 05
    assertThat(sent()).isEqualTo(hex("02 02 0102 00 02 0304 80 01 05"));
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: control frames may leave between fragments")
  void aPingLeavesInsideAMessage() {
    server.message(TEXT, text("a"), false);
    server.control(Opcode.PING, Hex.buffer("70"));
    server.message(TEXT, text("b"), true);
    // TEXT "a", FIN PING 70, FIN CONTINUATION "b"
    assertThat(sent()).isEqualTo(hex("01 01 61 89 01 70 80 01 62"));
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: the fragments of a message are of one kind")
  void aMessageCannotChangeItsKind() {
    server.message(TEXT, text("a"), false);
    assertThatThrownBy(() -> server.message(BINARY, Hex.buffer("00"), true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(sent()).isEqualTo(hex("01 01 61")); // TEXT "a", and nothing of the other
  }

  @Test
  @DisplayName("RFC 6455 section 5.2: lengths from 126 on take 16 bits")
  void aLengthOfSixteenBits() {
    server.message(BINARY, ByteBuffer.allocate(126), true);
    assertThat(sent()).isEqualTo(hex("82 7e 007e" + "00".repeat(126))); // FIN BINARY, 126 bytes
  }

  @Test
  @DisplayName("RFC 6455 section 5.2: lengths from 65536 on take 64 bits")
  void aLengthOfSixtyFourBits() {
    server.message(BINARY, ByteBuffer.allocate(65536), true);
    // FIN BINARY, 65536 bytes
    assertThat(sent()).isEqualTo(hex("82 7f 0000000000010000" + "00".repeat(65536)));
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.3: a pong carries the ping's payload")
  void aPongHasItsPayload() {
    server.control(Opcode.PONG, Hex.buffer("0102"));
    assertThat(sent()).isEqualTo(hex("8a 02 0102")); // FIN PONG, 2 bytes
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.1: a close frame may be empty")
  void aCloseWithoutACode() {
    server.close(CloseFrame.WITHOUT_CODE);
    assertThat(sent()).isEqualTo(hex("88 00")); // FIN CLOSE, 0 bytes
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.1: a code of two bytes, and a reason")
  void aCloseWithCodeAndReason() {
    server.close(CloseFrame.of(4001, "bye"));
    assertThat(sent()).isEqualTo(hex("88 05 0fa1 627965")); // FIN CLOSE: 4001, "bye"
  }

  @Test
  @DisplayName("RFC 6455 section 5.3: a client masks each frame with a key of its own")
  void aClientMasks() {
    client.message(TEXT, text("Hello"), true);
    client.close(CloseFrame.of(1000, ""));
    assertThat(sent()).matches("8185.{8}.{10}8882.{8}.{4}"); // FIN TEXT and FIN CLOSE, masked
    assertThat(ReceivingEnd.SERVER.receives(sent())).containsExactly("TEXT Hello", "CLOSE 1000 ");
  }

  @Test
  @DisplayName("RFC 7692 section 7.2.3.1: a compressed message has RSV1")
  void aCompressedMessageIsOneFrame() {
    deflating.message(TEXT, text("Hello"), true);
    assertThat(sent()).isEqualTo(hex("c1 07 f248cdc9c90700")); // FIN RSV1 TEXT, 7 bytes
  }

  @Test
  @DisplayName("RFC 7692 section 7.2.3.2: the window goes on over messages")
  void theSameTextAgainIsAReference() {
    deflating.message(TEXT, text("Hello"), true);
    deflating.message(TEXT, text("Hello"), true);
    // FIN RSV1 TEXT, 7 bytes; FIN RSV1 TEXT, 5 bytes
    assertThat(sent()).isEqualTo(hex("c1 07 f248cdc9c90700 c1 05 f200110000"));
  }

  @Test
  @DisplayName("RFC 7692 section 6.1: RSV1 is on the first fragment only, control frames are plain")
  void aCompressedMessageInFragments() {
    deflating.fragmentSize(4);
    deflating.message(TEXT, text("Hello"), true);
    deflating.control(Opcode.PING, Hex.buffer("70"));
    // RSV1 TEXT, 4 bytes; FIN CONTINUATION, 3 bytes; FIN PING 70
    assertThat(sent()).isEqualTo(hex("41 04 f248cdc9 80 03 c90700 89 01 70"));
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: a message has begun though no frame of it has left")
  void compressedPartsCannotChangeTheirKind() {
    deflating.message(TEXT, text("a"), false);
    assertThatThrownBy(() -> deflating.message(BINARY, Hex.buffer("62"), true))
        .isInstanceOf(IllegalArgumentException.class);
    deflating.message(TEXT, text("b"), true);
    assertThat(ReceivingEnd.INFLATING_CLIENT.receives(sent())).containsExactly("TEXT ab");
  }

  @Test
  void rawBytesLeaveAsTheyAre() {
    server.raw(Hex.buffer("83 ff 00"));
    assertThat(sent()).isEqualTo("83ff00");
  }

  private String sent() {
    return Hex.of(wire.duplicate().flip());
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private static String hex(String digits) {
    return digits.replace(" ", "");
  }
}
