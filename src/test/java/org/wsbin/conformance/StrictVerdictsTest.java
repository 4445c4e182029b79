package org.wsbin.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.conformance.ScriptedPeer.BINARY;
import static org.wsbin.conformance.ScriptedPeer.CLOSE;
import static org.wsbin.conformance.ScriptedPeer.PING;
import static org.wsbin.conformance.ScriptedPeer.PONG;
import static org.wsbin.conformance.ScriptedPeer.TEXT;
import static org.wsbin.conformance.ScriptedPeer.answersClose;
import static org.wsbin.conformance.ScriptedPeer.closes;
import static org.wsbin.conformance.ScriptedPeer.echoes;
import static org.wsbin.conformance.ScriptedPeer.pongs;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wsbin.protocol.Role;

/** What the strict mode says of peers that ignore what is wrong, and of those that do not. */
class StrictVerdictsTest {
  private static final Compression.Agreed DEFLATE = new Compression.Agreed(false, false, 15, 15);

  private static CaseResult against(ScriptedPeer peer, String id) {
    return Played.against(peer, OwnCasesTest.named(id), Optional.of(DEFLATE));
  }

  private static String verdict(CaseResult result) {
    return result.judgement().behaviour() + " / " + result.judgement().close();
  }

  /** Echoes whatever it gets. */
  private static ScriptedPeer careless(Role suite) {
    return new ScriptedPeer(suite)
        .on(TEXT, echoes())
        .on(BINARY, echoes())
        .on(PING, pongs())
        .on(CLOSE, answersClose());
  }

  private static ScriptedPeer strict(Role suite, int code) {
    return new ScriptedPeer(suite)
        .on(TEXT, closes(code))
        .on(BINARY, closes(code))
        .on(PING, closes(code))
        .on(PONG, closes(code))
        .on(CLOSE, suite == Role.CLIENT ? (frame, peer) -> peer.drop() : (frame, peer) -> {});
  }

  @ParameterizedTest
  @EnumSource
  void anIgnoredViolationFailsInBothColumns(Role suite) {
    assertThat(verdict(against(careless(suite), "20.1.1"))).isEqualTo("FAILED / FAILED");
    assertThat(verdict(against(careless(suite), "20.2.1"))).isEqualTo("FAILED / FAILED");
    CaseResult deaf =
        Played.against(new ScriptedPeer(suite), OwnCasesTest.named("3.1"), Optional.empty());
    assertThat(verdict(deaf)).isEqualTo("FAILED / FAILED");
    CaseResult compatible = Played.against(new ScriptedPeer(suite), "3.1");
    assertThat(verdict(compatible)).as("as the other suite").isEqualTo("OK / FAILED");
  }

  @ParameterizedTest
  @EnumSource
  void aPeerThatFindsItPasses(Role suite) {
    for (String id : List.of("20.1.1", "20.1.5", "20.2.1", "20.2.7", "20.3.3")) {
      String behaviour = id.equals("20.1.5") ? "NON-STRICT" : "OK"; // an echo was due before
      assertThat(verdict(against(strict(suite, 1002), id))).as(id).isEqualTo(behaviour + " / OK");
    }
    assertThat(verdict(against(strict(suite, 1003), "20.1.1"))).isEqualTo("OK / WRONG CODE");
  }

  @ParameterizedTest
  @EnumSource
  void masksAndLengthsAreWrongAsTheCaseSays(Role suite) {
    ScriptedPeer peer = careless(suite);
    against(peer, "20.1.1");
    assertThat(peer.heard.get(0).masked()).isEqualTo(suite == Role.SERVER);
    assertThat(peer.heard.get(0).payload()).isEqualTo("Hello".getBytes(StandardCharsets.UTF_8));
    ScriptedPeer other = careless(suite);
    against(other, "20.2.2");
    assertThat(other.writes.get(0)).isEqualTo(2 + 8 + (suite == Role.CLIENT ? 4 : 0) + 5);
    assertThat(other.heard.get(0).masked()).isEqualTo(suite == Role.CLIENT);
  }

  @Test
  void whereEitherMayCloseTheEventsDecide() {
    // 21.3.1: refers to a message although that was ruled out
    assertThat(verdict(against(careless(Role.SERVER), "21.3.1"))).isEqualTo("FAILED / OK");
    ScriptedPeer finds = new ScriptedPeer(Role.SERVER).onFrame(1, hello()).onFrame(2, closes(1007));
    assertThat(verdict(against(finds, "21.3.1"))).isEqualTo("OK / OK");
    ScriptedPeer reads =
        new ScriptedPeer(Role.SERVER).onFrame(1, hello()).onFrame(2, hello()).on(CLOSE, echoes());
    assertThat(verdict(against(reads, "21.3.1"))).isEqualTo("NON-STRICT / OK");
    ScriptedPeer ignores = new ScriptedPeer(Role.SERVER).onFrame(1, hello()).on(CLOSE, echoes());
    assertThat(verdict(against(ignores, "21.3.1"))).as("closed by us").isEqualTo("FAILED / OK");
  }

