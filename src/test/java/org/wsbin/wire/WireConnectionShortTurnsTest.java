package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.wire.ClientBytes.compressed;
import static org.wsbin.wire.ClientBytes.noise;
import static org.wsbin.wire.ClientBytes.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;
import org.wsbin.scenario.Silence;

/** A {@link WireConnection} with permessage-deflate: no thread is kept by it for long. */
class WireConnectionShortTurnsTest {
  private static final int MIB = 1024 * 1024;

  @Test
  void aSmallMessageIsAnsweredAtOnce() {
    Wired wired = earned(Wired.deflatingEcho());
    assertThat(receive(wired, compressed(new byte[10_000]), text("plain"))).isTrue();
    assertThat(received(wired)).containsExactly(new byte[10_000], "plain".getBytes(UTF_8));
    assertThat(wired.bulk).isEmpty();
    assertThat(wired.inflating).isEmpty();
  }

  @Test
  void manySmallOnesDoNotExceedIt() {
    Wired wired = earned(Wired.deflatingEcho());
    for (int i = 0; i < 100; i++) {
      assertThat(receive(wired, compressed(new byte[10_000]))).isTrue();
    }
    assertThat(wired.bulk).isEmpty();
    assertThat(wired.inflating).isEmpty();
    assertThat(received(wired)).hasSize(100);
  }

  @Test
  void ofALargeOneOnlyAPieceIsInflated() {
    Wired wired = earned(new Wired(Optional.of(Wired.DEFLATE)).opened());
    assertThat(receive(wired, compressed(new byte[10 * MIB]))).isFalse();
    assertThat(wired.connection.receiver.inflatingCost())
        .isBetween((long) ShortTurns.MOST_COST, 2L * ShortTurns.MOST_COST);

    for (int turns = 1; wired.behaviour.bytes < 10L * MIB; turns++) {
      assertThat(wired.inflating).as("it waits for its turn behind others").hasSize(1);
      long before = wired.connection.receiver.inflatingCost();
      wired.inflating.remove().run();
      assertThat(wired.connection.receiver.inflatingCost() - before)
          .as("turn %d", turns)
          .isLessThan(ShortTurns.MOST_COST + 32 * 1024);
    }
    assertThat(wired.network.calls).containsOnlyOnce("resume");
  }

  @Test
  void theOneBehindHasItsTurnAfterOne() {
    Wired one = new Wired(Optional.of(Wired.DEFLATE)).opened();
    Wired another = new Wired(Optional.of(Wired.DEFLATE)).opened();
    receive(one, compressed(new byte[10 * MIB]));
    receive(another, compressed(new byte[3 * ShortTurns.MOST_COST / 2]));
    assertThat(another.behaviour.bytes).isLessThan(3 * ShortTurns.MOST_COST / 2);
    one.inflating.addAll(another.inflating); // the same threads
    one.inflating.remove().run();
    one.inflating.remove().run();
    assertThat(another.behaviour.bytes).isEqualTo(3 * ShortTurns.MOST_COST / 2);
    assertThat(one.behaviour.bytes).isLessThan(3L * ShortTurns.MOST_COST);
  }

  @Test
  void afterThatAnotherThreadDoesAllTheReadingForSomeTime() {
    Wired wired = earned(new Wired(Optional.of(Wired.DEFLATE)).opened());
    receive(wired, compressed(new byte[10 * MIB]));
    wired.runBulk();
    for (int i = 0; i < ShortTurns.TO_REGAIN; i++) {
      assertThat(wired.connection.hasShortTurns()).isFalse();
      receive(wired, compressed(new byte[10]));
    }
    assertThat(wired.connection.hasShortTurns()).isTrue();
  }

  @Test
  void oneThatHasNotEarnedItIsReadByAnotherThread() {
    Wired wired = Wired.deflatingEcho();
    assertThat(receive(wired, compressed(new byte[MIB]))).isFalse();
    assertThat(wired.connection.receiver.inflatingCost()).isLessThan(2L * ShortTurns.MOST_COST);
    wired.runBulk();
    assertThat(received(wired)).containsExactly(new byte[MIB]);
    for (int i = 0; i < ShortTurns.TO_REGAIN; i++) {
      assertThat(wired.connection.hasShortTurns()).isFalse();
      assertThat(receive(wired, compressed(new byte[10]))).isTrue();
    }
    assertThat(wired.connection.hasShortTurns()).isTrue();
  }

