package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.wsbin.scenario.FakeTimer;

/** Two bytes every 20 ms. */
class DripWriterTest {
  private static final Duration INTERVAL = Duration.ofMillis(20);

  private final FakeTimer timer = new FakeTimer();
  private final FakeTransport network = new FakeTransport();
  private int due;
  private final DripWriter dripping =
      new DripWriter(2, INTERVAL, timer, Runnable::run, () -> due++);

  @Test
  void soManyBytesLeaveInOneWrite() throws IOException {
    ByteBuffer from = bytes("hello");
    assertThat(dripping.write(network, from)).as("all has left").isFalse();
    assertThat(written()).isEqualTo("he");
    assertThat(from.remaining()).isEqualTo(3);
  }

  @Test
  void theNextLeaveAfterTheInterval() throws IOException {
    ByteBuffer from = bytes("hello");
    dripping.write(network, from);
    timer.advance(INTERVAL.minusNanos(1));
    assertThat(dripping.write(network, from)).isFalse();
    assertThat(written()).isEqualTo("he");
    timer.advance(Duration.ofNanos(1));
    assertThat(dripping.write(network, from)).isFalse();
    timer.advance(INTERVAL);
    assertThat(dripping.write(network, from)).as("all has left").isTrue();
    assertThat(written()).isEqualTo("hello");
    assertThat(network.writes).containsExactly(2, 2, 1);
  }

  @Test
  void theIntervalCountsBetweenBuffersToo() throws IOException {
    assertThat(dripping.write(network, bytes("a"))).isTrue();
    ByteBuffer next = bytes("b");
    assertThat(dripping.write(network, next)).isFalse();
    timer.advance(INTERVAL);
    assertThat(dripping.write(network, next)).isTrue();
    assertThat(written()).isEqualTo("ab");
  }

  @Test
  void itRestsWhileItIsNotDueAndNotWhileThePeerDoesNotRead() throws IOException {
    ByteBuffer from = bytes("hello");
    dripping.write(network, from);
    assertThat(dripping.resting()).isTrue();
    dripping.write(network, from);
    assertThat(dripping.resting()).isTrue();

    network.room = 1;
    timer.advance(INTERVAL);
    assertThat(dripping.write(network, from)).isFalse();
    assertThat(dripping.resting()).isFalse();
    assertThat(from.remaining()).isEqualTo(2);
  }

  @Test
  void itSaysOnceWhenTheNextWriteIsDue() throws IOException {
    dripping.write(network, bytes("hello"));
    long before = timer.scheduled();
    dripping.whenDue();
    dripping.whenDue();
    timer.advance(Duration.ofMillis(10));
    dripping.whenDue();
    assertThat(timer.scheduled() - before).isEqualTo(1);
    assertThat(timer.pending()).isEqualTo(1);

    timer.advance(Duration.ofMillis(10));
    assertThat(due).isEqualTo(1);
    dripping.whenDue();
    assertThat(timer.pending()).isEqualTo(1);
  }

  @Test
  void theEndCallsItOff() throws IOException {
    dripping.write(network, bytes("hello"));
    dripping.whenDue();
    dripping.close();
    assertThat(timer.pending()).isZero();
    timer.advance(INTERVAL);
    assertThat(due).isZero();
  }

  private String written() {
    return new String(network.taken(), US_ASCII);
  }

  private static ByteBuffer bytes(String ascii) {
    return ByteBuffer.wrap(ascii.getBytes(US_ASCII));
  }
}
