package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.wire.ClientBytes.compressed;
import static org.wsbin.wire.ClientBytes.noise;
import static org.wsbin.wire.ClientBytes.text;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.MessageKind;

/** A {@link WireConnection} with permessage-deflate on a thread that other connections need. */
class WireConnectionShortTurnsTest {
  private static final int MIB = 1024 * 1024;

  @Test
  void aSmallMessageIsAnsweredAtOnce() {
    Wired wired = Wired.deflatingEcho();
    assertThat(receiveShortly(wired, compressed(new byte[10_000]), text("plain"))).isTrue();
    assertThat(received(wired)).containsExactly(new byte[10_000], "plain".getBytes(UTF_8));
    assertThat(wired.bulk).isEmpty();
  }

  @Test
  void manySmallOnesDoNotExceedIt() {
    Wired wired = Wired.deflatingEcho();
    for (int i = 0; i < 100; i++) {
      assertThat(receiveShortly(wired, compressed(new byte[10_000]))).isTrue();
    }
    assertThat(wired.bulk).isEmpty();
    assertThat(received(wired)).hasSize(100);
  }

  @Test
  void ofALargeOneOnlyAPieceIsInflated() {
    Wired wired = new Wired(Optional.of(Wired.DEFLATE)).opened();
    assertThat(receiveShortly(wired, compressed(new byte[10 * MIB]))).isFalse();
    assertThat(wired.behaviour.bytes)
        .as("a slice of 1 KiB becomes a mebibyte at most")
        .isBetween((long) ShortTurns.MOST_BYTES, 2L * MIB);

    wired.bulk.remove().run();
    assertThat(wired.behaviour.bytes).isEqualTo(10L * MIB);
    assertThat(wired.network.calls).containsOnlyOnce("resume");
  }

  @Test
  void afterThatAnotherThreadDoesAllTheReading() {
    Wired wired = new Wired(Optional.of(Wired.DEFLATE)).opened();
    receiveShortly(wired, compressed(new byte[10 * MIB]));
    wired.bulk.remove().run();
    int reads = wired.network.reads;
    assertThat(receiveShortly(wired, compressed(new byte[MIB]))).isFalse();
    assertThat(wired.network.reads).as("the bytes stay with the network").isEqualTo(reads);
    assertThat(wired.behaviour.bytes).isEqualTo(10L * MIB);

    wired.bulk.remove().run();
    assertThat(wired.behaviour.bytes).isEqualTo(11L * MIB);
    assertThat(wired.network.calls.stream().filter("resume"::equals)).hasSize(2);
  }

  @Test
  void whatIsDeflatedCountsToo() {
    Wired wired = new Wired(Optional.of(Wired.DEFLATE)).opened();
    wired.behaviour.reaction =
        (peer, kind, slice, last) ->
            peer.send(MessageKind.BINARY, ByteBuffer.wrap(noise(ShortTurns.MOST_BYTES + 1)), true);
    receiveShortly(wired, compressed(new byte[10]));
    int reads = wired.network.reads;
    receiveShortly(wired, compressed(new byte[10]));
    assertThat(wired.network.reads).isEqualTo(reads);
    assertThat(wired.bulk).isNotEmpty();
  }

  @Test
  void itDoesNotWaitForAThreadInside() throws InterruptedException {
    Wired wired = Wired.deflatingEcho();
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
    busy.start();
    assertThat(await(inside)).isTrue();
    assertThat(receiveShortly(wired, text("later"))).isFalse();
    assertThat(wired.network.reads).isZero();
    mayLeave.countDown();
    busy.join();
    wired.bulk.remove().run();
    assertThat(received(wired)).containsExactly("later".getBytes(UTF_8));
    assertThat(wired.network.calls).containsExactly("resume");
  }

  @Test
  void roomIsUsedByAnotherThread() {
    Wired wired = Wired.deflatingEcho();
    wired.network.room = 0;
    receiveShortly(wired, compressed(noise(500)));
    int writes = wired.network.writes.size();
    wired.network.room = Long.MAX_VALUE;
    wired.connection.writableShortly();
    assertThat(wired.network.writes).hasSize(writes);
    wired.bulk.remove().run();
    assertThat(received(wired)).containsExactly(noise(500));
  }

  @Test
  void withoutCompressionNothingIsLeftToOthers() {
    Wired wired = Wired.echo();
    assertThat(receiveShortly(wired, text("now"))).isTrue();
    assertThat(wired.network.frames()).containsExactly("TEXT now");
    assertThat(wired.bulk).isEmpty();
  }

  private static boolean receiveShortly(Wired wired, byte[]... parts) {
    wired.network.arrive(ClientBytes.joined(parts));
    return wired.connection.readableShortly();
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
