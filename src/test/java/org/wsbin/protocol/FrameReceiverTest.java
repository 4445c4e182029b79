package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.protocol.ReceivingEnd.CLIENT;
import static org.wsbin.protocol.ReceivingEnd.INFLATING_CLIENT;
import static org.wsbin.protocol.ReceivingEnd.SERVER;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What each sequence of bytes means. Every one is received whole, and cut at every place. */
class FrameReceiverTest {

  @Test
  @DisplayName("RFC 6455 section 5.6: text")
  void aTextFrameIsAMessage() {
    // FIN TEXT, 5 bytes: "Hello"
    assertThat(CLIENT.receives("81 05 48656c6c6f")).containsExactly("TEXT Hello");
  }

  @Test
  @DisplayName("RFC 6455 section 5.6: binary data need not be UTF-8")
  void aBinaryFrameIsAMessage() {
    // FIN BINARY, 2 bytes
    assertThat(CLIENT.receives("82 02 c328")).containsExactly("BINARY c328");
  }

  @Test
  @DisplayName("RFC 6455 section 5.6: a message may be empty")
  void anEmptyMessageIsAMessage() {
    // FIN TEXT, 0 bytes; FIN BINARY, 0 bytes
    assertThat(CLIENT.receives("81 00 82 00")).containsExactly("TEXT ", "BINARY ");
  }

  @Test
  @DisplayName("RFC 6455 section 5.3: a client masks its frames")
  void aServerUnmasksWithTheFramesOwnKey() {
    // FIN TEXT, masked, 5 bytes, key 37fa213d: "Hello"; FIN TEXT, masked, 1 byte, key 01020304: "a"
    assertThat(SERVER.receives("81 85 37fa213d 7f9f4d5158 81 81 01020304 60"))
        .containsExactly("TEXT Hello", "TEXT a");
  }

  @Test
  @DisplayName("RFC 6455 section 5.3: the key goes on over a whole frame, and anew for the next")
  void eachFragmentHasAKeyOfItsOwn() {
    // TEXT, masked, 2 bytes: "He"; FIN CONTINUATION, masked, 3 bytes: "llo"
    assertThat(SERVER.receives("01 82 01020304 4967 80 83 00000000 6c6c6f"))
        .containsExactly("TEXT Hello");
  }

  @Test
  @DisplayName("RFC 6455 section 5.2: lengths up to 125 take 7 bits")
  void aLengthOfSevenBits() {
    // FIN BINARY, 125 bytes
    assertThat(CLIENT.receives("82 7d" + "05".repeat(125)))
        .containsExactly("BINARY " + "05".repeat(125));
  }

  @Test
  @DisplayName("RFC 6455 section 5.2: lengths from 126 on take 16 bits")
  void aLengthOfSixteenBits() {
    // FIN BINARY, 126 bytes
    assertThat(CLIENT.receives("82 7e 007e" + "05".repeat(126)))
        .containsExactly("BINARY " + "05".repeat(126));
  }

