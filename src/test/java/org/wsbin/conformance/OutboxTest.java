package org.wsbin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.conformance.CaseStep.Frame;
import org.wsbin.protocol.Role;

/**
 * How frames and messages leave: {@link Outbox}, {@link Messages} and what {@link Endpoint} adds.
 */
class OutboxTest {
  private static final int KEY = 0x01020304;

  private final ScriptedPeer peer = new ScriptedPeer(Role.SERVER);
  private Endpoint endpoint = endpoint(Role.SERVER);

  private Endpoint endpoint(Role role) {
    return new Endpoint(role, peer, () -> KEY, new Wirelog(), new Ending(), () -> {});
  }

  private static Frame frame(int chop, boolean alone, String payload) {
    return new Frame(true, 0, 2, chop, alone, Payload.parse(payload));
  }

  @Test
  void framesShareWriteUnlessOneMustBeAlone() {
    endpoint.send(frame(0, false, "\"ab\""));
    endpoint.send(frame(0, false, "\"cd\""));
    endpoint.send(frame(0, true, "\"ef\""));
    endpoint.send(frame(0, false, "\"gh\""));
    peer.settle();

    assertThat(peer.writes).containsExactly(8, 4, 4);
    assertThat(peer.heard)
        .extracting(each -> new String(each.payload(), java.nio.charset.StandardCharsets.UTF_8))
        .containsExactly("ab", "cd", "ef", "gh");
  }

  @Test
  void chopsCountTheHeader() {
    endpoint.send(frame(3, false, "x00fffefdfcfb00ff"));
    peer.settle();

    assertThat(peer.writes).containsExactly(3, 3, 3, 1);
    assertThat(peer.heard.get(0).payload())
        .containsExactly(0x00, 0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0x00, 0xff);
  }

  @ParameterizedTest(name = "in writes of {0}")
  @CsvSource({"0", "1", "2", "3", "5", "7", "997", "20000"})
  @DisplayName("RFC 6455 5.3: a client masks, whatever the writes are")
  void masks(int chop) {
    endpoint = endpoint(Role.CLIENT);
    endpoint.send(frame(chop, false, "rep(\"BAsd7&jh23\",40001)"));
    peer.settle();

    assertThat(peer.heard).singleElement().extracting(ScriptedPeer.Heard::masked).isEqualTo(true);
    assertThat(peer.heard.get(0).payload())
        .isEqualTo(Payload.parse("rep(\"BAsd7&jh23\",40001)").bytes());
  }

  @Test
  void octetsOfSplitFrameAreMaskedAsOne() {
    endpoint = endpoint(Role.CLIENT);
    endpoint.sendHeader(7);
    endpoint.sendOctets(Payload.parse("\"abc\""));
    endpoint.sendOctets(Payload.parse("\"defg\""));
    peer.settle();

    assertThat(peer.writes).containsExactly(6, 3, 4);
    assertThat(peer.heard.get(0).payload())
        .isEqualTo("abcdefg".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(peer.heard.get(0).fin()).isFalse();
  }

  @ParameterizedTest(name = "{0} octets by {1}: {2}")
  @CsvSource({
    "0, 0, 0",
    "0, 5, 0",
    "5, 0, 5",
    "5, 5, 5",
    "5, 6, 5",
    "6, 5, 5 1",
    "10, 5, 5 5 0",
    "11, 5, 5 5 1",
    "3, 1, 1 1 1 0"
  })
  void multipleOfTheFragmentSizeEndsInAnEmptyFrame(int length, int size, String frames) {
    new Messages(endpoint).send(1, 4, Payload.parse("rep(\"abcdefg\"," + length + ")"), size);
    peer.settle();

    List<String> lengths = new ArrayList<>();
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < peer.heard.size(); i++) {
      ScriptedPeer.Heard each = peer.heard.get(i);
      lengths.add(String.valueOf(each.payload().length));
      all.append(new String(each.payload(), java.nio.charset.StandardCharsets.UTF_8));
      assertThat(each.opcode()).isEqualTo(i == 0 ? 1 : 0);
      assertThat(each.reserved()).as("RSV1 on the first frame only").isEqualTo(i == 0 ? 4 : 0);
      assertThat(each.fin()).isEqualTo(i == peer.heard.size() - 1);
    }
    assertThat(String.join(" ", lengths)).isEqualTo(frames);
    assertThat(all.toString()).isEqualTo("abcdefgabcdefg".substring(0, length));
  }

  @ParameterizedTest(name = "9.3.{0} has {1} frames")
  @CsvSource({
    "1, 65537",
    "2, 16385",
    "3, 4097",
    "4, 1025",
    "5, 257",
    "6, 65",
    "7, 17",
    "8, 5",
    "9, 1"
  })
  void casesHaveTheirNumberOfFrames(int k, int frames) {
    CaseStep.Echoes echoes = (CaseStep.Echoes) Played.named("9.3." + k).script().get(1);
    new Messages(endpoint).send((CaseStep.Message) echoes.what());
    peer.settle();

    assertThat(peer.heard).hasSize(frames);
  }

  @Test
  void messagesAreOnlySentWhileOpenAndFramesUntilTcpEnds() {
    endpoint.close(OptionalInt.of(1000), new byte[0]);
    new Messages(endpoint).send(1, 0, Payload.parse("\"message\""), 0);
    endpoint.send(frame(0, false, "\"frame\""));
    peer.settle();

    assertThat(peer.heard).extracting(ScriptedPeer.Heard::opcode).containsExactly(8, 2);
  }

  @Test
  void takesNoMoreThanThereIsRoomFor() {
    peer.room = 20_000;
    endpoint.send(frame(0, false, "x2a*16777216"));
    endpoint.send(frame(0, false, "\"later\""));
    assertThat(peer.room).as("slices of 16 KiB").isGreaterThan(-16_384).isLessThanOrEqualTo(0);

    peer.room = Integer.MAX_VALUE;
    endpoint.pump();
    peer.settle();
    assertThat(peer.heard).extracting(each -> each.payload().length).containsExactly(16_777_216, 5);
  }

  @Test
  void endOfTcpWaitsForWhatWasSent() {
    peer.room = 0;
    endpoint.send(frame(0, false, "\"late\""));
    endpoint.close(OptionalInt.of(1000), new byte[0]);
    endpoint.closeReceived(new byte[0]);
    assertThat(peer.outputEnded).isFalse();
    assertThat(endpoint.is(Endpoint.Phase.CLOSED)).isTrue();
  }
}