  @Test
  void whatIsDeflatedCountsToo() {
    Wired wired = earned(new Wired(Optional.of(Wired.DEFLATE)).opened());
    wired.behaviour.reaction =
        (peer, kind, slice, last) ->
            peer.send(MessageKind.BINARY, ByteBuffer.wrap(noise(ShortTurns.MOST_COST + 1)), true);
    receive(wired, compressed(new byte[10]));
    assertThat(wired.connection.hasShortTurns()).isFalse();
  }

  @Test
  void itDoesNotWaitForAThreadInside() throws InterruptedException {
    Wired wired = earned(Wired.deflatingEcho());
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch mayLeave = new CountDownLatch(1);
    Thread busy =
        new Thread(
            () ->
                wired.connection.gate.enter(
                    () -> {
                      inside.countDown();
                      assertThat(await(mayLeave)).isTrue();
                    }));
    int reads = wired.network.reads;
    busy.start();
    assertThat(await(inside)).isTrue();
    assertThat(receive(wired, text("later"))).isFalse();
    assertThat(wired.network.reads).isEqualTo(reads);
    assertThat(wired.connection.readable()).isFalse();
    assertThat(wired.bulk).as("a thread for what was left, once").hasSize(1);
    assertThat(wired.network.calls).isEmpty();
    mayLeave.countDown();
    busy.join();
    assertThat(wired.network.calls).as("the thread inside did that").containsExactly("resume");
    assertThat(wired.connection.readable()).isTrue();
    assertThat(received(wired)).containsExactly("later".getBytes(UTF_8));
  }

  @Test
  void manyTinyOnesExceedIt() {
    Wired wired = earned(Wired.deflatingEcho());
    byte[] flood = new byte[0];
    for (int i = 0; i < 1000; i++) {
      flood = ClientBytes.joined(flood, compressed(new byte[0]));
    }
    assertThat(receive(wired, flood)).isFalse();
    assertThat(wired.connection.receiver.inflatingCost()).isLessThan(2L * ShortTurns.MOST_COST);
    wired.runBulk();
    assertThat(received(wired)).hasSize(1000);
  }

  @Test
  void whatOthersLeaveMeanwhileRunsElsewhere() {
    Wired wired = earned(new Wired(Optional.of(Wired.DEFLATE)).opened());
    List<String> ran = new ArrayList<>();
    wired.behaviour.reaction =
        (peer, kind, slice, last) -> anotherLeaves(wired, () -> ran.add("left"));
    receive(wired, compressed(new byte[10]));
    assertThat(ran).isEmpty();
    wired.bulk.remove().run();
    assertThat(ran).containsExactly("left");
  }

  @Test
  void roomIsUsedAtOnceAndWhatWaitedForItIsInflatedByAnotherThread() {
    Wired wired = earned(Wired.deflatingEcho());
    wired.network.room = 0;
    receive(wired, compressed(noise(1500)), compressed(new byte[MIB]));
    long before = wired.connection.receiver.inflatingCost();
    wired.makeRoom(Long.MAX_VALUE);
    assertThat(received(wired)).containsExactly(noise(1500));
    assertThat(wired.connection.receiver.inflatingCost()).isEqualTo(before);
    wired.runBulk();
    assertThat(received(wired)).containsExactly(noise(1500), new byte[MIB]);
  }

  @Test
  void blocksThatProduceNothingCostToo() {
    Wired wired = earned(new Wired(Optional.of(Wired.DEFLATE)).opened());
    byte[] lastBlocks = new byte[60_001];
    for (int i = 0; i + 1 < lastBlocks.length; i += 2) {
      lastBlocks[i] = 3; // an empty block, marked as the last one
    }
    assertThat(receive(wired, deflateFrame(lastBlocks))).isFalse();
    assertThat(wired.connection.receiver.inflatingCost())
        .isBetween((long) ShortTurns.MOST_COST, ShortTurns.MOST_COST + 32L * 1024);
    assertThat(wired.connection.hasShortTurns()).isFalse();
    assertThat(wired.inflating).hasSize(1);
    wired.runBulk();
    assertThat(wired.network.frames()).isEmpty();
    assertThat(wired.network.calls).containsExactly("resume");
  }

