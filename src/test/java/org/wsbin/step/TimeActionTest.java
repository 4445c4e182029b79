package org.wsbin.step;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.FakePeer;
import org.wsbin.scenario.FakePeer.Closed;
import org.wsbin.scenario.FakePeer.Sent;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.Timer;

class TimeActionTest {
  private static final CloseStatus DONE = new CloseStatus(1000, "Done");

  private final PlayedScenario ten = PlayedScenario.prepared("time");
  private final FakeTimer timer = ten.timer;
  private final FakePeer peer = ten.peer;

  @Test
  void tenMessagesEveryTwoSecondsThenDone() {
    ten.opened();
    timer.advance(Duration.ofMinutes(1));
    assertThat(times()).isEqualTo(seconds(2, 4, 6, 8, 10, 12, 14, 16, 18, 20));
    assertThat(peer.closed).containsExactly(new Closed(Duration.ofSeconds(20), DONE));
    assertThat(timer.pending()).isZero();
  }

  @Test
  void theFirstComesAfterTheInterval() {
    ten.opened();
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
  void theTimeHasTheRequestedFormat() {
    PlayedScenario one = PlayedScenario.open("time?count=1&interval=1s&format=epoch-millis");
    one.timer.advance(Duration.ofSeconds(1));
    assertThat(one.texts()).containsExactly("1795358701123");
  }

  @Test
  void delaysDoNotAddUp() {
    FakeTimer late = new FakeTimer(Duration.ofMillis(300));
    PlayedScenario slow = PlayedScenario.prepared("time?count=5&interval=1s", late, late).opened();
    late.advance(Duration.ofSeconds(10));
    assertThat(slow.peer.sent)
        .extracting(sent -> sent.at().toMillis())
        .containsExactly(1300L, 2300L, 3300L, 4300L, 5300L);
  }

  @Test
  void itStopsAtOnceWhenThePeerIsGone() {
    ten.opened();
    timer.advance(Duration.ofSeconds(5));
    ten.run.closed();
    assertThat(timer.pending()).isZero();
    timer.advance(Duration.ofMinutes(1));
    assertThat(times()).isEqualTo(seconds(2, 4));
    assertThat(peer.closed).isEmpty();
  }

  @Test
  void aPeerThatIsGoneBeforeItOpensGetsNothing() {
    ten.run.closed();
    ten.opened();
    assertThat(timer.pending()).isZero();
  }

  @Test
  void aTaskThatIsAlreadyRunningWhenThePeerGoesSendsNothing() {
    FakeTimer uncancelling = new FakeTimer();
    Timer timer = new Uncancelling(uncancelling);
    PlayedScenario one =
        PlayedScenario.prepared("time?count=1&interval=1s", uncancelling, timer).opened();
    one.run.closed();
    uncancelling.advance(Duration.ofSeconds(5));
    assertThat(one.peer.sent).isEmpty();
    assertThat(one.peer.closed).isEmpty();
  }

  @Test
  void itWaitsForAPeerThatIsNotReadyAndLosesNone() {
    ten.opened();
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
    ten.opened();
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
    ten.opened();
    timer.advance(Duration.ofMinutes(1));
    assertThat(peer.failures).containsExactly(failure);
    assertThat(timer.pending()).isZero();
  }

  @Test
  void whatThePeerSendsIsIgnored() {
    ten.opened();
    ten.text("stop");
    timer.advance(Duration.ofSeconds(2));
    assertThat(peer.sent).hasSize(1);
    assertThat(peer.closed).isEmpty();
  }

  @Test
  void theLargestPlanDoesNotOverflow() {
    PlayedScenario many = PlayedScenario.open("time?count=1000000&interval=1h&format=epoch-millis");
    many.timer.advance(Duration.ofHours(1000));
    assertThat(many.peer.sent).hasSize(1000);
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

    @Override
    public Scheduled every(Duration interval, Runnable task) {
      return timer.every(interval, task);
    }
  }
}
