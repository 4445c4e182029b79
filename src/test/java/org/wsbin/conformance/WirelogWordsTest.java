package org.wsbin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.wsbin.conformance.WirelogWords.Way;

class WirelogWordsTest {
  private final Wirelog log = new Wirelog();

  private WirelogWords only() {
    return WirelogWords.of(log, 2).get(0);
  }

  private static CaseStep.Frame frame(boolean fin, int reserved, int opcode, String payload) {
    return new CaseStep.Frame(fin, reserved, opcode, 0, false, Payload.parse(payload));
  }

  @Test
  void aSentFrameHasItsHeaderAndTheBeginningOfItsPayload() {
    log.sent(frame(false, 4, 11, "x2a*65536"), OptionalInt.empty());
    assertThat(only().words())
        .isEqualTo("frame with opcode 11 of 65536 bytes, without FIN, reserved bits 4");
    assertThat(only().hex()).isEqualTo("4b 7f 00 00 00 00 00 01 00 00");
    assertThat(only().payloadHex()).startsWith("2a 2a").endsWith("2a ...");
    assertThat(only().way()).isEqualTo(Way.SENT);
  }

  @Test
  void aLengthOfTwoBytes() {
    log.sent(frame(true, 0, 2, "xfe*126"), OptionalInt.of(1));
    assertThat(only().hex()).isEqualTo("82 fe 00 7e 00 00 00 01");
    assertThat(only().payloadHex()).startsWith("fe fe fe");
  }

  @Test
  void anEmptyFrameHasNoPayload() {
    log.sent(frame(true, 0, 9, "\"\""), OptionalInt.empty());
    assertThat(only()).isEqualTo(new WirelogWords(Way.SENT, "ping frame of 0 bytes", "89 00", ""));
    assertThat(only().payloadHex()).isEmpty();
  }

  @Test
  void aReceivedFrameLeavesItsBytesToTheRowBeforeIt() {
    log.received(new PeerFrames.Header(true, 1, 10, 1, OptionalInt.of(0xdeadbeef), true), "0xff");
    assertThat(only())
        .isEqualTo(
            new WirelogWords(
                Way.RECEIVED,
                "pong frame of 1 byte, reserved bits 1, masked with deadbeef",
                "",
                "0xff"));
    assertThat(only().payloadHex()).isEqualTo("ff");
  }

  @Test
  void octetsAreCut() {
    log.received(ByteBuffer.allocate(200));
    assertThat(only().words()).isEqualTo("200 octets");
    assertThat(only().hex()).hasSize(128 * 3 + 3).endsWith("00 ...");
  }

  @Test
  void anUnknownRowIsShownAsItIs() {
    assertThat(WirelogWords.of(List.of("XY", 1)))
        .isEqualTo(new WirelogWords(Way.TIMER, "[XY, 1]", "", ""));
  }
}