  @Test
  @DisplayName("RFC 6455 section 5.2: lengths from 65536 on take 64 bits")
  void aLengthOfSixtyFourBits() {
    // FIN BINARY, 65536 bytes
    assertThat(CLIENT.receives("82 7f 0000000000010000" + "05".repeat(65536)))
        .containsExactly("BINARY " + "05".repeat(65536));
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: fragments make one message")
  void fragmentsAreJoined() {
    // TEXT "Hel", CONTINUATION with nothing, FIN CONTINUATION "lo"
    assertThat(CLIENT.receives("01 03 48656c 00 00 80 02 6c6f")).containsExactly("TEXT Hello");
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: a fragment may end inside a character")
  void aCharacterMayBeCutByFragments() {
    // TEXT e2 82, FIN CONTINUATION ac: a euro sign
    assertThat(CLIENT.receives("01 02 e282 80 01 ac")).containsExactly("TEXT €");
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: control frames may come between fragments")
  void controlFramesComeBetweenFragments() {
    // TEXT "a", FIN PING 70, CONTINUATION "b", FIN PONG, FIN CONTINUATION "c"
    assertThat(CLIENT.receives("01 01 61 89 01 70 00 01 62 8a 00 80 01 63"))
        .containsExactly("PING 70", "PONG ", "TEXT abc");
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: what has not ended is no message yet")
  void anUnfinishedMessageIsKeptBack() {
    // TEXT "a"
    assertThat(CLIENT.receives("01 01 61")).isEmpty();
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.2: a ping may carry 125 bytes")
  void aPingHasItsPayload() {
    // FIN PING, 125 bytes
    assertThat(CLIENT.receives("89 7d" + "ff".repeat(125)))
        .containsExactly("PING " + "ff".repeat(125));
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.3: a pong may come unasked")
  void aPongHasItsPayload() {
    // FIN PONG, masked, 2 bytes, key 00000000
    assertThat(SERVER.receives("8a 82 00000000 0102")).containsExactly("PONG 0102");
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.1: a close frame may be empty")
  void aCloseWithoutACode() {
    // FIN CLOSE, 0 bytes
    assertThat(CLIENT.receives("88 00")).containsExactly("CLOSE");
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.1: a close frame may have a code only")
  void aCloseWithACode() {
    // FIN CLOSE, 2 bytes: 1000
    assertThat(CLIENT.receives("88 02 03e8")).containsExactly("CLOSE 1000 ");
  }

  @Test
  @DisplayName("RFC 6455 section 7.1.6: a reason follows the code")
  void aCloseWithCodeAndReason() {
    // FIN CLOSE, 5 bytes: 4001, "bye"
    assertThat(CLIENT.receives("88 05 0fa1 627965")).containsExactly("CLOSE 4001 bye");
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.1: a close may come inside a message, which never ends")
  void aCloseInsideAMessage() {
    // TEXT "a", FIN CLOSE 1001
    assertThat(CLIENT.receives("01 01 61 88 02 03e9")).containsExactly("CLOSE 1001 ");
  }

  @Test
  @DisplayName("RFC 6455 section 1.4: what comes behind a close is discarded")
  void whatComesBehindACloseIsDropped() {
    // FIN CLOSE, 0 bytes; FIN TEXT "a"; a reserved opcode
    assertThat(CLIENT.receives("88 00 81 01 61 83 00")).containsExactly("CLOSE");
  }

  @Test
  @DisplayName("RFC 7692 section 7.2.3.1: a compressed message in one frame")
  void aCompressedMessageIsInflated() {
    // FIN RSV1 TEXT, 7 bytes of DEFLATE: "Hello"
    assertThat(INFLATING_CLIENT.receives("c1 07 f248cdc9c90700")).containsExactly("TEXT Hello");
  }

  @Test
  @DisplayName("RFC 7692 section 7.2.3.1: a compressed message in two frames, RSV1 on the first")
  void aCompressedMessageMayBeFragmented() {
    // RSV1 TEXT, 3 bytes; FIN PING 70; FIN CONTINUATION, 4 bytes
    assertThat(INFLATING_CLIENT.receives("41 03 f248cd 89 01 70 80 04 c9c90700"))
        .containsExactly("PING 70", "TEXT Hello");
  }

  @Test
  @DisplayName("RFC 7692 section 7.2.3.2: the window goes on over messages")
  void theNextMessageMayReferToTheLast() {
    // FIN RSV1 TEXT: "Hello"; FIN RSV1 TEXT: the same, as a reference
    assertThat(INFLATING_CLIENT.receives("c1 07 f248cdc9c90700 c1 05 f200110000"))
        .containsExactly("TEXT Hello", "TEXT Hello");
  }

  @Test
  @DisplayName("RFC 7692 section 6: with compression agreed on, a message may still be plain")
  void aPlainMessageBetweenCompressedOnes() {
    // FIN TEXT "hi"; FIN RSV1 BINARY, 1 byte: nothing
    assertThat(INFLATING_CLIENT.receives("81 02 6869 c2 01 00"))
        .containsExactly("TEXT hi", "BINARY ");
  }
}
