package org.wsbin.protocol;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.protocol.ReceivingEnd.CLIENT;
import static org.wsbin.protocol.ReceivingEnd.INFLATING_CLIENT;
import static org.wsbin.protocol.ReceivingEnd.SERVER;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each rule is broken once, by as few bytes as can break it; {@link RuleTest} has more. */
class FrameReceiverRulesTest {

  @Test
  @DisplayName("RFC 6455 section 5.2: RSV1 needs an extension")
  void reservedBit() {
    // FIN RSV1 TEXT
    assertThat(CLIENT.receives("c1")).containsExactly("BROKEN RESERVED_BIT");
  }

  @Test
  @DisplayName("RFC 6455 section 5.2: opcodes 3 to 7 and 11 to 15 are reserved")
  void reservedOpcode() {
    // FIN, opcode 3
    assertThat(CLIENT.receives("83")).containsExactly("BROKEN RESERVED_OPCODE");
  }

  @Test
  @DisplayName("RFC 6455 section 5.1: a client masks every frame")
  void maskingByAClient() {
    // FIN TEXT, 0 bytes, not masked
    assertThat(SERVER.receives("81 00")).containsExactly("BROKEN MASKING");
  }

  @Test
  @DisplayName("RFC 6455 section 5.1: a server masks no frame")
  void maskingByAServer() {
    // FIN TEXT, 0 bytes, masked
    assertThat(CLIENT.receives("81 80")).containsExactly("BROKEN MASKING");
  }

  @Test
  @DisplayName("RFC 6455 section 5.5: a control frame has at most 125 bytes")
  void controlTooLong() {
    // FIN PING with a length of 16 bits
    assertThat(CLIENT.receives("89 7e")).containsExactly("BROKEN CONTROL_TOO_LONG");
  }

  @Test
  @DisplayName("RFC 6455 section 5.5: a control frame is never fragmented")
  void controlFragmented() {
    // PING without FIN
    assertThat(CLIENT.receives("09")).containsExactly("BROKEN CONTROL_FRAGMENTED");
  }

  @Test
  @DisplayName("RFC 6455 section 5.2: the length takes the fewest bytes that can hold it")
  void lengthNotMinimal() {
    // FIN BINARY, 125 bytes in 16 bits
    assertThat(CLIENT.receives("82 7e 007d")).containsExactly("BROKEN LENGTH_NOT_MINIMAL");
  }

  @Test
  @DisplayName("RFC 6455 section 5.2: a length of 64 bits begins with a 0")
  void lengthTooLarge() {
    // FIN BINARY, 2^63 bytes
    assertThat(CLIENT.receives("82 7f 8000000000000000"))
        .containsExactly("BROKEN LENGTH_TOO_LARGE");
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: a continuation belongs to a message that has begun")
  void continuationUnstarted() {
    // FIN TEXT "a"; FIN CONTINUATION
    assertThat(CLIENT.receives("81 01 61 80"))
        .containsExactly("TEXT a", "BROKEN CONTINUATION_UNSTARTED");
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: a message ends before the next begins")
  void messageInsideMessage() {
    // TEXT "a"; FIN PING; FIN TEXT
    assertThat(CLIENT.receives("01 01 61 89 00 81"))
        .containsExactly("PING ", "BROKEN MESSAGE_INSIDE_MESSAGE");
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.1: a close's body is empty, or begins with a code")
  void closeBody() {
    // FIN CLOSE, 1 byte
    assertThat(CLIENT.receives("88 01 03")).containsExactly("BROKEN CLOSE_BODY");
  }

  @Test
  @DisplayName("RFC 6455 section 7.4.1: 1005 is never sent")
  void closeCode() {
    // FIN CLOSE, 2 bytes: 1005
    assertThat(CLIENT.receives("88 02 03ed")).containsExactly("BROKEN CLOSE_CODE");
  }

  @Test
  @DisplayName("RFC 6455 section 8.1: text is UTF-8")
  void invalidUtf8() {
    // TEXT, 2 bytes: e2 82; FIN CONTINUATION, 1 byte: 28
    assertThat(CLIENT.receives("01 02 e282 80 01 28")).containsExactly("BROKEN INVALID_UTF8");
  }

  @Test
  @DisplayName("RFC 6455 section 7.1.6: a close's reason is UTF-8")
  void invalidUtf8InAReason() {
    // FIN CLOSE, 3 bytes: 1000, ff
    assertThat(CLIENT.receives("88 03 03e8 ff")).containsExactly("BROKEN INVALID_UTF8");
  }

  @Test
  @DisplayName("RFC 7692 section 7.2.2: a compressed message is DEFLATE")
  void invalidDeflate() {
    // FIN RSV1 BINARY, 1 byte: a block of type 3
    assertThat(INFLATING_CLIENT.receives("c2 01 07")).containsExactly("BROKEN INVALID_DEFLATE");
  }

  @Test
  @DisplayName("RFC 6455 section 7.4.1: a message larger than the limit is refused at its header")
  void tooBig() {
    // FIN BINARY, 100001 bytes
    assertThat(CLIENT.receives("82 7f 00000000000186a1")).containsExactly("BROKEN TOO_BIG");
  }

  @Test
  @DisplayName("RFC 6455 section 7.4.1: a message of more fragments than the limit is refused")
  void tooManyFragments() {
    // BINARY and four CONTINUATIONs, all empty
    assertThat(CLIENT.receives("02 00 00 00 00 00 00 00 80 00"))
        .containsExactly("BROKEN TOO_MANY_FRAGMENTS");
  }

  @Test
  @DisplayName("RFC 6455 section 7.1.7: what comes behind a broken rule is dropped")
  void whatComesBehindAViolationIsDropped() {
    // a reserved opcode; FIN TEXT "a"; FIN CLOSE
    assertThat(CLIENT.receives("83 00 81 01 61 88 00")).containsExactly("BROKEN RESERVED_OPCODE");
  }

  @Test
  void eachRuleHasATestOfItsName() {
    Set<String> tests =
        Stream.of(FrameReceiverRulesTest.class.getDeclaredMethods())
            .map(
                method -> method.getName().replaceFirst("ByA.*|InA.*", "").toLowerCase(Locale.ROOT))
            .collect(toSet());
    assertThat(
            Arrays.stream(Rule.values())
                .map(r -> r.name().replace("_", "").toLowerCase(Locale.ROOT)))
        .allSatisfy(rule -> assertThat(tests).contains(rule));
  }
}