  @Test
  void whatCompressesBadlyCostsMoreThanItsBytes() {
    Wired wired = earned(new Wired(Optional.of(Wired.DEFLATE)).opened());
    receive(wired, compressed(noise(ShortTurns.MOST_COST / 8)));
    assertThat(wired.connection.hasShortTurns()).isFalse();
  }

  @Test
  void anEventThatIsLeftDoesNotSendSmallMessagesToTheEndOfTheLine() {
    Wired wired = earned(new Wired(Optional.of(Wired.DEFLATE)).opened());
    wired.behaviour.reaction = (peer, kind, slice, last) -> anotherLeaves(wired, () -> {});
    receive(wired, compressed(new byte[10]), compressed(new byte[20]));
    assertThat(wired.behaviour.bytes).isEqualTo(30);
    assertThat(wired.inflating).isEmpty();
  }

  @Test
  void noPongIsMissedWhileDataOfThePeerWaitsInLine() {
    Wired wired = new Wired(Optional.of(Wired.DEFLATE)).opened();
    wired.passes(Duration.ofSeconds(21));
    assertThat(wired.network.frames()).containsExactly("PING ");
    assertThat(receive(wired, compressed(new byte[MIB]), ClientBytes.pong())).isFalse();
    wired.passes(Duration.ofMinutes(10));
    assertThat(wired.network.frames()).containsExactly("PING ");
    wired.runBulk();
    assertThat(wired.behaviour.bytes).isEqualTo(MIB);
    wired.passes(Duration.ofSeconds(10));
    assertThat(wired.network.frames()).containsExactly("PING ", "PING ");
  }

  @Test
  void whoKeepsTheLineBusyIsCutInTimeAfterAClose() {
    Wired wired = new Wired(Optional.of(Wired.DEFLATE)).opened();
    receive(wired, compressed(new byte[10 * MIB]));
    wired.connection.close(new CloseStatus(1001, ""));
    wired.passes(Duration.ofSeconds(6));
    assertThat(wired.network.calls).contains("close");
  }

  @Test
  void aFailureDropsWhatWaitsInLine() {
    Wired wired = new Wired(Optional.of(Wired.DEFLATE)).opened();
    receive(wired, compressed(new byte[MIB]), compressed(noise(50_000)));
    long before = wired.connections.memory().used();
    wired.connection.gate.enter(
        () -> wired.connection.fail(new CloseStatus(CloseStatus.POLICY_VIOLATION, "")));
    assertThat(wired.connection.wantsRest()).isFalse();
    assertThat(wired.connection.receiver.heldBytes()).isZero();
    assertThat(wired.connections.memory().used()).isLessThan(before - 40_000);
    assertThat(wired.connection.readable()).as("to drop what comes").isTrue();
  }

  @Test
  void aFailureWhoseCloseCannotBeSentHoldsNothing() {
    Wired wired = new Wired(Optional.of(Wired.DEFLATE)).opened();
    receive(wired, compressed(new byte[MIB]), compressed(noise(50_000)));
    wired.connection.gate.enter(
        () -> {
          wired.connection.peer.raw(ByteBuffer.allocate(BufferPool.BYTES - 1));
          wired.network.fault = Optional.of(new IOException("on purpose"));
          wired.connection.fail(new CloseStatus(CloseStatus.POLICY_VIOLATION, ""));
        });
    assertThat(wired.connection.closed()).isTrue();
    assertThat(wired.connections.memory().used()).isZero();
  }

  @Test
  void soDoesOneThatIgnoresItsPeer() {
    Wired wired = new Wired(Optional.of(Wired.DEFLATE)).opened();
    receive(wired, compressed(new byte[MIB]), compressed(noise(50_000)));
    long before = wired.connections.memory().used();
    wired.connection.peer.keepSilent(Silence.DEAF);
    assertThat(wired.connection.wantsRest()).isFalse();
    assertThat(wired.connections.memory().used()).isLessThan(before - 40_000);
  }

