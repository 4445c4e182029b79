package org.wsbin.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wsbin.scenario.FakeTimer;

/** Busy peers are read in turns; those that pause never wait. */
class ReadTurnsTest {
  private static final int SMALL = 125;
  private static final int SMALL_MESSAGES = messages(ReadTurns.FREE_BYTES) + 2;

  private final FakeTimer timer = new FakeTimer();
  private final ReadTurns turns = new ReadTurns(timer);
  private final List<Integer> resumed = new ArrayList<>();
  private final List<ReadTurns.Turn> peers =
      IntStream.range(0, ReadTurns.MOST + 3).mapToObj(i -> turns.of(() -> resumed.add(i))).toList();

  @Test
  void aPeerThatPausesNeverWaits() {
    everyPlaceIsTaken();
    ReadTurns.Turn innocent = turns.of(() -> {});
    for (int i = 0; i < 10 * SMALL_MESSAGES; i++) {
      timer.advance(ReadTurns.PAUSE);
      assertThat(innocent.read(SMALL, true)).isFalse();
    }
  }

  @Test
  void aMessageWithinTheFreeBytesNeedsNoTurn() {
    everyPlaceIsTaken();
    ReadTurns.Turn peer = turns.of(() -> {});
    timer.advance(ReadTurns.PAUSE);
    for (int i = 0; i < ReadTurns.WITHOUT_END * ReadTurns.FREE_BYTES / 9000; i++) {
      assertThat(peer.read(8192, false)).isFalse();
    }
    assertThat(peer.read(0, true)).isFalse();
  }

  @Test
  void aBusyPeerGoesOnWhileThereIsAPlace() {
    ReadTurns.Turn peer = peers.get(0);
    for (int i = 0; i < 100 * SMALL_MESSAGES; i++) {
      assertThat(peer.read(SMALL, true)).isFalse();
    }
    assertThat(turns.waiting()).isZero();
    assertThat(timer.pending()).as("tasks of the timer while nobody waits").isZero();
  }

  @Test
  void whenEveryPlaceIsTakenBusyPeersWaitInLineAndTheFirstIsResumedFirst() {
    everyPlaceIsTaken();
    ReadTurns.Turn first = peers.get(ReadTurns.MOST);
    ReadTurns.Turn second = peers.get(ReadTurns.MOST + 1);
    assertThat(untilItWaits(first)).isEqualTo(SMALL_MESSAGES);
    assertThat(untilItWaits(second)).isEqualTo(SMALL_MESSAGES);
    assertThat(first.waiting()).isTrue();
    assertThat(turns.waiting()).isEqualTo(2);
    endOfTurn(peers.get(0));
    assertThat(resumed).containsExactly(ReadTurns.MOST);
    assertThat(first.waiting()).isFalse();
    assertThat(second.waiting()).isTrue();
    assertThat(peers.get(0).waiting()).as("behind the others").isTrue();
    endOfTurn(first);
    assertThat(resumed).containsExactly(ReadTurns.MOST, ReadTurns.MOST + 1);
  }

  @Test
  void aTurnIsLongerThanWhatIsFree() {
    everyPlaceIsTaken();
    assertThat(untilItWaits(peers.get(0))).isGreaterThanOrEqualTo(messages(ReadTurns.SLICE_BYTES));
  }

  @Test
  void aMessageWithoutEndIsInterrupted() {
    everyPlaceIsTaken();
    ReadTurns.Turn endless = peers.get(ReadTurns.MOST);
    int slices = 0;
    while (!endless.read(8192, false)) {
      slices++;
    }
    assertThat(8192L * slices).isLessThanOrEqualTo(ReadTurns.WITHOUT_END * ReadTurns.FREE_BYTES);
    assertThat(endless.waiting()).isTrue();
  }

  @Test
  void whoeverReadsNothingLosesItsTurn() {
    everyPlaceIsTaken();
    untilItWaits(peers.get(ReadTurns.MOST));
    timer.advance(ReadTurns.UNUSED.plus(ReadTurns.PAUSE));
    timer.advance(ReadTurns.UNUSED);
    assertThat(resumed).containsExactly(ReadTurns.MOST);
    assertThat(timer.pending()).isZero();
  }

  @Test
  void theEndOfAConnectionGivesItsPlaceToTheNext() {
    everyPlaceIsTaken();
    untilItWaits(peers.get(ReadTurns.MOST));
    peers.get(0).end();
    assertThat(resumed).containsExactly(ReadTurns.MOST);
  }

  @Test
  void aConnectionThatEndsInLineIsForgottenAndWaitsForNothing() {
    everyPlaceIsTaken();
    ReadTurns.Turn peer = peers.get(ReadTurns.MOST);
    untilItWaits(peer);
    peer.end();
    assertThat(peer.waiting()).isFalse();
    assertThat(turns.waiting()).isZero();
    for (int i = 0; i < 10 * SMALL_MESSAGES; i++) {
      assertThat(peer.read(SMALL, true)).isFalse();
    }
    peers.get(0).end();
    assertThat(resumed).isEmpty();
  }

  @Test
  void aThousandThatVanishInLineHoldTheOthersForAMomentEach() {
    everyPlaceIsTaken();
    IntStream.range(0, 1000).forEach(i -> untilItWaits(turns.of(() -> {})));
    ReadTurns.Turn last = peers.get(ReadTurns.MOST);
    untilItWaits(last);
    timer.advance(ReadTurns.UNUSED.multipliedBy(2L * (1000 / ReadTurns.MOST + 3)));
    assertThat(last.waiting()).isFalse();
    assertThat(turns.waiting()).isZero();
  }

  /** Each of the first peers reads in a turn. */
  private void everyPlaceIsTaken() {
    for (ReadTurns.Turn peer : peers.subList(0, ReadTurns.MOST)) {
      for (int i = 0; i <= SMALL_MESSAGES; i++) {
        assertThat(peer.read(SMALL, true)).isFalse();
      }
    }
  }

  private static void endOfTurn(ReadTurns.Turn peer) {
    assertThat(untilItWaits(peer)).isLessThanOrEqualTo(messages(ReadTurns.SLICE_BYTES) + 1);
  }

  /** How many messages were read before it had to wait, with the one after which it waits. */
  private static int untilItWaits(ReadTurns.Turn peer) {
    int count = 0;
    do {
      count++;
    } while (!peer.read(SMALL, true) && count < 1_000_000);
    return count;
  }

  private static int messages(int bytes) {
    int cost = SMALL + ReadTurns.MESSAGE_BYTES;
    return (bytes + cost - 1) / cost;
  }
}
