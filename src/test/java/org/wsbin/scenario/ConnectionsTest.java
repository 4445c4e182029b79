package org.wsbin.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsbin.CapturedLog;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Source;

class ConnectionsTest {
  private static final Settings SETTINGS =
      Settings.load(List.of(Source.flags(Map.of("max-connections", "2"))));

  private final FakeTimer timer = new FakeTimer();
  private final Connections connections = new Connections(SETTINGS, timer);

  @Test
  void eachIsLookedAtTenTimesASecond() {
    FakeMember one = added(new FakeMember());
    FakeMember other = added(new FakeMember());
    timer.advance(Duration.ofMillis(99));
    assertThat(one.sweeps).isZero();
    timer.advance(Duration.ofMillis(901));
    assertThat(one.sweeps).isEqualTo(10);
    assertThat(other.sweeps).isEqualTo(10);
    connections.remove(one);
    timer.advance(Duration.ofMillis(100));
    assertThat(one.sweeps).isEqualTo(10);
    assertThat(other.sweeps).isEqualTo(11);
  }

  @Test
  void oneThatFailsKeepsNothingFromTheOthers() {
    RuntimeException first = new IllegalStateException("on purpose");
    Error second = new AssertionError("on purpose");
    List<FakeMember> members = new ArrayList<>();
    for (Runnable failing :
        List.<Runnable>of(
            () -> {
              throw first;
            },
            () -> {},
            () -> {
              throw second;
            })) {
      FakeMember member = added(new FakeMember());
      member.action = failing;
      members.add(member);
    }
    try (CapturedLog log = CapturedLog.of(Connections.class)) {
      timer.advance(Duration.ofMillis(200));
      assertThat(log.thrown()).hasSize(4).contains(first, second);
      connections.closeAll(Duration.ZERO);
      assertThat(log.thrown()).hasSize(6);
    }
    assertThat(members).allMatch(member -> member.sweeps == 2 && !member.closes.isEmpty());
  }

  @Test
  void aLogThatFailsAsWellKeepsNothingFromTheOthersAndTheNextSweep() {
    List<FakeMember> members = List.of(new FakeMember(), new FakeMember(), new FakeMember());
    for (FakeMember member : members) {
      added(member).action = ConnectionsTest::overflow;
    }
    try (CapturedLog log = CapturedLog.of(Connections.class)) {
      log.trouble = ConnectionsTest::overflow;
      timer.advance(Duration.ofMillis(200));
      assertThat(log.thrown()).hasSize(6);
    }
    assertThat(members).allMatch(member -> member.sweeps == 2);
  }

  private static void overflow() {
    throw new StackOverflowError("on purpose");
  }

  @Test
  void thereIsRoomForSoManyAsTheLimitSays() {
    assertThat(connections.haveRoom()).isTrue();
    FakeMember one = added(new FakeMember());
    assertThat(connections.haveRoom()).isTrue();
    added(new FakeMember());
    assertThat(connections.count()).isEqualTo(2);
    assertThat(connections.haveRoom()).isFalse();
    connections.remove(one);
    connections.remove(one);
    assertThat(connections.count()).isEqualTo(1);
    assertThat(connections.haveRoom()).isTrue();
  }

  @Test
  @DisplayName("RFC 6455 section 7.4.1: a server that goes away closes with 1001")
  void allAreClosedWith1001() {
    FakeMember one = added(new FakeMember());
    FakeMember other = added(new FakeMember());
    one.action = () -> connections.remove(one);
    other.action = () -> connections.remove(other);
    connections.closeAll(Duration.ofHours(1));
    CloseStatus away = new CloseStatus(1001, "The server is shutting down.");
    assertThat(one.closes).containsExactly(away);
    assertThat(other.closes).containsExactly(away);
    assertThat(connections.haveRoom()).as("none may follow").isFalse();
  }

  @Test
  void oneThatOpensMeanwhileIsClosedAtOnce() {
    connections.closeAll(Duration.ZERO);
    assertThat(added(new FakeMember()).closes)
        .containsExactly(new CloseStatus(1001, "The server is shutting down."));
  }

  @Test
  void closingAllWaitsForAnswersEvenIfTheClockWraps() {
    CountingClock clock = new CountingClock(Duration.ZERO);
    Connections waiting = new Connections(SETTINGS, clock);
    FakeMember member = new FakeMember();
    waiting.add(member);
    clock.atTheFifthLook = () -> waiting.remove(member);
    waiting.closeAll(Duration.ofHours(1));
    assertThat(waiting.count()).isZero();
  }

  @Test
  void theyAreAwaitedForSoLongAndNoLonger() {
    CountingClock clock = new CountingClock(Duration.ofMillis(100));
    Connections waiting = new Connections(SETTINGS, clock);
    waiting.add(new FakeMember());
    waiting.closeAll(Duration.ofSeconds(1));
    assertThat(clock.looks).isEqualTo(11);
    assertThat(waiting.count()).isEqualTo(1);
  }

  @Test
  void whoIsInterruptedWaitsNoLonger() {
    added(new FakeMember());
    Thread.currentThread().interrupt();
    connections.closeAll(Duration.ofHours(1));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void afterTheEndNoneIsLookedAt() {
    FakeMember member = added(new FakeMember());
    timer.advance(Duration.ofMillis(100));
    connections.close();
    timer.advance(Duration.ofSeconds(1));
    assertThat(member.sweeps).isLessThanOrEqualTo(2);
    assertThat(timer.pending()).isZero();
  }

  @Test
  void whatHasNotEndedInTimeIsCut() {
    FakeMember member = added(new FakeMember());
    connections.closeAll(Duration.ZERO);
    assertThat(member.closes).hasSize(1);
    assertThat(member.cuts).isEqualTo(1);
  }

  private FakeMember added(FakeMember member) {
    connections.add(member);
    return member;
  }

  private static final class FakeMember implements Connections.Member {
    private final List<CloseStatus> closes = new ArrayList<>();
    private Runnable action = () -> {};
    private int sweeps;
    private int cuts;

    @Override
    public void sweep() {
      sweeps++;
      action.run();
    }

    @Override
    public void close(CloseStatus status) {
      closes.add(status);
      action.run();
    }

    @Override
    public void cut() {
      cuts++;
    }
  }

  /** A clock near its overflow that goes on only when it is looked at. */
  private static final class CountingClock implements Timer {
    private final Duration step;
    private Runnable atTheFifthLook = () -> {};
    private int looks;

    CountingClock(Duration step) {
      this.step = step;
    }

    @Override
    public long nanos() {
      if (++looks == 5) {
        atTheFifthLook.run();
      }
      return Long.MAX_VALUE - 1000 + looks * step.toNanos();
    }

    @Override
    public ZonedDateTime now() {
      return FakeTimer.START;
    }

    @Override
    public Scheduled after(Duration delay, Runnable task) {
      return () -> {};
    }

    @Override
    public Scheduled every(Duration interval, Runnable task) {
      return () -> {};
    }
  }
}
