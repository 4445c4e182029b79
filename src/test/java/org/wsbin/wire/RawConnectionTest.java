package org.wsbin.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wsbin.wire.RawWired.bytes;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.CloseStatus;

/** What goes in and out; see {@link RawConnectionEndTest} for the end. */
class RawConnectionTest {
  private final RawWired wired = new RawWired();

  @Test
  void whatIsWrittenInOneEventLeavesInOneWrite() {
    wired.behaviour.opening =
        peer -> {
          peer.write(bytes("one "));
          peer.write(bytes("two"));
          assertThat(wired.network.writes).isEmpty();
        };
    wired.opened();
    assertThat(wired.taken()).isEqualTo("one two");
    assertThat(wired.network.writes).containsExactly(7);
  }

  @Test
  void aFlushIsAWriteOfItsOwn() {
    wired.behaviour.opening =
        peer -> {
          peer.write(bytes("one"));
          peer.flush();
          peer.flush();
          peer.write(bytes("two"));
        };
    wired.opened();
    assertThat(wired.network.writes).containsExactly(3, 3);
  }

  @Test
  void theHeadOfThe101LeavesWithTheFirstBytes() {
    wired.connection.openWith(bytes("head "));
    wired.behaviour.opening = peer -> peer.write(bytes("frame"));
    wired.opened();
    assertThat(wired.taken()).isEqualTo("head frame");
    assertThat(wired.network.writes).hasSize(1);
  }

  @Test
  void bytesOfThePeerComeInOrderAndTheAnswersLeave() {
    wired.behaviour.reaction = bytes -> wired.connection.peer.write(bytes);
    wired.opened();
    assertThat(wired.receive("a")).isTrue();
    assertThat(wired.receive("bc")).isTrue();
    assertThat(wired.taken()).isEqualTo("abc");
    assertThat(wired.behaviour.told)
        .containsExactly(
            "opened",
            "after opened",
            "received a",
            "after received",
            "received bc",
            "after received");
    assertThat(wired.seen)
        .containsExactly("opened", "received 1", "sent 1", "received 2", "sent 2");
  }

  @Test
  void whatIsWrittenIsConsumed() {
    wired.opened();
    ByteBuffer bytes = bytes("hello");
    wired.act(() -> wired.connection.peer.write(bytes));
    assertThat(bytes.hasRemaining()).isFalse();
    wired.connection.cut();
    ByteBuffer late = bytes("hello");
    wired.connection.peer.write(late);
    assertThat(late.hasRemaining()).isFalse();
    assertThat(wired.taken()).isEqualTo("hello");
  }

  @Test
  void nothingIsReadWhileTheQueueIsFull() {
    wired.network.room = 0;
    wired.opened();
    wired.write(1024);
    wired.network.arrive(new byte[] {'a'});
    assertThat(wired.connection.readable()).isFalse();
    assertThat(wired.network.reads).isZero();
    wired.makeRoom(2000);
    assertThat(wired.network.calls).endsWith("resume");
    assertThat(wired.connection.readable()).isTrue();
    assertThat(wired.behaviour.told).contains("received a");
  }

  @Test
  void whatWaitsIsChargedToTheBudget() {
    wired.network.room = 0;
    wired.opened();
    wired.write(10_000);
    assertThat(wired.connections.memory().queued()).isBetween(10_000L, 12_000L);
    wired.makeRoom(10_000);
    assertThat(wired.connections.memory().used()).isZero();
  }

  @Test
  void whoExceedsTheBudgetIsCut() {
    wired.network.room = 0;
    wired.opened();
    wired.write(5 << 20);
    assertThat(wired.behaviour.told).endsWith("end: LOCAL");
    assertThat(wired.network.calls).endsWith("close");
    assertThat(wired.connections.memory().used()).isZero();
  }

