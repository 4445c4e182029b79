package org.wsbin.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.wire.RawWired.bytes;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.wsbin.CapturedLog;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.scenario.Timer;

/** The ends of a {@link RawConnection}, and its timers. */
class RawConnectionEndTest {
  static final List<Throwable> FAILURES =
      List.of(new IllegalStateException("on purpose"), new AssertionError("on purpose"));

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final RawWired wired = RawWired.open();
  private final RawConnectionPeer peer = wired.connection.peer;

  @Test
  void theEndOfThePeersSideIsNotTheEnd() {
    assertThat(wired.finish()).isFalse();
    assertThat(wired.behaviour.told).endsWith("input ended");
    wired.write("still here");
    assertThat(wired.taken()).isEqualTo("still here");
    assertThat(wired.network.calls).isEmpty();
    assertThat(wired.connection.readable()).isFalse();
    assertThat(wired.network.reads).isEqualTo(1);
  }

  @Test
  void afterBothSidesHaveEndedTcpEnds() {
    wired.finish();
    wired.act(
        () -> {
          peer.write(bytes("last"));
          peer.endOutput();
        });
    assertThat(wired.taken()).isEqualTo("last");
    assertThat(wired.network.calls).containsExactly("close");
    assertEnd("FIN");
  }

  @Test
  void ourSideMayEndFirst() {
    wired.act(
        () -> {
          peer.write(bytes("last"));
          peer.endOutput();
        });
    assertThat(wired.taken()).isEqualTo("last");
    assertThat(wired.network.calls).containsExactly("endOutput");
    assertThat(wired.receive("answer")).isTrue();
    assertThat(wired.behaviour.told).contains("received answer");
    wired.finish();
    assertThat(wired.network.calls).containsExactly("endOutput", "close");
    assertThat(wired.behaviour.told).endsWith("input ended", "end: FIN");
    assertEnd("FIN");
  }

  @Test
  void ourSideEndsAfterEverythingWritten() {
    wired.network.room = 3;
    wired.act(
        () -> {
          peer.write(bytes("hello"));
          peer.endOutput();
          peer.endOutput();
        });
    assertThat(wired.network.calls).containsExactly("whenWritable 2 bytes");
    wired.makeRoom(2);
    assertThat(wired.network.calls).containsExactly("whenWritable 2 bytes", "endOutput");
  }

  @Test
  void bothSidesEndAfterEverythingWritten() {
    wired.network.room = 3;
    wired.write("hello");
    wired.act(peer::endOutput);
    wired.finish();
    assertThat(wired.behaviour.told).endsWith("input ended");
    wired.makeRoom(2);
    assertThat(wired.taken()).isEqualTo("hello");
    assertEnd("FIN");
  }

  @Test
  void ifOurSideCannotEndAloneAllOfTcpEnds() {
    wired.network.halves = false;
    wired.write("last");
    wired.act(peer::endOutput);
    assertThat(wired.network.calls).containsExactly("close");
    assertEnd("LOCAL");
  }

  @Test
  void aPeerIsCutAlsoIfTheConnectionIsBusyWheneverItsTimeIsLookedAt() {
    wired.act(peer::endOutput);
    wired.act(
        () -> {
          CompletableFuture.runAsync(() -> wired.passes(Duration.ofSeconds(6))).join();
          assertThat(wired.network.calls).containsExactly("endOutput");
        });
    assertEnd("TIMEOUT");
  }

  @Test
  void aPeerThatDoesNotEndAfterOurSideIsCut() {
    wired.act(peer::endOutput);
    wired.passes(Duration.ofSeconds(5));
    assertThat(wired.network.calls).containsExactly("endOutput");
    wired.passes(SECOND);
    assertThat(wired.network.calls).containsExactly("endOutput", "close");
    assertEnd("TIMEOUT");
  }

  @Test
  void aBehaviourThatDoesNotEndAfterTheServersCloseIsCut() {
    wired.connection.close(new CloseStatus(1001, ""));
    wired.passes(Duration.ofSeconds(4));
    wired.connection.close(new CloseStatus(1001, ""));
    wired.passes(Duration.ofSeconds(2));
    assertEnd("TIMEOUT");
  }

