package org.wsbin.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.KeepAlive.Due;
import org.wsbin.scenario.FakeTimer;

/** Sends may take 10 s, closes 5 s, pings are 20 s apart and their pongs may take 15 s. */
class DeadlinesTest {
  private final FakeTimer timer = new FakeTimer();
  private final FakeTransport network = new FakeTransport();
  private final FrameOutput out =
      new FrameOutput(
          network,
          BufferPool.heap(),
          new HeldMemory(new MemoryBudget(1 << 20), Wired.limits(), Optional.empty()),
          timer::nanos);
  private final Deadlines deadlines = new Deadlines(Wired.limits(), Optional.empty(), timer::nanos);

  @Test
  void anOpenConnectionMayLastForEver() {
    timer.advance(Duration.ofDays(1000));
    assertThat(deadlines.over(out, false)).isEmpty();
  }

  @Test
  void ourCloseMayBeAnsweredWithinTheCloseTimeout() {
    timer.advance(Duration.ofDays(1));
    deadlines.closing();
    timer.advance(Duration.ofSeconds(5));
    assertThat(deadlines.over(out, true)).isEmpty();
    timer.advance(Duration.ofNanos(1));
    assertThat(deadlines.over(out, true)).contains(EndOfStream.TIMEOUT);
    assertThat(deadlines.over(out, false)).as("no close was sent").isEmpty();
  }

  @Test
  void whileTheNetworkIsFullTheSendTimeoutCountsAndNotTheCloseTimeout() throws IOException {
    deadlines.closing();
    block();
    timer.advance(Duration.ofSeconds(10));
    assertThat(deadlines.over(out, true)).isEmpty();
    timer.advance(Duration.ofNanos(1));
    assertThat(deadlines.over(out, true)).contains(EndOfStream.SEND_TIMEOUT);
    assertThat(deadlines.over(out, false)).contains(EndOfStream.SEND_TIMEOUT);
  }

  @Test
  void aTimeOfItsOwnCountsEvenWhileTheNetworkIsFull() throws IOException {
    deadlines.endAfter(Duration.ofSeconds(3).toNanos());
    block();
    timer.advance(Duration.ofSeconds(3));
    assertThat(deadlines.over(out, false)).isEmpty();
    timer.advance(Duration.ofNanos(1));
    assertThat(deadlines.over(out, false)).contains(EndOfStream.TIMEOUT);
  }

  @Test
  void aTimeOfItsOwnTakesThePlaceOfTheCloseTimeout() {
    deadlines.closing();
    deadlines.endAfter(Duration.ofMinutes(1).toNanos());
    timer.advance(Duration.ofMinutes(1));
    assertThat(deadlines.over(out, true)).isEmpty();
    timer.advance(Duration.ofNanos(1));
    assertThat(deadlines.over(out, true)).contains(EndOfStream.TIMEOUT);
    assertThat(deadlines.over(out, false)).contains(EndOfStream.TIMEOUT);
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.2: a ping each interval, and its pong in time")
  void pings() {
    timer.advance(Duration.ofSeconds(20));
    assertThat(deadlines.due(out)).isEqualTo(Due.PING);
    timer.advance(Duration.ofSeconds(15));
    assertThat(deadlines.due(out)).isEqualTo(Due.NOTHING);
    deadlines.pong(ByteBuffer.allocate(0));
    timer.advance(Duration.ofSeconds(5));
    assertThat(deadlines.due(out)).isEqualTo(Due.PING);
    timer.advance(Duration.ofSeconds(15).plusNanos(1));
    assertThat(deadlines.due(out)).isEqualTo(Due.GIVE_UP);
  }

  @Test
  void aConnectionMayHaveAPingIntervalOfItsOwn() {
    Deadlines often =
        new Deadlines(Wired.limits(), Optional.of(Duration.ofSeconds(1)), timer::nanos);
    timer.advance(Duration.ofSeconds(1));
    assertThat(often.due(out)).isEqualTo(Due.PING);
    often.stalled(true);
    timer.advance(Duration.ofSeconds(1));
    assertThat(often.due(out)).isEqualTo(Due.PING);
  }

  @Test
  void anIntervalOfZeroSendsNoPing() {
    Deadlines never = new Deadlines(Wired.limits(), Optional.of(Duration.ZERO), timer::nanos);
    timer.advance(Duration.ofDays(1));
    assertThat(never.due(out)).isEqualTo(Due.NOTHING);
    never.stalled(true);
    timer.advance(Duration.ofDays(1));
    assertThat(never.due(out)).isEqualTo(Due.NOTHING);
  }

  @Test
  void whileTheNetworkIsFullNoPongIsExpected() throws IOException {
    timer.advance(Duration.ofSeconds(20));
    assertThat(deadlines.due(out)).isEqualTo(Due.PING);
    block();
    timer.advance(Duration.ofMinutes(1));
    assertThat(deadlines.due(out)).isEqualTo(Due.NOTHING);
    network.room = 100;
    out.writable();
    timer.advance(Duration.ofSeconds(15));
    assertThat(deadlines.due(out)).isEqualTo(Due.NOTHING);
    timer.advance(Duration.ofNanos(1));
    assertThat(deadlines.due(out)).isEqualTo(Due.GIVE_UP);
  }

  @Test
  void whilePartsOfAMessageComeNoPongIsExpected() {
    timer.advance(Duration.ofSeconds(20));
    assertThat(deadlines.due(out)).isEqualTo(Due.PING);
    timer.advance(Duration.ofSeconds(15));
    deadlines.waitFromNow();
    timer.advance(Duration.ofSeconds(15));
    assertThat(deadlines.due(out)).isEqualTo(Due.NOTHING);
    timer.advance(Duration.ofNanos(1));
    assertThat(deadlines.due(out)).isEqualTo(Due.GIVE_UP);
  }

  @Test
  void whileNothingIsReadPingsGoOnAndNoPongIsAwaited() {
    deadlines.stalled(true);
    for (int i = 0; i < 10; i++) {
      timer.advance(Duration.ofSeconds(20).minusNanos(1));
      assertThat(deadlines.due(out)).isEqualTo(Due.NOTHING);
      timer.advance(Duration.ofNanos(1));
      assertThat(deadlines.due(out)).isEqualTo(Due.PING);
    }
    deadlines.stalled(false);
    assertThat(deadlines.due(out)).as("from now on a pong is awaited").isEqualTo(Due.PING);
    timer.advance(Duration.ofSeconds(15).plusNanos(1));
    assertThat(deadlines.due(out)).isEqualTo(Due.GIVE_UP);
  }

  private void block() throws IOException {
    network.room = 0;
    out.put(ByteBuffer.allocate(10));
    out.flush();
  }
}