  @Test
  void itIsReadyWhileLittleWaits() {
    wired.network.room = 0;
    wired.opened();
    wired.write(RawConnectionPeer.READY_BYTES - 1);
    assertThat(wired.connection.peer.ready()).isTrue();
    wired.write(1);
    assertThat(wired.connection.peer.ready()).isFalse();
    assertThat(wired.behaviour.told).doesNotContain("ready");
    wired.makeRoom(RawConnectionPeer.READY_BYTES);
    assertThat(wired.connection.peer.ready()).isTrue();
    assertThat(wired.behaviour.told).endsWith("after opened", "ready").containsOnlyOnce("ready");
  }

  @Test
  void onlyAFullQueueIsFollowedByReady() {
    wired.network.room = 0;
    wired.opened();
    wired.write(RawConnectionPeer.READY_BYTES - 1);
    wired.makeRoom(100_000);
    assertThat(wired.behaviour.told).doesNotContain("ready");
  }

  /** A network that takes everything is no reason to keep the thread for ever. */
  @Test
  void whoWritesWithoutAnEndGivesOthersTheirTurn() {
    wired.behaviour.opening = peer -> writeWhileReady();
    wired.behaviour.room = this::writeWhileReady;
    wired.opened();
    int first = wired.network.taken().length;
    assertThat(first).isEqualTo(2 * RawConnectionPeer.READY_BYTES);
    assertThat(wired.bulk).hasSize(1);
    wired.bulk.remove().run();
    assertThat(wired.network.taken().length).isEqualTo(first * 3 / 2);
    assertThat(wired.bulk).hasSize(1);
    wired.connection.cut();
    wired.bulk.remove().run();
    assertThat(wired.bulk).isEmpty();
    assertThat(wired.behaviour.told).endsWith("end: LOCAL");
  }

  private void writeWhileReady() {
    while (wired.connection.peer.ready()) {
      wired.connection.peer.write(ByteBuffer.allocate(1024));
    }
  }

  @Test
  void afterTheEndItIsNotReadySoThatALoopEnds() {
    wired.behaviour.opening =
        peer -> {
          peer.abort();
          writeWhileReady();
        };
    wired.opened();
    assertThat(wired.network.taken()).isEmpty();
    assertThat(wired.behaviour.told).containsExactly("opened", "after opened", "end: LOCAL");
  }

  @Test
  void nothingMayBeWrittenAfterTheEndOfTheOutput() {
    wired.opened();
    wired.act(() -> wired.connection.peer.endOutput());
    assertThat(wired.connection.peer.ready()).isFalse();
    assertThatThrownBy(() -> wired.connection.peer.write(bytes("hello")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("A behaviour wrote 5 bytes after it had ended its output.");
  }

  @Test
  void theServersCloseIsPassedOnOnce() {
    wired.behaviour.closing = status -> wired.connection.peer.write(bytes(status.reason()));
    wired.opened();
    wired.connection.close(new CloseStatus(1001, "away"));
    wired.connection.close(new CloseStatus(1001, "away"));
    assertThat(wired.behaviour.told).containsOnlyOnce("close 1001");
    assertThat(wired.taken()).isEqualTo("away");
  }

  @Test
  void itIsCountedUntilTheEnd() {
    wired.opened();
    assertThat(wired.connections.count()).isEqualTo(1);
    assertThat(wired.connection.address()).isEqualTo("192.0.2.1");
    wired.connection.cut();
    assertThat(wired.connections.count()).isZero();
  }

  @Test
  void duringAShutdownItIsOpenedAndClosed() {
    wired.connections.closeAll(Duration.ZERO);
    wired.opened();
    assertThat(wired.behaviour.told).isEqualTo(List.of("opened", "after opened", "close 1001"));
  }

  @Test
  void whoEndsAtTheOpeningIsNotCounted() {
    wired.behaviour.opening = peer -> peer.abort();
    wired.opened();
    assertThat(wired.connections.count()).isZero();
  }

  @Test
  void itsBuffersAreReturned() {
    wired.behaviour.reaction = bytes -> wired.connection.peer.write(bytes);
    wired.opened();
    wired.receive("hello");
    assertThat(wired.buffers.kept()).isEqualTo(2);
  }

  @Test
  void itsEventsDoNotRunOnThePollingThread() {
    assertThat(wired.connection.quick()).isFalse();
  }
}
