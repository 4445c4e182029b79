package org.wsbin.step;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.FakePeer.Sent;

class BulkTest {

  @Test
  void itIsMadeOnAnotherThreadAPieceAtATime() {
    PlayedScenario bulk = PlayedScenario.open("generate/100k?chunk=100k&kind=text");
    assertThat(bulk.texts()).isEmpty();
    bulk.runBulk(1);
    assertThat(bulk.texts()).extracting(String::length).containsExactly(Bulk.PIECE_BYTES);
    assertThat(bulk.bulk).as("one task of a connection at a time").hasSize(1);
    bulk.runBulk(100);
    assertThat(bulk.texts().subList(0, 4))
        .extracting(String::length)
        .containsExactly(Bulk.PIECE_BYTES, Bulk.PIECE_BYTES, Bulk.PIECE_BYTES, 4096);
  }

  @Test
  void aMessageHasAChunkAndTheLastTheRest() {
    PlayedScenario bulk = PlayedScenario.open("generate/20?chunk=8&kind=text");
    bulk.runBulk(100);
    assertThat(bulk.peer.sent.subList(0, 3))
        .allMatch(Sent::last)
        .extracting(sent -> sent.text().length())
        .containsExactly(8, 8, 4);
  }

  @Test
  void whileThePeerTakesNothingNothingIsMade() {
    PlayedScenario bulk = PlayedScenario.open("generate/98304?chunk=32768&kind=text");
    bulk.runBulk(1);
    bulk.peer.ready = false;
    bulk.runBulk(100);
    assertThat(bulk.texts()).hasSize(1);
    assertThat(bulk.bulk).isEmpty();

    bulk.peer.ready = true;
    bulk.run.roomAgain();
    bulk.run.roomAgain();
    assertThat(bulk.bulk).as("one task, however often there is room").hasSize(1);
    bulk.runBulk(100);
    assertThat(bulk.texts()).hasSize(4);
    assertThat(bulk.closes()).containsExactly("1000");
  }

  @Test
  void smallMessagesShareATurn() {
    PlayedScenario bulk = PlayedScenario.open("generate/80k?chunk=1k&kind=text");
    bulk.runBulk(1);
    assertThat(bulk.texts()).hasSize(32);
    bulk.runBulk(1);
    assertThat(bulk.texts()).hasSize(64);
    bulk.peer.ready = false;
    bulk.runBulk(1);
    assertThat(bulk.texts()).hasSize(64);
    bulk.peer.ready = true;
    bulk.run.roomAgain();
    bulk.runBulk(100);
    assertThat(bulk.texts()).hasSize(81);
  }

  @Test
  void aTurnOfTheSmallestMessagesIsShortToo() {
    PlayedScenario bulk = PlayedScenario.open("generate/1k?chunk=1&kind=text");
    bulk.runBulk(1);
    assertThat(bulk.texts()).hasSize(256);
    bulk.runBulk(100);
    assertThat(bulk.texts()).hasSize(1025);
  }

  @Test
  void roomWithoutHavingWaitedMakesNoSecondTask() {
    PlayedScenario bulk = PlayedScenario.open("generate/20?chunk=8");
    bulk.run.roomAgain();
    assertThat(bulk.bulk).hasSize(1);
  }

  @Test
  void aPauseChangesNoByte() {
    PlayedScenario whole = PlayedScenario.open("generate/1000?chunk=7&kind=text&seed=3");
    whole.runBulk(1000);
    PlayedScenario paused = PlayedScenario.open("generate/1000?chunk=7&kind=text&seed=3");
    for (int i = 0; i < 50; i++) {
      paused.runBulk(3);
      paused.peer.ready = false;
      paused.runBulk(1);
      paused.peer.ready = true;
      paused.run.roomAgain();
    }
    assertThat(paused.texts()).isEqualTo(whole.texts());
    assertThat(whole.texts().subList(0, 143).stream().collect(joining()))
        .isEqualTo(text(new Data(3, MessageKind.TEXT), 1000));
  }

  @Test
  void itStopsWhenTheConnectionHasEnded() {
    PlayedScenario bulk = PlayedScenario.open("generate/98304?chunk=32768");
    bulk.runBulk(1);
    bulk.run.closed();
    bulk.runBulk(100);
    assertThat(bulk.texts()).hasSize(1);
    assertThat(bulk.bulk).isEmpty();
  }

  @Test
  void itMayNotLastForEver() {
    PlayedScenario bulk = PlayedScenario.open("generate/20");
    bulk.passes("PT10M");
    assertThat(bulk.closes())
        .containsExactly("1008 This path can last at most 10m (--max-duration).");
  }

  private static String text(Data data, int bytes) {
    return US_ASCII.decode(data.next(bytes)).toString();
  }

  @Test
  void itSendsNoFasterThanTheBandwidthAllows() {
    PlayedScenario bulk =
        PlayedScenario.open("generate/64k?kind=text", Map.of("max-bandwidth", "32k"));
    bulk.runBulk(100);
    assertThat(bulk.peer.sent).as("a piece of 32 KiB").hasSize(1);
    bulk.passes("PT0.9S");
    bulk.runBulk(100);
    assertThat(bulk.peer.sent).hasSize(1);
    bulk.passes("PT0.1S");
    bulk.runBulk(100);
    assertThat(bulk.peer.sent).hasSize(2);
    assertThat(bulk.closes()).isEmpty();
    bulk.passes("PT1S");
    bulk.runBulk(100);
    assertThat(bulk.peer.sent).as("and the receipt").hasSize(3);
    assertThat(bulk.closes()).containsExactly("1000");
  }
}
