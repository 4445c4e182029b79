package org.wsbin.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.MessageKind;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Settings.Limits;
import org.wsbin.settings.Source;

/** A play may take 10 minutes where it is bounded, and its close 5 s. */
class ScenarioRunTest {
  private final FakeTimer timer = new FakeTimer();
  private final FakePeer peer = new FakePeer(timer);
  private final Queue<Runnable> bulk = new ArrayDeque<>();
  private final List<String> told = new ArrayList<>();

  @Test
  void actionsFollowEachOtherAndThenComesA1000() {
    FakeAction first = new FakeAction("first", told);
    FakeAction second = new FakeAction("second", told);
    play(first, second);
    assertThat(told).containsExactly("first starts");
    assertThat(first.stage().last()).isFalse();
    first.stage().done();
    assertThat(told).containsExactly("first starts", "second starts");
    assertThat(second.stage().last()).isTrue();
    assertThat(closes()).isEmpty();
    second.stage().done();
    assertThat(closes()).containsExactly("1000 ");
  }

  @Test
  void onlyTheFirstDoneCounts() {
    FakeAction first = new FakeAction("first", told);
    play(first, new FakeAction("second", told), new FakeAction("third", told));
    first.stage().done();
    first.stage().done();
    assertThat(told).containsExactly("first starts", "second starts");
  }

  @Test
  void nothingToPlayIsAClose() {
    play();
    assertThat(closes()).containsExactly("1000 ");
  }

  @Test
  void whereOneGoesOnThereIsNoClose() {
    FakeAction first = new FakeAction("first", told);
    FakeAction second = new FakeAction("second", told);
    play(first, second);
    first.stage().stay();
    first.stage().done();
    second.stage().done();
    assertThat(closes()).isEmpty();
  }

  @Test
  void messagesAreTakenInOrderFromTheFirstOn() {
    FakeAction waiting = new FakeAction("waiting", told);
    FakeAction one = new FakeAction("one", told).taking(1);
    FakeAction two = new FakeAction("two", told).taking(2);
    ScenarioRun play = play(waiting, one, two);
    for (String text : new String[] {"a", "b", "c", "d"}) {
      message(play, text, true);
    }
    assertThat(told).containsExactly("waiting starts", "one takes a", "two takes b", "two takes c");
    told.clear();
    waiting.stage().done();
    assertThat(told).containsExactly("one starts", "one has all");
    one.stage().done();
    assertThat(told.subList(2, 4)).containsExactly("two starts", "two has all");
  }

  @Test
  void aMessageThatComesInTimeIsTakenAsWell() {
    ScenarioRun play = play(new FakeAction("one", told).taking(1));
    message(play, "hel", false);
    message(play, "lo", true);
    assertThat(told).containsExactly("one starts", "one takes hel…", "one takes lo", "one has all");
  }

  @Test
  void aListenerGetsWholeMessages() {
    FakeAction action = new FakeAction("action", told);
    ScenarioRun play = play(action);
    List<String> heard = new ArrayList<>();
    message(play, "before, ", false);
    StepContext.Listener nobody =
        action.stage().listen((to, kind, slice, last) -> heard.add(read(slice)));
    message(play, "to its end", true);
    message(play, "all ", false);
    message(play, "of it", true);
    assertThat(heard).containsExactly("all ", "of it");
    assertThat(nobody).isSameAs(StepContext.Listener.NOBODY);
  }

  @Test
  void aTakerAndAListenerBothGetTheSlice() {
    ScenarioRun play = play(new FakeAction("one", told).taking(1).listening());
    message(play, "hello", true);
    assertThat(told)
        .containsExactly("one starts", "one takes hello", "one hears hello", "one has all");
  }

  @Test
  void oneTimerTaskOfAnActionWaits() {
    FakeAction action = new FakeAction("action", told);
    play(action);
    action.stage().after(Duration.ofSeconds(1), () -> told.add("first task"));
    action.stage().after(Duration.ofSeconds(2), () -> told.add("second task"));
    timer.advance(Duration.ofMinutes(1));
    assertThat(told).containsExactly("action starts", "second task");
  }

  @Test
  void aLongTaskRunsOnThreadsForIt() {
    FakeAction action = new FakeAction("action", told);
    play(action);
    action.stage().soon(() -> told.add("soon"));
    assertThat(told).hasSize(1);
    bulk.remove().run();
    assertThat(told).containsExactly("action starts", "soon");
  }

  @Test
  void aTimersTaskIsLeftToTheThreadThatIsAtTheConnection() {
    FakeAction action = new FakeAction("action", told);
    play(action);
    action.stage().after(Duration.ofSeconds(1), () -> told.add("task"));
    peer.enter();
    timer.advance(Duration.ofSeconds(1)); // which does not wait
    assertThat(told).containsExactly("action starts");
    peer.leave();
    assertThat(told).containsExactly("action starts", "task");
    assertThat(peer.executedHere).isZero();
  }