  @Test
  void everyTurnInflatesWhateverOthersHaveLeft() {
    Wired wired = new Wired(Optional.of(Wired.DEFLATE)).opened();
    receive(wired, compressed(new byte[10 * MIB]));
    long before = wired.connection.receiver.inflatingCost();
    Runnable turn = wired.inflating.remove();
    wired.connection.gate.enter(
        () -> {
          anotherLeaves(wired, () -> send(wired, noise(ShortTurns.MOST_COST)));
          turn.run();
        });
    assertThat(wired.connection.receiver.inflatingCost() - before)
        .isBetween((long) ShortTurns.MOST_COST, ShortTurns.MOST_COST + 32L * 1024);
  }

  @Test
  void aTurnPausesForWhatOthersLeaveButNotBeforeItHasDoneSomething() throws IOException {
    Wired wired = new Wired(Optional.of(Wired.DEFLATE)).opened();
    AtomicLong cost = new AtomicLong();
    ShortTurns turns = new ShortTurns(wired.connection.gate, wired.bulk::add, cost::get);
    List<Boolean> over = new ArrayList<>();
    wired.connection.gate.enter(
        () ->
            turns.furtherTurn(
                () -> {
                  anotherLeaves(wired, () -> {});
                  over.add(turns.over());
                  cost.incrementAndGet();
                  over.add(turns.over());
                }));
    assertThat(over).containsExactly(false, true);
  }

  private static void send(Wired wired, byte[] message) {
    wired.connection.peer.send(MessageKind.BINARY, ByteBuffer.wrap(message), true);
  }

  @Test
  void aReaderThatDoesNotComeKeepsTheTimeLimitsBackForOneSweepOnly() {
    Wired wired = new Wired(Optional.of(Wired.DEFLATE)).opened();
    receive(wired, text("first"));
    wired.connection.close(new CloseStatus(1001, ""));
    wired.connection.gate.enter(() -> elsewhere(wired.connection::readable));
    assertThat(wired.network.calls).as("it was refused").contains("resume");
    wired.connection.gate.leaveAlone(() -> elsewhere(wired.connection::sweep)); // leaves its check
    wired.passes(Duration.ofSeconds(6));
    assertThat(wired.network.calls).contains("close");
  }

  private static void elsewhere(Runnable task) {
    CompletableFuture.runAsync(task).join();
  }

  @Test
  void whoIsBusyWheneverItsTimeIsLookedAtIsCutAllTheSame() {
    Wired wired = new Wired(Optional.of(Wired.DEFLATE)).opened();
    wired.connection.close(new CloseStatus(1001, ""));
    wired.connection.gate.enter(
        () -> {
          elsewhere(() -> wired.passes(Duration.ofSeconds(6)));
          assertThat(wired.network.calls).doesNotContain("close");
        });
    assertThat(wired.network.calls).contains("close");
  }

  @Test
  void withoutCompressionNothingIsLeftToOthers() {
    Wired wired = Wired.echo();
    assertThat(receive(wired, text("now"))).isTrue();
    assertThat(wired.network.frames()).containsExactly("TEXT now");
    assertThat(wired.bulk).isEmpty();
    assertThat(wired.inflating).isEmpty();
  }

  /** After as many short turns as it needs; nothing of them is left. */
  private static Wired earned(Wired wired) {
    for (int i = 0; i < ShortTurns.TO_EARN; i++) {
      receive(wired);
    }
    wired.network.calls.clear();
    return wired;
  }

  private static boolean receive(Wired wired, byte[]... parts) {
    wired.network.arrive(ClientBytes.joined(parts));
    return wired.connection.readable();
  }

  private static byte[] deflateFrame(byte[] payload) {
    byte[] frame = ClientBytes.frame(true, Opcode.BINARY, payload);
    frame[0] |= 0x40; // RSV1
    return frame;
  }

  /** Another thread leaves an event while this one is inside. */
  private static void anotherLeaves(Wired wired, EventGate.Event event) {
    elsewhere(() -> wired.connection.gate.leave(event));
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException ended) {
      throw new IllegalStateException(ended);
    }
  }

  private static List<byte[]> received(Wired wired) {
    return ServerMessages.of(wired.network.taken(), Optional.of(Wired.DEFLATE));
  }
}