  @Test
  void otherwiseItMayLast() {
    wired.passes(Duration.ofHours(1));
    assertThat(wired.connections.count()).isEqualTo(1);
    assertThat(wired.network.taken()).as("no ping").isEmpty();
  }

  @Test
  void theTimeOfACloseBeginsWhenEverythingIsWritten() {
    wired.network.room = 0;
    wired.write("hello");
    wired.connection.close(new CloseStatus(1001, ""));
    wired.passes(Duration.ofSeconds(9));
    wired.makeRoom(10);
    wired.passes(Duration.ofSeconds(4));
    assertThat(wired.network.calls).doesNotContain("close");
    wired.passes(Duration.ofSeconds(2));
    assertEnd("TIMEOUT");
  }

  @Test
  void aPeerThatDoesNotReadIsCut() {
    wired.network.room = 0;
    wired.write("hello");
    wired.passes(Duration.ofSeconds(10));
    assertThat(wired.network.calls).doesNotContain("close");
    wired.passes(SECOND);
    assertThat(wired.network.calls).endsWith("close");
    assertEnd("SEND_TIMEOUT");
  }

  /** Some networks report room in large steps only. */
  @Test
  void aSlowPeerIsNotOneThatDoesNotRead() {
    wired.network.takesMore = true;
    wired.network.room = 0;
    wired.write("hello");
    wired.passes(Duration.ofSeconds(9));
    wired.network.room = 2;
    wired.passes(Duration.ofSeconds(9));
    assertThat(wired.taken()).isEqualTo("he");
    assertThat(wired.network.calls).doesNotContain("close");
  }

  @Test
  void anAbortEndsAtOnceAndIsToldAfterTheCall() {
    wired.network.room = 0;
    wired.behaviour.reaction =
        bytes -> {
          peer.write(bytes("lost"));
          peer.abort();
          peer.write(bytes("more"));
          peer.flush();
          peer.endOutput();
          assertThat(wired.network.calls).endsWith("close");
        };
    assertThat(wired.receive("hello")).isFalse();
    assertThat(wired.behaviour.told).endsWith("received hello", "after received", "end: LOCAL");
    assertThat(wired.taken()).isEmpty();
    assertEnd("LOCAL");
  }

  @Test
  void aCutEnds() {
    wired.connection.cut();
    wired.connection.cut();
    wired.connection.lost();
    assertThat(wired.network.calls).containsExactly("close");
    assertEnd("LOCAL");
  }

  @Test
  void aLostNetworkIsAReset() {
    wired.connection.lost();
    wired.connection.cut();
    assertThat(wired.network.calls).isEmpty();
    assertEnd("RESET");
  }

  @Test
  void aTransportThatIsClosedIsAReset() {
    wired.network.open = false;
    wired.passes(SECOND);
    assertEnd("RESET");
  }

  @Test
  void aFailedReadIsAReset() {
    wired.network.fault = Optional.of(new IOException("on purpose"));
    assertThat(wired.connection.readable()).isFalse();
    assertEnd("RESET");
    assertThat(wired.buffers.kept()).isEqualTo(1);
  }

  @Test
  void aFailedWriteIsAResetAndIsToldAfterTheCall() {
    wired.behaviour.reaction =
        bytes -> {
          wired.network.fault = Optional.of(new IOException("on purpose"));
          peer.write(bytes("hello"));
          peer.flush();
          assertThat(peer.ready()).isFalse();
        };
    wired.receive("a");
    assertThat(wired.behaviour.told).endsWith("after received", "end: RESET");
    assertEnd("RESET");
  }

  @Test
  void aTransportThatSaysWhileItClosesThatItIsLostChangesNothing() {
    wired.network.closing = wired.connection::lost;
    wired.connection.cut();
    assertEnd("LOCAL");
  }

  @Test
  void aConnectionThatNeverOpenedTellsItsBehaviourNothing() {
    RawWired never = new RawWired();
    never.connection.lost();
    never.opened();
    assertThat(never.behaviour.told).isEmpty();
    assertThat(never.seen).containsExactly("end: RESET");
    assertThat(never.connections.count()).isZero();
  }

  @ParameterizedTest
  @FieldSource("FAILURES")
  void aBehaviourThatThrowsIsLoggedAndCut(Throwable failure) {
    try (CapturedLog log = CapturedLog.of(RawConnection.class)) {
      wired.behaviour.reaction = bytes -> sneak(failure);
      assertThat(wired.receive("hello")).isFalse();
      assertThat(log.thrown()).containsExactly(failure);
    }
    assertThat(wired.network.calls).containsExactly("close");
    assertEnd("LOCAL");
  }

