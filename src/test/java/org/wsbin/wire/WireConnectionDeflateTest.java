package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.wire.ClientBytes.compressed;
import static org.wsbin.wire.ClientBytes.noise;
import static org.wsbin.wire.ClientBytes.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsbin.CapturedLog;
import org.wsbin.protocol.CloseStatus;

/** A {@link WireConnection} that has agreed on compression, with a send queue of 1 KiB. */
class WireConnectionDeflateTest {
  private static final int MIB = 1024 * 1024;

  @Test
  void onlyOneWithoutCompressionIsQuick() {
    assertThat(Wired.echo().connection.quick()).isTrue();
    assertThat(Wired.deflatingEcho().connection.quick()).isFalse();
  }

  @Test
  @DisplayName("RFC 7692 section 6: what comes compressed goes back compressed")
  void anEchoIsCompressed() {
    Wired wired = Wired.deflatingEcho();
    assertThat(wired.receive(compressed(new byte[10_000]), text("plain"))).isTrue();
    assertThat(wired.network.frames()).hasSize(2).allMatch(frame -> frame.startsWith("RSV1"));
    assertThat(received(wired)).containsExactly(new byte[10_000], "plain".getBytes(UTF_8));
  }

  @Test
  void contextsAreChargedWhileAMessageIsUnfinished() {
    Wired wired = Wired.deflatingEcho();
    byte[] whole = compressed(noise(70_000));
    wired.receive(Arrays.copyOf(whole, 1000));
    assertThat(wired.connections.memory().used()).isGreaterThanOrEqualTo(HeldMemory.CONTEXTS);
    wired.receive(Arrays.copyOfRange(whole, 1000, whole.length));
    wired.runBulk();
    wired.connection.readable();
    wired.runBulk();
    assertThat(wired.connections.memory().used()).isZero();
    wired.receive(Arrays.copyOf(whole, 1000));
    wired.connection.lost();
    assertThat(wired.connections.memory().used()).isZero();
  }

  @Test
  void whatWasReadAndNotHandledIsChargedToo() {
    Wired wired = new Wired(Optional.of(Wired.DEFLATE)).opened();
    stallOnce(wired);
    byte[] first = compressed(noise(10_000));
    assertThat(wired.receive(first, compressed(noise(50_000)))).isFalse();
    assertThat(wired.connections.memory().used()).isGreaterThan(50_000);
    wired.passes(Duration.ofSeconds(1));
    wired.runBulk();
    assertThat(wired.behaviour.bytes).isEqualTo(60_000);
    assertThat(wired.connections.memory().used()).isZero();
  }

  @Test
  void contextsThatTheBudgetHasNoRoomForCloseWith1013() {
    Wired wired = Wired.deflatingEcho();
    wired.connections.memory().chargeAnyway(wired.connections.memory().left());
    wired.receive(Arrays.copyOf(compressed(noise(70_000)), 1000));
    assertThat(wired.network.frames())
        .last()
        .isEqualTo("CLOSE 1013 The server has spent --memory.");
  }

  @Test
  void aQueueThatIsSmallerThanABufferOnlyMeansMoreWrites() {
    Wired wired = Wired.deflatingEcho();
    byte[] message = noise(60_000);
    wired.receive(compressed(message), compressed(message));
    wired.runBulk();
    wired.connection.readable();
    wired.runBulk();
    assertThat(received(wired)).containsExactly(message, message);
    assertThat(wired.network.writes).hasSizeGreaterThan(1);
    assertThat(wired.network.calls).containsOnly("resume");
  }

  @Test
  void inputPausesWhileTheQueueIsFullAndContinuesAtTheSamePlace() {
    Wired wired = Wired.deflatingEcho();
    byte[] frame = compressed(new byte[10 * MIB]);
    assertThat(frame.length).isLessThan(BufferPool.BYTES);
    wired.behaviour.reaction =
        (peer, kind, slice, last) ->
            peer.send(kind, ByteBuffer.wrap(noise(slice.remaining())), last);
    wired.network.room = 0;

    assertThat(wired.receive(frame)).isFalse();
    wired.runBulk();
    long first = wired.behaviour.bytes;
    assertThat(first).as("a slice of 1 KiB becomes a mebibyte at most").isBetween(1L, 2L * MIB);
    assertThat(wired.connection.readable()).isFalse();
    assertThat(wired.network.reads).isEqualTo(1);

    wired.makeRoom(1000);
    assertThat(wired.inflating).isEmpty();
    assertThat(wired.behaviour.bytes).isEqualTo(first);
    assertThat(wired.network.calls).doesNotContain("resume");
    for (int i = 0; i < 100 && wired.behaviour.bytes < 10L * MIB; i++) {
      wired.makeRoom(MIB);
      wired.runBulk();
    }
    wired.makeRoom(Long.MAX_VALUE);
    assertThat(wired.behaviour.bytes).isEqualTo(10L * MIB);
    assertThat(received(wired)).hasSize(1).first().extracting(m -> m.length).isEqualTo(10 * MIB);
    assertThat(wired.network.calls.stream().filter("resume"::equals)).hasSize(1);
  }