  private static ScriptedPeer.Action hello() {
    return (frame, peer) -> peer.send(TEXT, "Hello".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aPeerWithoutTheCompressionIsUnimplemented() {
    CaseResult none =
        Played.against(careless(Role.SERVER), OwnCasesTest.named("21.1.1"), Optional.empty());
    assertThat(verdict(none)).isEqualTo("UNIMPLEMENTED / OK");
    Compression.Agreed alone = new Compression.Agreed(true, true, 15, 15);
    CaseResult context =
        Played.against(careless(Role.SERVER), OwnCasesTest.named("21.1.6"), Optional.of(alone));
    assertThat(verdict(context)).isEqualTo("UNIMPLEMENTED / OK");
  }

  @Test
  void keysOfAClientAreCompared() {
    ScriptedPeer sameKey = careless(Role.SERVER);
    assertThat(verdict(against(sameKey, "20.1.9"))).startsWith("FAILED");
    AtomicInteger next = new AtomicInteger();
    ScriptedPeer fresh =
        new ScriptedPeer(Role.SERVER)
            .on(TEXT, (frame, peer) -> peer.deliver(masked(next.addAndGet(0x01020305))))
            .on(CLOSE, echoes());
    assertThat(verdict(against(fresh, "20.1.9"))).isEqualTo("OK / OK");
  }

  private static byte[] masked(int key) {
    byte[] hello = "Hello".getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[11];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) 0x85;
    for (int i = 0; i < 4; i++) {
      frame[2 + i] = (byte) (key >> (24 - 8 * i));
    }
    for (int i = 0; i < 5; i++) {
      frame[6 + i] = (byte) (hello[i] ^ frame[2 + i % 4]);
    }
    return frame;
  }

  @Test
  void aRefusedHandshakeIsAVerdict() {
    assertThat(refused("22.1.1", OptionalInt.of(400))).isEqualTo("OK / OK");
    assertThat(refused("22.1.1", OptionalInt.of(500))).isEqualTo("NON-STRICT / OK");
    assertThat(refused("22.1.1", OptionalInt.of(0))).isEqualTo("NON-STRICT / OK");
    assertThat(refused("22.1.1", OptionalInt.empty())).as("silence").isEqualTo("FAILED / FAILED");
    assertThat(refused("22.2.1", OptionalInt.of(400))).isEqualTo("FAILED / FAILED");
    assertThat(
            verdict(
                Played.against(
                    careless(Role.CLIENT), OwnCasesTest.named("22.1.1"), Optional.empty())))
        .as("accepted")
        .isEqualTo("FAILED / OK");
  }

  private static String refused(String id, OptionalInt status) {
    List<CaseResult> results = new ArrayList<>();
    new CaseRun(
            OwnCasesTest.named(id),
            Played.setting(Role.CLIENT),
            Optional.empty(),
            new DataFiles(),
            () -> 0,
            results::add)
        .notOpened("The server answered otherwise.", status);
    return verdict(results.get(0));
  }

  @Test
  void aClientThatDoesNotMindTheHeadFails() {
    assertThat(verdict(headless("23.1.1", careless(Role.SERVER)))).isEqualTo("FAILED / OK");
    ScriptedPeer leaves = new ScriptedPeer(Role.SERVER).onFrame(1, (frame, peer) -> peer.drop());
    ScriptedPeer keepsTcp = new ScriptedPeer(Role.SERVER);
    ScriptedPeer says = new ScriptedPeer(Role.SERVER).onFrame(1, closes(1002));
    assertThat(verdict(headless("23.1.1", leaves))).isEqualTo("OK / OK");
    assertThat(verdict(headless("23.1.1", keepsTcp))).isEqualTo("OK / OK");
    assertThat(verdict(headless("23.1.1", says))).isEqualTo("OK / OK");
  }

  /** Plays the case without its head, which a scripted peer cannot read. */
  private static CaseResult headless(String id, ScriptedPeer peer) {
    ConformanceCase it = OwnCasesTest.named(id);
    return Played.against(
        peer,
        new ConformanceCase(
            it.id(),
            it.number(),
            it.title(),
            it.script(),
            it.expected(),
            it.closing(),
            it.compression(),
            OwnCase.NONE),
        Optional.empty());
  }

  @Test
  void tcpThatAClientEndsItselfIsNoted() {
    ScriptedPeer ends =
        new ScriptedPeer(Role.SERVER)
            .on(
                CLOSE,
                echoes().then((frame, peer) -> peer.later(Duration.ofSeconds(3), peer::drop)));
    assertThat(verdict(against(ends, "24.4.1"))).isEqualTo("OK / OK");
    ScriptedPeer waits = new ScriptedPeer(Role.SERVER).on(CLOSE, echoes());
    assertThat(verdict(against(waits, "24.4.1"))).isEqualTo("NON-STRICT / OK");
    ScriptedPeer server =
        new ScriptedPeer(Role.CLIENT)
            .onFrame(
                1,
                closes(1002).then((frame, peer) -> peer.later(Duration.ofSeconds(3), peer::drop)));
    assertThat(verdict(against(server, "24.4.2"))).isEqualTo("OK / OK");
  }

  @Test
  void tcpThatEndsInsideAFrameIsAnswered() {
    ScriptedPeer peer = new ScriptedPeer(Role.SERVER);
    assertThat(verdict(against(peer, "24.1.2"))).as("its peer ends TCP too").isEqualTo("OK / OK");
    assertThat(peer.outputEnded).isTrue();
  }

  @Test
  void pongsOfAFloodDoNotCount() {
    ScriptedPeer peer = careless(Role.SERVER);
    assertThat(verdict(against(peer, "24.5.1"))).isEqualTo("OK / OK");
    assertThat(peer.heard).hasSizeGreaterThan(10_000);
  }
}
