package org.wsbin.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.FakePeer.Closed;
import org.wsbin.scenario.FakePeer.Sent;
import org.wsbin.settings.Durations;

class TimePushTest {
  private static final CloseStatus DONE = new CloseStatus(1000, "Done");

  private final FakeTimer timer = new FakeTimer();
  private final FakePeer peer = new FakePeer(timer);
  private final TimePush tenEveryTwoSeconds = push(10, "2s", TimeFormat.ISO);

  @Test
  void tenMessagesEveryTwoSecondsThenDone() {
    tenEveryTwoSeconds.opened(peer);
    timer.advance(Duration.ofMinutes(1));
    assertThat(times()).isEqualTo(seconds(2, 4, 6, 8, 10, 12, 14, 16, 18, 20));
    assertThat(peer.closed).containsExactly(new Closed(Duration.ofSeconds(20), DONE));
    assertThat(timer.pending()).isZero();
  }

  @Test
  void theFirstComesAfterTheInterval() {
    tenEveryTwoSeconds.opened(peer);
    assertThat(peer.sent).isEmpty();
    timer.advance(Duration.ofMillis(1999));
    assertThat(peer.sent).isEmpty();
    timer.advance(Duration.ofMillis(1));
    assertThat(peer.sent)
        .containsExactly(
            new Sent(
                Duration.ofSeconds(2), MessageKind.TEXT, "2026-11-22T15:45:02.123+01:00", true));
  }

  @Test
  void theTimeIsWrittenAsAsked() {
    push(1, "1s", TimeFormat.EPOCH_MILLIS).opened(peer);
    timer.advance(Duration.ofSeconds(1));
    assertThat(peer.sent).extracting(Sent::text).containsExactly("1795358701123");
  }

  @Test
  void delaysDoNotAddUp() {
    FakeTimer late = new FakeTimer(Duration.ofMillis(300));
    FakePeer slow = new FakePeer(late);
    new TimePush(new TimePlan(5, Duration.ofSeconds(1), TimeFormat.ISO), late).opened(slow);
    late.advance(Duration.ofSeconds(10));
    assertThat(slow.sent)
        .extracting(sent -> sent.at().toMillis())
        .containsExactly(1300L, 2300L, 3300L, 4300L, 5300L);
  }

  @Test
  void itStopsAtOnceWhenThePeerIsGone() {
    tenEveryTwoSeconds.opened(peer);
    timer.advance(Duration.ofSeconds(5));
    tenEveryTwoSeconds.closed();
    assertThat(timer.pending()).isZero();
    timer.advance(Duration.ofMinutes(1));
    assertThat(times()).isEqualTo(seconds(2, 4));
    assertThat(peer.closed).isEmpty();
  }

  @Test
  void aPeerThatIsGoneBeforeItOpensGetsNothing() {
    tenEveryTwoSeconds.closed();
    tenEveryTwoSeconds.opened(peer);
    assertThat(timer.pending()).isZero();
  }

  @Test
  void aTaskThatIsAlreadyRunningWhenThePeerGoesSendsNothing() {
    FakeTimer uncancelling = new FakeTimer();
    Timer timer = new Uncancelling(uncancelling);
    TimePush push = new TimePush(new TimePlan(1, Duration.ofSeconds(1), TimeFormat.ISO), timer);
    push.opened(peer);
    push.closed();
    uncancelling.advance(Duration.ofSeconds(5));
    assertThat(peer.sent).isEmpty();
    assertThat(peer.closed).isEmpty();
  }

  @Test
  void itWaitsForAPeerThatIsNotReadyAndLosesNone() {
    tenEveryTwoSeconds.opened(peer);
    timer.advance(Duration.ofSeconds(3));
    peer.ready = false;
    timer.advance(Duration.ofMillis(6995));
    assertThat(times()).isEqualTo(seconds(2));
    peer.ready = true;
    timer.advance(Duration.ofMillis(15));
    assertThat(peer.sent).as("those of 4, 6, 8 and 10 s made up for").hasSize(5);
    timer.advance(Duration.ofMinutes(1));
    assertThat(times().subList(5, 10)).isEqualTo(seconds(12, 14, 16, 18, 20));
    assertThat(peer.closed).containsExactly(new Closed(Duration.ofSeconds(20), DONE));
  }

  @Test
  void whileItWaitsItLooksAHundredTimesASecond() {
    peer.ready = false;
    tenEveryTwoSeconds.opened(peer);
    timer.advance(Duration.ofSeconds(2));
    long before = timer.scheduled();
    timer.advance(Duration.ofSeconds(1));
    assertThat(timer.scheduled() - before).isBetween(99L, 101L);
    assertThat(timer.pending()).isEqualTo(1);
  }

  @Test
  void aFailureOnTheTimersThreadFailsTheConnection() {
    IllegalStateException failure = new IllegalStateException("on purpose");
    peer.fault = Optional.of(failure);
    tenEveryTwoSeconds.opened(peer);
    timer.advance(Duration.ofMinutes(1));
    assertThat(peer.failures).containsExactly(failure);
    assertThat(timer.pending()).isZero();
  }

  @Test
  void whatThePeerSendsIsIgnored() {
    tenEveryTwoSeconds.opened(peer);
    ByteBuffer slice = ByteBuffer.wrap("stop".getBytes(UTF_8));
    tenEveryTwoSeconds.message(peer, MessageKind.TEXT, slice, true);
    timer.advance(Duration.ofSeconds(2));
    assertThat(peer.sent).hasSize(1);
    assertThat(peer.closed).isEmpty();
  }

  @Test
  void theLargestPlanDoesNotOverflow() {
    push(1_000_000, "1h", TimeFormat.EPOCH_MILLIS).opened(peer);
    timer.advance(Duration.ofHours(1000));
    assertThat(peer.sent).hasSize(1000);
  }

  private TimePush push(int count, String interval, TimeFormat format) {
    Duration time = Durations.parse(interval).orElseThrow();
    return new TimePush(new TimePlan(count, time, format), timer);
  }

  private List<Duration> times() {
    return peer.sent.stream().map(Sent::at).collect(toList());
  }

  private static List<Duration> seconds(Integer... seconds) {
    return Stream.of(seconds).map(Duration::ofSeconds).collect(toList());
  }

  /** As a real timer whose cancel came too late. */
  private record Uncancelling(Timer timer) implements Timer {
    @Override
    public ZonedDateTime now() {
      return timer.now();
    }

    @Override
    public long nanos() {
      return timer.nanos();
    }

    @Override
    public Scheduled after(Duration delay, Runnable task) {
      timer.after(delay, task);
      return () -> {};
    }
  }
}
