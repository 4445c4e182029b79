package org.wsbin.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.conformance.ScriptedPeer.BINARY;
import static org.wsbin.conformance.ScriptedPeer.PING;
import static org.wsbin.conformance.ScriptedPeer.PONG;
import static org.wsbin.conformance.ScriptedPeer.TEXT;
import static org.wsbin.conformance.ScriptedPeer.closes;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.Role;

/** Peers that send without end, or do not read: what they cost is bounded. */
class HostilePeersTest {
  /** What a case may keep of its peer's octets, as hexadecimal digits, and of its events. */
  private static final int MOST_KEPT = 200_000;

  private final List<CaseResult> results = new ArrayList<>();
  private final ScriptedPeer peer = new ScriptedPeer(Role.SERVER);
  private CaseRun run;

  private void open(String id) {
    run =
        new CaseRun(
            Played.named(id),
            Played.setting(Role.SERVER),
            Optional.empty(),
            new DataFiles(),
            () -> 0,
            results::add);
    peer.attach(run);
    run.opened(peer);
  }

  private void feed(byte[] bytes) {
    run.received(ByteBuffer.wrap(bytes.clone()));
  }

  private CaseResult end() {
    peer.clock.advance(Duration.ofMinutes(10));
    if (results.isEmpty()) {
      run.ended(EndOfStream.RESET);
    }
    assertThat(results).hasSize(1);
    return results.get(0);
  }

  private static int kept(CaseResult result) {
    return result.log().rows().toString().length() + result.events().toString().length();
  }

  @ParameterizedTest
  @ValueSource(ints = {TEXT, BINARY, PONG})
  void floodOfMessages(int opcode) {
    open("1.1.2");
    for (int i = 0; i < 20_000; i++) {
      feed(peer.frame(0x80 | opcode, new byte[100]));
    }
    CaseResult result = end();

    assertThat(result.events()).hasSize(100);
    assertThat(result.judgement().behaviour()).isEqualTo(Behaviour.FAILED);
    assertThat(kept(result)).isLessThan(MOST_KEPT);
    assertThat(result.log().receivedFrames()).containsEntry(String.valueOf(opcode), 20_000L);
  }

  @Test
  @DisplayName("RFC 6455 5.5.3: pongs for a peer that does not read do not pile up")
  void floodOfPingsThatReadsNothing() {
    open("1.1.2");
    peer.room = 0;
    for (int i = 0; i < 100_000; i++) {
      feed(peer.frame(0x80 | PING, new byte[] {1}));
    }
    peer.room = Integer.MAX_VALUE;
    run.ready();
    peer.settle();

    assertThat(peer.heard).filteredOn(frame -> frame.opcode() == PONG).hasSize(1000);
    assertThat(kept(end())).isLessThan(MOST_KEPT);
  }

  @Test
  void pingsThatAreReadAreAllAnswered() {
    open("1.1.6");
    for (int i = 0; i < 5000; i++) {
      feed(peer.frame(0x80 | PING, new byte[] {1}));
    }
    peer.settle();

    assertThat(peer.heard).filteredOn(frame -> frame.opcode() == PONG).hasSize(5000);
  }

  @Test
  void messageWithoutEnd() {
    open("1.1.2");
    feed(peer.frame(TEXT, new byte[0]));
    byte[] part = peer.frame(0, new byte[60_000]);
    for (int i = 0; i < 2000; i++) {
      feed(part);
    }
    CaseResult result = end();

    assertThat(result.events()).isEmpty();
    assertThat(kept(result)).isLessThan(MOST_KEPT);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"82", "01", "89", "88", "8a", "83"})
  void frameOfTwoToThe62Bytes(String first) {
    open("1.1.2");
    byte[] header = HexFormat.of().parseHex(first + "ff4000000000000000" + "00000000");
    feed(header);
    byte[] part = new byte[60_000];
    for (int i = 0; i < 2000; i++) {
      feed(part);
    }
    CaseResult result = end();

    assertThat(result.events()).isEmpty();
    assertThat(result.judgement().behaviour()).isEqualTo(Behaviour.FAILED);
    assertThat(kept(result)).isLessThan(MOST_KEPT);
  }

  @Test
  void floodOfEmptyFragments() {
    open("1.1.2");
    feed(peer.frame(TEXT, new byte[0]));
    byte[] part = peer.frame(0, new byte[0]);
    for (int i = 0; i < 100_000; i++) {
      feed(part);
    }
    assertThat(kept(end())).isLessThan(MOST_KEPT);
  }

  @Test
  void echoesThatNobodyAskedForAskForNoMoreThanTheCaseHas() {
    open("9.7.2");
    peer.room = 0;
    byte[] echo =
        peer.frame(
            0x80 | TEXT, "****************".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    for (int i = 0; i < 10_000; i++) {
      feed(echo);
    }
    peer.room = Integer.MAX_VALUE;
    run.ready();
    peer.settle();

    assertThat(peer.heard).filteredOn(frame -> frame.opcode() == TEXT).hasSize(1000);
  }

  @Test
  void nothingCountsBehindWrongEcho() {
    peer.on(TEXT, closes(1000));
    open("9.7.2");
    byte[] echo =
        peer.frame(
            0x80 | TEXT, "****************".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    feed(peer.frame(0x80 | TEXT, new byte[] {'*'}));
    for (int i = 0; i < 2000; i++) {
      feed(echo);
    }

    assertThat(end().judgement().behaviour()).isEqualTo(Behaviour.FAILED);
  }

  @Test
  void resultDoesNotChangeOnceItIsHandedOver() {
    open("1.1.2");
    feed(peer.frame(0x80 | TEXT, Payload.parse("x2a*125").bytes()));
    feed(peer.frame(0x88, ScriptedPeer.body(1000, "")));
    assertThat(results).as("judged when the close is answered").hasSize(1);
    CaseResult result = results.get(0);
    String before = text(result);

    feed(peer.frame(0x80 | TEXT, new byte[10]));
    feed(peer.frame(0x80 | PONG, new byte[10]));
    feed(peer.frame(0x88, ScriptedPeer.body(1005, "late")));
    feed(peer.frame(0x83, new byte[10]));
    peer.clock.advance(Duration.ofMinutes(1));
    run.inputEnded();
    run.ended(EndOfStream.FIN);

    assertThat(results).hasSize(1);
    assertThat(text(result)).isEqualTo(before);
  }

  private static String text(CaseResult result) {
    return String.join(
        " ",
        result.events().toString(),
        result.log().rows().toString(),
        result.log().receivedFrames().toString(),
        result.log().receivedSizes().toString(),
        result.log().sentFrames().toString(),
        String.valueOf(result.ending().clean),
        String.valueOf(result.ending().failedByMe),
        result.ending().remoteCode.toString());
  }
}