  @Test
  void aBehaviourThatThrowsAtTheEndIsLogged() {
    try (CapturedLog log = CapturedLog.of(RawConnection.class)) {
      wired.behaviour.ending = () -> sneak(FAILURES.get(0));
      wired.connection.cut();
      assertThat(log.thrown()).containsExactly(FAILURES.get(0));
    }
    assertEnd("LOCAL");
  }

  @Test
  void whoWritesAfterTheEndOfItsOutputHasFailed() {
    try (CapturedLog log = CapturedLog.of(RawConnection.class)) {
      wired.act(peer::endOutput);
      wired.behaviour.reaction = peer::write;
      wired.receive("hello");
      assertThat(log.thrown()).hasSize(1);
    }
    assertEnd("LOCAL");
  }

  @Test
  void aTimerRunsInsideTheConnection() {
    List<String> ran = new ArrayList<>();
    wired.act(
        () -> {
          peer.after(SECOND, () -> peer.write(bytes("one ")));
          peer.after(SECOND.multipliedBy(2), () -> peer.write(bytes("two")));
          peer.after(SECOND, () -> ran.add("cancelled")).cancel();
        });
    wired.passes(SECOND);
    assertThat(wired.taken()).isEqualTo("one ");
    wired.passes(SECOND);
    assertThat(wired.taken()).isEqualTo("one two");
    assertThat(ran).isEmpty();
  }

  /** Events of a connection never overlap, not even with its timers. */
  @Test
  void aTimerWaitsForTheEventInside() {
    wired.act(() -> peer.after(SECOND, () -> wired.behaviour.told.add("timer")));
    wired.behaviour.reaction =
        bytes -> {
          Thread timer = new Thread(() -> wired.passes(SECOND));
          timer.start();
          join(timer);
          wired.behaviour.told.add("inside");
        };
    wired.receive("hello");
    assertThat(wired.behaviour.told).endsWith("inside", "after received", "timer");
  }

  @Test
  void aTimerThatWaitsForTheEventInsideCanBeCancelled() {
    Timer.Scheduled[] timers = new Timer.Scheduled[1];
    wired.act(() -> timers[0] = peer.after(SECOND, () -> wired.behaviour.told.add("timer")));
    wired.behaviour.reaction =
        bytes -> {
          Thread timer = new Thread(() -> wired.passes(SECOND));
          timer.start();
          join(timer);
          timers[0].cancel();
        };
    wired.receive("hello");
    assertThat(wired.behaviour.told).endsWith("after received");
  }

  @Test
  void noTimerRunsAfterTheEnd() {
    int others = wired.timer.pending();
    wired.act(
        () -> {
          for (int i = 0; i < 10; i++) {
            peer.after(SECOND, () -> wired.behaviour.told.add("timer"));
          }
        });
    assertThat(wired.timer.pending()).isEqualTo(others + 10);
    wired.connection.cut();
    assertThat(wired.timer.pending()).isEqualTo(others);
    peer.after(SECOND, () -> wired.behaviour.told.add("timer"));
    assertThat(wired.timer.pending()).isEqualTo(others);
    wired.passes(SECOND);
    assertEnd("LOCAL");
  }

  @Test
  void aTimerThatThrowsIsLoggedAndTheConnectionIsCut() {
    try (CapturedLog log = CapturedLog.of(RawConnection.class)) {
      wired.act(() -> peer.after(SECOND, () -> sneak(FAILURES.get(0))));
      wired.passes(SECOND);
      assertThat(log.thrown()).containsExactly(FAILURES.get(0));
    }
    assertEnd("LOCAL");
  }

  private void assertEnd(String how) {
    assertThat(wired.behaviour.told).endsWith("end: " + how).containsOnlyOnce("end: " + how);
    assertThat(wired.seen).endsWith("end: " + how).containsOnlyOnce("end: " + how);
    assertThat(wired.connections.count()).isZero();
    assertThat(wired.connections.memory().used()).isZero();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static void sneak(Throwable failure) {
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    throw (Error) failure;
  }
}
