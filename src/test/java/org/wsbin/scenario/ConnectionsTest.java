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
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Source;

class ConnectionsTest {
  private static final Settings SETTINGS =
      Settings.load(List.of(Source.flags(Map.of("max-connections", "2"))));

  private final FakeTimer timer = new FakeTimer();
  private final Connections connections = new Connections(SETTINGS, timer, ServerObserver.NONE);

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
    try (CapturedLog log = CapturedLog.of(Sweeper.class)) {
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
    try (CapturedLog log = CapturedLog.of(Sweeper.class)) {
      log.trouble = ConnectionsTest::overflow;
      timer.advance(Duration.ofMillis(200));
      assertThat(log.thrown()).hasSize(6);
    }
    assertThat(members).allMatch(member -> member.sweeps == 2);
  }

  @Test
  void anIdleConnectionIsCheckedOnceASecond() {
    FakeMember idle = added(new FakeMember());
    idle.busy = false;
    timer.advance(Duration.ofSeconds(30));
    assertThat(idle.sweeps).isBetween(30, 31);
  }

  @Test
  void anIdleConnectionMayAskForACheck() {
    FakeMember idle = added(new FakeMember());
    idle.busy = false;
    timer.advance(Duration.ofSeconds(5));
    int before = idle.sweeps;
    connections.checkSoon(idle);
    timer.advance(Duration.ofMillis(100));
    assertThat(idle.sweeps).isBetween(before + 1, before + 2);
    connections.remove(idle);
    connections.checkSoon(idle);
    int after = idle.sweeps;
    timer.advance(Duration.ofSeconds(5));
    assertThat(idle.sweeps).as("it is gone").isEqualTo(after);
  }

  private static void overflow() {
    throw new StackOverflowError("on purpose");
  }

  @Test
  void thereIsRoomForSoManyAsTheLimitSays() {
    assertThat(connections.noRoom("192.0.2.1").isEmpty()).isTrue();
    FakeMember one = added(new FakeMember());
    assertThat(connections.noRoom("192.0.2.1").isEmpty()).isTrue();
    added(new FakeMember());
    assertThat(connections.count()).isEqualTo(2);
    assertThat(connections.noRoom("192.0.2.1").isEmpty()).isFalse();
    connections.remove(one);
    connections.remove(one);
    assertThat(connections.count()).isEqualTo(1);
    assertThat(connections.noRoom("192.0.2.1").isEmpty()).isTrue();
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
    assertThat(connections.noRoom("192.0.2.1").isEmpty()).as("none may follow").isFalse();
  }

  @Test
  void drainingClosesOneAfterTheOtherAndLetsNoneIn() {
    SteppingClock clock = new SteppingClock(Duration.ofMillis(10));
    Connections draining = new Connections(SETTINGS, clock, ServerObserver.NONE);
    FakeMember first = new FakeMember();
    FakeMember second = new FakeMember();
    draining.add(first);
    draining.add(second);
    List<Long> times = new ArrayList<>();
    long start = clock.now;
    first.action = () -> times.add(clock.now - start);
    second.action = () -> times.add(clock.now - start);
    draining.drain(Duration.ofSeconds(1));
    assertThat(times).hasSize(2);
    assertThat(Duration.ofNanos(times.get(0))).isBetween(millis(500), millis(600));
    assertThat(Duration.ofNanos(times.get(1))).isBetween(millis(1000), millis(1100));
    assertThat(draining.full())
        .contains(
            new Refused(
                503, Map.of("Retry-After", "5"), "The server is shutting down: try again later."));
  }

  @Test
  void withoutATimeDrainingClosesAllAtOnce() {
    FakeMember member = added(new FakeMember());
    connections.drain(Duration.ZERO);
    assertThat(member.closes).extracting(CloseStatus::code).containsExactly(1001);
    new Connections(SETTINGS, timer, ServerObserver.NONE)
        .drain(Duration.ofHours(1)); // nobody to wait for
  }

  @Test
  void anInterruptEndsTheDraining() {
    added(new FakeMember());
    Thread.currentThread().interrupt();
    connections.drain(Duration.ofHours(1));
    assertThat(Thread.interrupted()).isTrue();
  }

  private static Duration millis(int count) {
    return Duration.ofMillis(count);
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
    Connections waiting = new Connections(SETTINGS, clock, ServerObserver.NONE);
    FakeMember member = new FakeMember();
    waiting.add(member);
    clock.atTheFifthLook = () -> waiting.remove(member);
    waiting.closeAll(Duration.ofHours(1));
    assertThat(waiting.count()).isZero();
  }