  @Test
  void theTimerLeavesTheRestOfAMessageToAThreadThatHasTime() {
    Wired wired = new Wired(Optional.of(Wired.DEFLATE)).opened();
    stallOnce(wired);
    assertThat(wired.receive(compressed(new byte[10 * MIB]))).isFalse();
    wired.runBulk(); // until it stalls
    long first = wired.behaviour.bytes;
    assertThat(first).isLessThan(2L * MIB);

    wired.passes(Duration.ofSeconds(1));
    wired.passes(Duration.ofSeconds(1));
    assertThat(wired.behaviour.bytes).as("the timer inflates nothing").isEqualTo(first);
    assertThat(wired.network.calls).doesNotContain("resume");
    assertThat(wired.inflating).as("two looks of the timer, one task").hasSize(1);

    wired.runBulk();
    assertThat(wired.behaviour.bytes).isEqualTo(10L * MIB);
    assertThat(wired.network.calls).containsOnlyOnce("resume");
  }

  @Test
  void onlyThatThreadTakesTheRest() {
    Wired wired = new Wired(Optional.of(Wired.DEFLATE)).opened();
    stallOnce(wired);
    assertThat(wired.receive(compressed(new byte[10 * MIB]))).isFalse();
    wired.runBulk(); // until it stalls
    wired.passes(Duration.ofSeconds(1));
    long before = wired.connection.receiver.inflatingCost();
    wired.connection.gate.enter(() -> {}); // by a thread that has time, as that of a publisher
    assertThat(wired.connection.receiver.inflatingCost()).isEqualTo(before);
    wired.runBulk();
    assertThat(wired.behaviour.bytes).isEqualTo(10L * MIB);

    stallOnce(wired);
    assertThat(wired.receive(compressed(new byte[10 * MIB]))).isFalse();
    wired.runBulk(); // until it stalls
    wired.passes(Duration.ofSeconds(1));
    assertThat(wired.inflating).hasSize(1);
    wired.runBulk();
    assertThat(wired.behaviour.bytes).isEqualTo(20L * MIB);
  }

  /** The next slice stops reading; the timer resumes it. */
  private static void stallOnce(Wired wired) {
    wired.behaviour.reaction =
        (peer, kind, slice, last) -> {
          wired.behaviour.reaction = (p, k, s, l) -> {};
          wired.remote().stall(true);
          wired.timer.after(
              Duration.ofMillis(500), () -> peer.execute(() -> wired.remote().stall(false)));
        };
  }

  @Test
  void waitingEntriesAreDroppedAfterAFailure() {
    Wired wired = Wired.deflatingEcho();
    wired.network.room = 0;
    assertThat(wired.receive(compressed(noise(50_000)), compressed(noise(10_000)))).isFalse();
    long before = wired.behaviour.bytes;
    IllegalStateException failure = new IllegalStateException("on purpose");
    try (CapturedLog log = CapturedLog.of(WireConnection.class)) {
      wired.connection.fail(failure);
      assertThat(log.thrown()).containsExactly(failure);
    }
    wired.makeRoom(MIB);
    assertThat(wired.behaviour.bytes).isEqualTo(before);
    assertThat(wired.network.frames()).last().isEqualTo("CLOSE 1011 internal error");
    assertThat(wired.connection.readable()).as("it reads on, to drop what comes").isTrue();
  }

  @Test
  void aNetworkThatFailsWhileAMessageIsInflatedEndsItQuietly() {
    Wired wired = Wired.deflatingEcho();
    wired.behaviour.reaction =
        (peer, kind, slice, last) -> {
          wired.network.fault = Optional.of(new IOException("on purpose"));
          peer.send(kind, ByteBuffer.wrap(noise(3 * BufferPool.BYTES)), last);
          wired.behaviour.told.add("sent");
        };
    try (CapturedLog log = CapturedLog.of(WireConnection.class)) {
      assertThat(wired.receive(compressed(new byte[MIB]))).isFalse();
      wired.runBulk();
      assertThat(log.thrown()).isEmpty();
    }
    assertThat(wired.behaviour.told).containsExactly("opened", "closed", "sent");
    assertThat(wired.network.calls).containsExactly("close");
  }

  @Test
  void aMessageMayEndTheConnectionWhileItIsInflated() {
    Wired wired = Wired.deflatingEcho();
    wired.behaviour.reaction =
        (peer, kind, slice, last) -> {
          wired.behaviour.told.add("slice");
          peer.close(new CloseStatus(1000, "enough"));
        };
    assertThat(wired.receive(compressed(new byte[MIB]))).isFalse();
    wired.runBulk();
    assertThat(wired.network.calls).containsExactly("resume");
    assertThat(wired.behaviour.told).containsExactly("opened", "slice");
    assertThat(wired.network.frames()).containsExactly("CLOSE 1000 enough");
  }

  private static List<byte[]> received(Wired wired) {
    return ServerMessages.of(wired.network.taken(), Optional.of(Wired.DEFLATE));
  }
}