  @Test
  void theBoundIsLeftToTheThreadThatIsAtTheConnection() {
    play(new FakeAction("bounded", told).limited());
    peer.enter();
    timer.advance(Duration.ofMinutes(10));
    assertThat(closes()).isEmpty();
    peer.leave();
    assertThat(closes()).hasSize(1);
  }

  @Test
  void aLongTaskWaitsForItsTurnOnItsOwnThread() {
    FakeAction action = new FakeAction("action", told);
    play(action);
    action.stage().soon(() -> told.add("soon"));
    bulk.remove().run();
    assertThat(peer.executedHere).isEqualTo(1);
  }

  @Test
  void roomIsToldToWhatHasStarted() {
    FakeAction first = new FakeAction("first", told);
    ScenarioRun play = play(first, new FakeAction("second", told));
    play.roomAgain();
    assertThat(told).containsExactly("first starts", "first has room");
  }

  @Test
  void afterTheEndNothingHappens() {
    FakeAction first = new FakeAction("first", told);
    ScenarioRun play = play(first, new FakeAction("second", told).taking(1));
    first.stage().soon(() -> told.add("soon"));
    first.stage().after(Duration.ofSeconds(1), () -> told.add("task"));
    play.closed();
    first.stage().after(Duration.ofSeconds(1), () -> told.add("task"));
    first.stage().done();
    play.roomAgain();
    bulk.remove().run();
    timer.advance(Duration.ofMinutes(1));
    assertThat(told).containsExactly("first starts", "first closed");
    assertThat(timer.pending()).isZero();
  }

  @Test
  void aPlayThatIsBoundedEndsWith1008() {
    ScenarioRun play =
        play(new FakeAction("unbounded", told), new FakeAction("bounded", told).limited());
    timer.advance(Duration.ofMinutes(10).minusNanos(1));
    assertThat(closes()).isEmpty();
    timer.advance(Duration.ofNanos(1));
    assertThat(closes()).containsExactly("1008 This path can last at most 10m (--max-duration).");
    assertThat(peer.calls).containsExactly("mute false", "end after PT5S");
    play.closed();
  }

  @Test
  void aBoundEndsWithTheConnection() {
    ScenarioRun play = play(new FakeAction("bounded", told).limited());
    play.closed();
    assertThat(timer.pending()).isZero();
  }

  @Test
  void aPlayThatIsNotBoundedMayLastForEver() {
    play(new FakeAction("unbounded", told));
    timer.advance(Duration.ofDays(1));
    assertThat(closes()).isEmpty();
  }

  @Test
  void whatAnActionThrowsFailsTheConnection() {
    IllegalStateException failure = new IllegalStateException("on purpose");
    play(
        stage -> {
          throw failure;
        });
    assertThat(peer.failures).containsExactly(failure);
  }

  @Test
  void pongsGoToWhoWantsThem() {
    FakeAction action = new FakeAction("action", told);
    ScenarioRun play = play(action);
    play.pong(UTF_8.encode("early"));
    action.stage().pongs(payload -> told.add("pong " + read(payload)));
    ByteBuffer payload = ByteBuffer.wrap("late".getBytes(UTF_8));
    play.pong(payload);
    assertThat(told).containsExactly("action starts", "pong late");
  }

  @Test
  void pongsDoNotPileUp() {
    FakeAction action = new FakeAction("action", told);
    ScenarioRun play = play(action);
    action.stage().pongs(payload -> told.add("pong"));
    bulk.clear();
    action
        .stage()
        .soon(
            () -> {
              for (int i = 0; i < 1000; i++) {
                play.pong(ByteBuffer.allocate(0));
              }
            });
    bulk.remove().run();
    assertThat(told).hasSize(ScenarioRun.MOST_PONGS_WAITING);
  }

  @Test
  void theContainersEngineHasNoWire() {
    FakeAction action = new FakeAction("action", told);
    play(action);
    assertThat(action.stage().wire()).isSameAs(peer);
    FakeAction other = new FakeAction("other", told);
    new ScenarioRun(List.of(other), services()).opened(new ContainerPeer());
    assertThatThrownBy(() -> other.stage().wire()).isInstanceOf(IllegalStateException.class);
  }

  private ScenarioRun play(Action... actions) {
    ScenarioRun play = new ScenarioRun(List.of(actions), services());
    play.opened(peer);
    return play;
  }

  private SharedServices services() {
    Limits limits =
        Settings.load(List.of(Source.flags(Map.of("max-duration", "10m", "close-timeout", "5s"))))
            .limits();
    return new SharedServices(timer, limits, bulk::add);
  }

  private void message(ScenarioRun play, String text, boolean last) {
    play.message(peer, MessageKind.TEXT, ByteBuffer.wrap(text.getBytes(UTF_8)), last);
  }

  private List<String> closes() {
    return peer.closed.stream()
        .map(closed -> closed.status().code() + " " + closed.status().reason())
        .toList();
  }

  private static String read(ByteBuffer slice) {
    return UTF_8.decode(slice).toString();
  }
}