  @Test
  void theyAreAwaitedForSoLongAndNoLonger() {
    CountingClock clock = new CountingClock(Duration.ofMillis(100));
    Connections waiting = new Connections(SETTINGS, clock, ServerObserver.NONE);
    waiting.add(new FakeMember());
    waiting.closeAll(Duration.ofSeconds(1));
    assertThat(clock.looks).isEqualTo(13);
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

  @Test
  void oneAddressMayHaveSoManyAndOthersTheirOwn() {
    Connections limited = with(Map.of("max-connections-per-address", "1"));
    FakeMember first = new FakeMember();
    limited.add(first);
    assertThat(limited.noRoom("192.0.2.1"))
        .contains(
            new Refused(
                429,
                Map.of("Retry-After", "5"),
                "The address 192.0.2.1 has more than 1 connections"
                    + " (--max-connections-per-address)."));
    assertThat(limited.noRoom("192.0.2.2")).isEmpty();
    FakeMember second = new FakeMember();
    limited.add(second);
    assertThat(second.closes).extracting(CloseStatus::code).containsExactly(1013);
    limited.remove(second);
    limited.remove(first);
    limited.remove(first);
    assertThat(limited.noRoom("192.0.2.1")).isEmpty();
  }

  @Test
  void aNetworkOf64BitsIsOneAddress() {
    Connections limited = with(Map.of("max-connections-per-address", "1"));
    FakeMember member = new FakeMember();
    member.address = "2001:db8::1";
    limited.add(member);
    assertThat(limited.noRoom("2001:db8::ffff")).isPresent();
    assertThat(limited.noRoom("2001:db8:0:1::1")).isEmpty();
  }

  @Test
  void tooManyHandshakesInASecondAre429() {
    Connections limited = with(Map.of("max-handshakes-per-second", "2"));
    assertThat(limited.tooFast("192.0.2.1")).isEmpty();
    assertThat(limited.tooFast("192.0.2.1")).isEmpty();
    assertThat(limited.tooFast("192.0.2.1"))
        .contains(
            new Refused(
                429,
                Map.of("Retry-After", "1"),
                "The address 192.0.2.1 makes more than 2 handshakes per second"
                    + " (--max-handshakes-per-second): try again later."));
    assertThat(limited.tooFast("192.0.2.2")).isEmpty();
    timer.advance(Duration.ofMillis(500));
    assertThat(limited.tooFast("192.0.2.1")).isEmpty();
    assertThat(limited.tooFast("192.0.2.1")).isPresent();
  }

  @Test
  void aConnectionLastsSoLong() {
    Connections limited = with(Map.of("max-lifetime", "1m"));
    FakeMember member = new FakeMember();
    limited.add(member);
    timer.advance(Duration.ofMinutes(1));
    assertThat(member.closes).isEmpty();
    timer.advance(Duration.ofMillis(200));
    assertThat(member.closes)
        .contains(new CloseStatus(1001, "A connection can last 1m (--max-lifetime)."));
  }

  @Test
  void whileMemoryIsSpentNoneMayFollow() {
    Connections limited = with(Map.of("memory", "1m"));
    assertThat(limited.noRoom("192.0.2.1")).isEmpty();
    limited.memory().chargeAnyway(1 << 20);
    assertThat(limited.noRoom("192.0.2.1"))
        .contains(
            new Refused(
                503,
                Map.of("Retry-After", "5"),
                "The server has spent --memory: try again later."));
  }

  private Connections with(Map<String, String> flags) {
    return new Connections(Settings.load(List.of(Source.flags(flags))), timer, ServerObserver.NONE);
  }

  private FakeMember added(FakeMember member) {
    connections.add(member);
    return member;
  }

  private static final class FakeMember implements Connections.Member {
    private final List<CloseStatus> closes = new ArrayList<>();
    private Runnable action = () -> {};
    private String address = "192.0.2.1";
    private int sweeps;
    private boolean busy = true;
    private int cuts;

    @Override
    public boolean sweep() {
      sweeps++;
      action.run();
      return busy;
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

    @Override
    public String address() {
      return address;
    }
  }

  /** A clock that goes on by one step when it is looked at. */
  private static final class SteppingClock extends FakeTimer {
    private final Duration step;
    private long now;

    SteppingClock(Duration step) {
      this.step = step;
    }

    @Override
    public long nanos() {
      now += step.toNanos();
      return now;
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
