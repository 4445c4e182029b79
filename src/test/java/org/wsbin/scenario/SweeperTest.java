package org.wsbin.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.scenario.Connections.Member;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Settings.Limits;
import org.wsbin.settings.Source;

/** Who is checked how often. */
class SweeperTest {
  private final Sweeper sweeper = new Sweeper(limits(Map.of()));
  private final Set<Member> open = new HashSet<>();
  private final Set<Member> busy = new HashSet<>();
  private final Map<Member, Integer> checks = new HashMap<>();

  @Test
  void whoIsBusyIsCheckedAtEachIntervalTheOthersOnceInTen() {
    List<Member> members = IntStream.range(0, 100).mapToObj(each -> added()).toList();
    busy.addAll(members.subList(0, 10));
    sweep(1);
    assertThat(checks.values()).as("each new one").hasSize(100).containsOnly(1);
    checks.clear();
    sweep(30);
    members.forEach(
        member -> assertThat(checks).containsEntry(member, busy.contains(member) ? 30 : 3));
  }

  @Test
  void theTurnsOfManyAreSpread() {
    IntStream.range(0, 1000).forEach(each -> added());
    sweep(1);
    for (int turn = 0; turn < Sweeper.MOST_INTERVALS; turn++) {
      checks.clear();
      sweep(1);
      assertThat(checks.size()).isBetween(20, 250);
    }
  }

  @Test
  void whoBecomesBusyIsCheckedOftenFromItsNextTurnOn() {
    Member member = added();
    sweep(1);
    busy.add(member);
    sweep(Sweeper.MOST_INTERVALS);
    checks.clear();
    sweep(5);
    assertThat(checks).containsEntry(member, 5);
    busy.clear();
    sweep(1 + 2 * Sweeper.MOST_INTERVALS);
    assertThat(checks).containsEntry(member, 5 + 1 + 2);
  }

  @Test
  void whoIsRemovedIsCheckedNoMoreAlsoIfThatHappensDuringACheck() {
    Member quiet = added();
    Member active = added();
    busy.add(active);
    sweep(1);
    remove(quiet);
    Member leaving = added();
    sweeper.sweep(
        open::contains,
        member -> {
          if (member == leaving) {
            remove(leaving);
          }
          return busy.contains(member);
        });
    remove(active);
    checks.clear();
    sweep(20);
    assertThat(checks).isEmpty();
  }

  @Test
  void whoIsAddedAgainDuringItsCheckIsCheckedSoon() {
    Member member = added();
    sweeper.sweep(
        open::contains,
        checked -> {
          sweeper.add(checked); // it closes, after the check has looked
          return false;
        });
    checks.clear();
    sweep(1);
    assertThat(checks).containsEntry(member, 1);
  }

  @Test
  void shortTimeLimitsNeedFrequentChecks() {
    assertThat(intervals(Map.of())).isEqualTo(Sweeper.MOST_INTERVALS);
    assertThat(intervals(Map.of("close-timeout", "200ms"))).isEqualTo(2);
    assertThat(intervals(Map.of("send-timeout", "100ms"))).isEqualTo(1);
    assertThat(intervals(Map.of("message-timeout", "1s"))).isEqualTo(2);
    assertThat(intervals(Map.of("message-timeout", "0"))).isEqualTo(Sweeper.MOST_INTERVALS);
    assertThat(intervals(Map.of("pong-timeout", "3s"))).isEqualTo(3);
    assertThat(intervals(Map.of("ping-interval", "4s"))).isEqualTo(4);
    assertThat(intervals(Map.of("max-lifetime", "500ms"))).isEqualTo(1);
  }

  private static int intervals(Map<String, String> flags) {
    return Sweeper.intervals(limits(flags));
  }

  private static Limits limits(Map<String, String> flags) {
    return Settings.load(List.of(Source.flags(flags))).limits();
  }

  private Member added() {
    Member member = new Quiet();
    open.add(member);
    sweeper.add(member);
    return member;
  }

  private void remove(Member member) {
    open.remove(member);
    sweeper.remove(member);
  }

  private void sweep(int times) {
    for (int i = 0; i < times; i++) {
      sweeper.sweep(
          open::contains,
          member -> {
            checks.merge(member, 1, Integer::sum);
            return busy.contains(member);
          });
    }
  }

  private static final class Quiet implements Member {
    @Override
    public boolean sweep() {
      return false;
    }

    @Override
    public void close(CloseStatus status) {}

    @Override
    public void cut() {}

    @Override
    public String address() {
      return "192.0.2.1";
    }
  }
}
