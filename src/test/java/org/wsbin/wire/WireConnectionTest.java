package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.wire.ClientBytes.binary;
import static org.wsbin.wire.ClientBytes.close;
import static org.wsbin.wire.ClientBytes.frame;
import static org.wsbin.wire.ClientBytes.joined;
import static org.wsbin.wire.ClientBytes.ping;
import static org.wsbin.wire.ClientBytes.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;

/** What comes in and goes out of a {@link WireConnection}, and what happens if it is held up. */
class WireConnectionTest {
  /** More than the queue of 1 KiB; a frame of 1104 bytes. */
  private static final String MUCH = "m".repeat(1100);

  @Test
  void theAnswersToAllFramesOfOneReadLeaveInOneWrite() {
    Wired wired = Wired.echo();
    assertThat(wired.receive(text("one"), ping("p"), text("two"))).isTrue();
    assertThat(wired.network.frames()).containsExactly("TEXT one", "PONG p", "TEXT two");
    assertThat(wired.network.writes).hasSize(1);
    assertThat(wired.network.calls).isEmpty();
  }

  @Test
  void oneCallReadsOnceSoThatOthersHaveTheirTurn() {
    Wired wired = Wired.echo();
    wired.network.arrive(text("one"));
    wired.network.arrive(text("two"));
    assertThat(wired.connection.readable()).isTrue();
    assertThat(wired.network.reads).isEqualTo(1);
    assertThat(wired.network.frames()).containsExactly("TEXT one");
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: a frame may come in any split")
  void framesInAnySplit() {
    Wired wired = Wired.echo();
    for (byte octet : text("hello")) {
      assertThat(wired.receive(new byte[] {octet})).isTrue();
    }
    assertThat(wired.behaviour.told).containsExactly("opened", "hello");
    assertThat(wired.network.frames()).containsExactly("TEXT hello");
  }

  @Test
  void whatIsLargerThanABufferComesBackWhole() {
    Wired wired = Wired.echo();
    wired.network.arrive(binary(3 * BufferPool.BYTES + 300));
    for (int i = 0; i < 4; i++) {
      assertThat(wired.connection.readable()).isTrue();
    }
    // how much each read finds room for: the header of 14 bytes is the first one's
    assertThat(wired.network.frames())
        .containsExactly(
            "BINARY " + (BufferPool.BYTES - 14) + " bytes…",
            "CONTINUATION " + BufferPool.BYTES + " bytes…",
            "CONTINUATION " + BufferPool.BYTES + " bytes…",
            "CONTINUATION 314 bytes");
  }

  @Test
  void whatOtherThreadsSendLeavesAtOnce() {
    Wired wired = Wired.open();
    wired.send("pushed");
    wired.connection.peer.send(MessageKind.TEXT, ByteBuffer.wrap("hel".getBytes(US_ASCII)), false);
    wired.connection.peer.send(MessageKind.TEXT, ByteBuffer.wrap("lo".getBytes(US_ASCII)), true);
    assertThat(wired.network.frames())
        .containsExactly("TEXT pushed", "TEXT hel…", "CONTINUATION lo");
    assertThat(wired.network.writes).hasSize(3);
  }

  @Test
  void theHeadAndWhatTheBehaviourSendsAtOnceLeaveInOneWrite() {
    Wired wired = new Wired(Optional.empty());
    wired.connection.openWith(ByteBuffer.wrap("HTTP/1.1 101 \r\n\r\n".getBytes(US_ASCII)));
    wired.behaviour.opening = () -> wired.send("hello");
    wired.opened();
    assertThat(new String(wired.network.taken(), US_ASCII))
        .startsWith("HTTP/1.1 101 \r\n\r\n")
        .endsWith("hello");
    assertThat(wired.network.writes).hasSize(1);
  }

  @Test
  void readingStopsWhileTheQueueIsFullAndGoesOnAfterwards() {
    Wired wired = Wired.echo();
    wired.network.room = 3;
    assertThat(wired.receive(text(MUCH))).isFalse();
    assertThat(wired.network.calls).containsExactly("whenWritable 1101 bytes");

    assertThat(wired.receive(text("next"))).isFalse();
    assertThat(wired.network.reads).as("it is not read from").isEqualTo(1);

    wired.makeRoom(2000);
    assertThat(wired.network.calls).containsExactly("whenWritable 1101 bytes", "resume");
    assertThat(wired.connection.readable()).isTrue();
    assertThat(wired.network.frames()).containsExactly("TEXT 1100 bytes", "TEXT next");
  }

  @Test
  void whileTheQueueHasRoomReadingGoesOn() {
    Wired wired = Wired.echo();
    wired.network.room = 0;
    assertThat(wired.receive(text("hello"))).isTrue();
    assertThat(wired.receive(text("next"))).isTrue();
    assertThat(wired.connections.memory().used()).as("with their buffers").isBetween(13L, 4096L);
    wired.makeRoom(100);
    assertThat(wired.network.frames()).containsExactly("TEXT hello", "TEXT next");
    assertThat(wired.connections.memory().used()).isZero();
  }

  @Test
  void aQueueThatIsFullIsGivenBackWhenThePeerIsGone() {
    Wired wired = Wired.echo();
    wired.network.room = 0;
    wired.receive(text("hello"));
    assertThat(wired.connections.memory().used()).isBetween(7L, 2048L);
    wired.connection.lost();
    assertThat(wired.connections.memory().used()).isZero();
  }

  @Test
  void whileTheBudgetIsSpentAPeerThatDoesNotReadIsCut() {
    Wired wired = Wired.echo();
    wired.network.room = 0;
    wired.receive(text("hello"));
    wired.connections.memory().chargeAnyway(wired.connections.memory().left());
    assertThat(wired.receive(text("hello"))).as("a short queue is harmless").isTrue();
    wired.receive(text(MUCH));
    assertThat(wired.network.calls).endsWith("close");
    assertThat(wired.behaviour.seen).endsWith("end: LOCAL");
  }

  @Test
  void partOfAFrameIsChargedUntilTheRestArrives() {
    Wired wired = Wired.echo();
    byte[] frame = text(MUCH);
    wired.receive(Arrays.copyOf(frame, 600));
    assertThat(wired.connections.memory().used()).isBetween(500L, 600L);
    wired.receive(Arrays.copyOfRange(frame, 600, frame.length));
    assertThat(wired.connections.memory().used()).isZero();
    assertThat(wired.network.frames()).containsExactly("TEXT 1100 bytes");
  }

  @Test
  void partOfAFrameThatTheBudgetHasNoRoomForClosesWith1013() {
    Wired wired = Wired.echo();
    wired.connections.memory().chargeAnyway(wired.connections.memory().left());
    wired.receive(Arrays.copyOf(text(MUCH), 600));
    assertThat(wired.network.frames()).containsExactly("CLOSE 1013 The server has spent --memory.");
  }

  @Test
  void aPeerThatLeavesWhileDataWaitsForItIsNoticed() {
    Wired wired = Wired.echo();
    wired.network.room = 0;
    wired.receive(text("hello"));
    wired.network.endInput();
    wired.connection.readable();
    assertThat(wired.network.calls).endsWith("close");
    assertThat(wired.behaviour.seen).endsWith("end: FIN");
  }

  @Test
  void aPeerThatHasClosedGetsWhatWaitsForItBeforeTcpEnds() {
    Wired wired = Wired.echo();
    wired.network.room = 0;
    wired.receive(text("hello"), close(1000, ""));
    wired.network.endInput();
    assertThat(wired.connection.readable()).isFalse();
    assertThat(wired.network.calls).doesNotContain("close");
    wired.makeRoom(100);
    assertThat(wired.network.frames()).containsExactly("TEXT hello", "CLOSE 1000 ");
    assertThat(wired.network.calls).endsWith("close");
  }

  @Test
  void readingDoesNotGoOnBeforeTheQueueIsShorter() {
    Wired wired = Wired.echo();
    wired.network.room = 0;
    assertThat(wired.receive(text(MUCH))).isFalse();
    wired.makeRoom(3);
    assertThat(wired.network.calls)
        .containsExactly("whenWritable 1104 bytes", "whenWritable 1101 bytes");
    wired.makeRoom(1101);
    assertThat(wired.network.calls).endsWith("resume").hasSize(3);
  }

  @Test
  void readingIsNotResumedIfItDidNotStop() {
    Wired wired = Wired.echo();
    assertThat(wired.receive(text("read"))).isTrue();
    wired.network.room = 0;
    wired.send("pushed");
    wired.makeRoom(100);
    assertThat(wired.network.frames()).containsExactly("TEXT read", "TEXT pushed");
    assertThat(wired.network.calls).containsExactly("whenWritable 8 bytes");
  }

  @Test
  void readingThatMetAFullQueueIsResumedOnce() {
    Wired wired = Wired.echo();
    wired.network.room = 0;
    wired.send(MUCH);
    assertThat(wired.receive(text("hello"))).isFalse();
    wired.makeRoom(1104);
    assertThat(wired.network.calls).containsExactly("whenWritable 1104 bytes", "resume");
    assertThat(wired.connection.readable()).isTrue();
    wired.makeRoom(7);
    wired.network.room = 0;
    wired.send(MUCH);
    wired.makeRoom(2000);
    assertThat(wired.network.calls.stream().filter("resume"::equals)).hasSize(1);
    assertThat(wired.network.frames())
        .containsExactly("TEXT 1100 bytes", "TEXT hello", "TEXT 1100 bytes");
  }

  @Test
  void whatIsSentMeanwhileWaitsInItsOrder() {
    Wired wired = Wired.open();
    wired.network.room = 1;
    IntStream.range(0, 20).forEach(i -> wired.send("number " + i));
    assertThat(wired.network.calls).containsExactly("whenWritable 9 bytes");
    while (wired.network.frames().size() < 20) {
      wired.makeRoom(7);
    }
    assertThat(wired.network.frames())
        .isEqualTo(IntStream.range(0, 20).mapToObj(i -> "TEXT number " + i).toList());
    assertThat(wired.network.calls).doesNotContain("close");
  }

  @Test
  void thePeerIsReadyUntilItsQueueIsFull() {
    Wired wired = Wired.open();
    wired.network.room = 0;
    wired.send(1000);
    assertThat(wired.connection.peer.ready()).isTrue();
    wired.send(30);
    assertThat(wired.connection.peer.ready()).isFalse();
    wired.makeRoom(2000);
    assertThat(wired.connection.peer.ready()).isTrue();
  }

  @Test
  void aPeerThatTakesNothingIsCutAfterTheSendTimeout() {
    Wired wired = Wired.open();
    wired.network.room = 0;
    wired.send("hello");
    wired.passes(Duration.ofSeconds(10));
    assertThat(wired.network.calls).doesNotContain("close");
    wired.passes(Duration.ofMillis(200));
    assertThat(wired.network.calls).endsWith("close");
    assertThat(wired.behaviour.told).containsExactly("opened", "closed");
    assertThat(wired.connections.count()).isZero();
  }

  @Test
  void aPeerThatTakesPiecesIsNotCut() {
    Wired wired = Wired.open();
    wired.network.room = 0;
    IntStream.range(0, 4).forEach(i -> wired.send("hello"));
    for (int i = 0; i < 3; i++) {
      wired.passes(Duration.ofSeconds(9));
      wired.makeRoom(7);
    }
    assertThat(wired.network.calls).doesNotContain("close");
    assertThat(wired.network.frames()).hasSize(3);
  }

  @Test
  void theEndOfTcpEndsIt() {
    Wired wired = Wired.echo();
    wired.network.arrive(text("last words"));
    wired.network.endInput();
    assertThat(wired.connection.readable()).isTrue();
    assertThat(wired.connection.readable()).isFalse();
    assertThat(wired.network.frames()).containsExactly("TEXT last words");
    assertThat(wired.network.calls).containsExactly("close");
    assertThat(wired.behaviour.told).containsExactly("opened", "last words", "closed");
    assertThat(wired.behaviour.seen).containsExactly("end: FIN");
  }

  @Test
  void aNetworkThatFailsToReadEndsIt() {
    Wired wired = Wired.open();
    wired.network.fault = Optional.of(new IOException("on purpose"));
    assertThat(wired.connection.readable()).isFalse();
    assertEnded(wired);
  }

  @Test
  void aNetworkThatFailsToWriteEndsIt() {
    Wired wired = Wired.open();
    wired.network.fault = Optional.of(new IOException("on purpose"));
    wired.send("hello");
    assertEnded(wired);
  }

  @Test
  void aNetworkThatFailsToWriteInTheMiddleOfARead() {
    Wired wired = Wired.echo();
    byte[] frames = joined(text("one"), text("two"));
    wired.behaviour.reaction =
        (peer, kind, slice, last) -> {
          wired.network.fault = Optional.of(new IOException("on purpose"));
          peer.send(MessageKind.BINARY, ByteBuffer.allocate(2 * BufferPool.BYTES), true);
        };
    assertThat(wired.receive(frames)).isFalse();
    assertThat(wired.behaviour.told).containsExactly("opened", "one", "closed");
    assertThat(wired.network.calls).containsExactly("close");
  }

  @Test
  void aConnectionThatTheContainerHasEndedIsFoundOut() {
    Wired wired = Wired.open();
    wired.network.open = false;
    wired.passes(Duration.ofMillis(100));
    assertThat(wired.behaviour.told).containsExactly("opened", "closed");
    assertThat(wired.connections.count()).isZero();
  }

  @Test
  void anIdleConnectionIsNotCheckedOften() {
    Wired wired = Wired.echo();
    assertThat(wired.connection.sweep()).as("idle").isFalse();
    wired.receive(frame(false, Opcode.TEXT, new byte[1]));
    assertThat(wired.connection.sweep()).as("inside a message").isTrue();
    wired.receive(frame(true, Opcode.CONTINUATION, new byte[1]));
    assertThat(wired.connection.sweep()).as("after the message").isFalse();
    wired.network.room = 0;
    wired.send("waiting");
    assertThat(wired.connection.sweep()).as("while data waits").isTrue();
    wired.makeRoom(1000);
    assertThat(wired.connection.sweep()).as("after it has left").isFalse();
    wired.connection.stall(true);
    assertThat(wired.connection.sweep()).as("while it does not read").isTrue();
    wired.connection.stall(false);
    assertThat(wired.connection.sweep()).as("while it reads").isFalse();
    wired.connection.peer.endAfter(Duration.ofMinutes(1));
    assertThat(wired.connection.sweep()).as("with an end").isTrue();
    Wired closing = Wired.echo();
    closing.connection.close(new CloseStatus(1001, ""));
    assertThat(closing.connection.sweep()).as("while it closes").isTrue();
  }

  @Test
  void anIdleConnectionIsCheckedSoonWhenItsEndIsSetOrItCloses() {
    Wired ending = Wired.echo();
    ending.passes(Duration.ofSeconds(5));
    ending.connection.peer.endAfter(Duration.ofMillis(300));
    ending.passes(Duration.ofMillis(300));
    assertThat(ending.connection.closed()).isFalse();
    ending.passes(Duration.ofMillis(100));
    assertThat(ending.connection.closed()).isTrue();
    Wired closing = Wired.echo();
    closing.passes(Duration.ofSeconds(5));
    closing.connection.close(new CloseStatus(1001, ""));
    closing.passes(Duration.ofSeconds(5));
    assertThat(closing.connection.closed()).isFalse();
    closing.passes(Duration.ofMillis(100));
    assertThat(closing.connection.closed()).isTrue();
  }

  @Test
  void afterTheEndNothingIsCalledAnyMore() {
    Wired wired = Wired.echo();
    wired.connection.lost();
    wired.connection.lost();
    assertThat(wired.receive(text("too late"))).isFalse();
    wired.connection.writable();
    wired.send("too late");
    wired.connection.peer.raw(ByteBuffer.allocate(1));
    wired.connection.sweep();
    wired.connection.drop();
    assertThat(wired.behaviour.told).containsExactly("opened", "closed");
    assertThat(wired.network.calls).isEmpty();
    assertThat(wired.network.reads).isZero();
    assertThat(wired.network.writes).isEmpty();
    assertThat(wired.connection.peer.ready()).as("nobody has to wait for room").isTrue();
  }

  @Test
  void aBehaviourIsNotCalledIfTheConnectionIsLostBeforeItOpens() {
    Wired wired = new Wired(Optional.empty());
    wired.connection.lost();
    wired.opened();
    assertThat(wired.behaviour.told).isEmpty();
    assertThat(wired.connections.count()).isZero();
    assertThat(wired.network.writes).isEmpty();
  }

  @Test
  void droppingComesAfterWhatWasSent() {
    Wired wired = Wired.open();
    wired.behaviour.reaction =
        (peer, kind, slice, last) -> {
          peer.send(kind, slice, last);
          wired.connection.drop();
        };
    assertThat(wired.receive(text("hello"), text("ignored"))).isFalse();
    assertThat(wired.network.frames()).containsExactly("TEXT hello");
    assertThat(wired.network.calls).containsExactly("close");
    assertThat(wired.behaviour.told).containsExactly("opened", "hello", "closed");
  }

  @Test
  void anIdleOneHoldsNoBuffer() {
    Wired wired = Wired.echo();
    ByteBuffer[] some = {wired.buffers.take(), wired.buffers.take(), wired.buffers.take()};
    Arrays.stream(some).forEach(wired.buffers::give);
    List<Runnable> events =
        List.of(
            () -> wired.receive(text("one"), ping("two")),
            () -> wired.receive(binary(3 * BufferPool.BYTES)),
            () -> wired.connection.readable(),
            () -> wired.send(3 * BufferPool.BYTES),
            () -> wired.network.room = 5,
            () -> wired.send(3 * BufferPool.BYTES),
            () -> wired.send("waiting"),
            () -> wired.makeRoom(70_000),
            () -> wired.makeRoom(1_000_000),
            () -> wired.receive(frame(false, Opcode.TEXT, new byte[10])),
            () -> wired.connection.sweep(),
            () -> wired.network.fault = Optional.of(new IOException("on purpose")),
            () -> wired.receive(text("failing")));
    for (int i = 0; i < events.size(); i++) {
      events.get(i).run();
      assertThat(wired.buffers.kept()).as("after event %d", i).isEqualTo(some.length);
    }
    assertThat(
            IntStream.range(0, some.length)
                .mapToObj(i -> System.identityHashCode(wired.buffers.take()))
                .collect(Collectors.toSet()))
        .as("none is given back twice")
        .hasSize(some.length);
  }

  private static void assertEnded(Wired wired) {
    assertThat(wired.network.calls).containsExactly("close");
    assertThat(wired.behaviour.told).containsExactly("opened", "closed");
    assertThat(wired.connections.count()).isZero();
  }
}
