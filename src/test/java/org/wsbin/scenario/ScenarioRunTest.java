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
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.MessageKind;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Settings.Limits;
import org.wsbin.settings.Source;

/** A run may take 10 minutes if it is bounded, and its close 5 s. */
class ScenarioRunTest {
  private final FakeTimer timer = new FakeTimer();
  private final FakePeer peer = new FakePeer(timer);
  private final Queue<Runnable> bulk = new ArrayDeque<>();
  private final List<String> log = new ArrayList<>();

  @Test
  void actionsFollowEachOtherAndThenComesA1000() {
    FakeAction first = new FakeAction("first", log);
    FakeAction second = new FakeAction("second", log);
    run(first, second);
    assertThat(log).containsExactly("first starts");
    assertThat(first.context().last()).isFalse();
    first.context().done();
    assertThat(log).containsExactly("first starts", "second starts");
    assertThat(second.context().last()).isTrue();
    assertThat(closes()).isEmpty();
    second.context().done();
    assertThat(closes()).containsExactly("1000 ");
  }

  @Test
  void onlyTheFirstDoneCounts() {
    FakeAction first = new FakeAction("first", log);
    run(first, new FakeAction("second", log), new FakeAction("third", log));
    first.context().done();
    first.context().done();
    assertThat(log).containsExactly("first starts", "second starts");
  }

  @Test
  void noStepIsAClose() {
    run();
    assertThat(closes()).containsExactly("1000 ");
  }

  @Test
  void thereIsNoCloseIfAStepGoesOn() {
    FakeAction first = new FakeAction("first", log);
    FakeAction second = new FakeAction("second", log);
    run(first, second);
    first.context().stay();
    first.context().done();
    second.context().done();
    assertThat(closes()).isEmpty();
  }

  @Test
  void messagesAreAssignedInOrderFromTheFirstOn() {
    FakeAction waiting = new FakeAction("waiting", log);
    FakeAction one = new FakeAction("one", log).taking(1);
    FakeAction two = new FakeAction("two", log).taking(2);
    ScenarioRun run = run(waiting, one, two);
    for (String text : new String[] {"a", "b", "c", "d"}) {
      message(run, text, true);
    }
    assertThat(log).containsExactly("waiting starts", "one takes a", "two takes b", "two takes c");
    log.clear();
    waiting.context().done();
    assertThat(log).containsExactly("one starts", "one has all");
    one.context().done();
    assertThat(log.subList(2, 4)).containsExactly("two starts", "two has all");
  }

  @Test
  void aMessageThatArrivesInTimeIsAccepted() {
    ScenarioRun run = run(new FakeAction("one", log).taking(1));
    message(run, "hel", false);
    message(run, "lo", true);
    assertThat(log).containsExactly("one starts", "one takes hel…", "one takes lo", "one has all");
  }

  @Test
  void aListenerGetsWholeMessages() {
    FakeAction action = new FakeAction("action", log);
    ScenarioRun run = run(action);
    List<String> heard = new ArrayList<>();
    message(run, "before, ", false);
    StepContext.Listener nobody =
        action.context().listen((to, kind, slice, last) -> heard.add(read(slice)));
    message(run, "to its end", true);
    message(run, "all ", false);
    message(run, "of it", true);
    assertThat(heard).containsExactly("all ", "of it");
    assertThat(nobody).isSameAs(StepContext.Listener.NOBODY);
  }

  @Test
  void aReceiverAndAListenerBothGetTheSlice() {
    ScenarioRun run = run(new FakeAction("one", log).taking(1).listening());
    message(run, "hello", true);
    assertThat(log)
        .containsExactly("one starts", "one takes hello", "one hears hello", "one has all");
  }

  @Test
  void oneTimerTaskOfAnActionWaits() {
    FakeAction action = new FakeAction("action", log);
    run(action);
    action.context().after(Duration.ofSeconds(1), () -> log.add("first task"));
    action.context().after(Duration.ofSeconds(2), () -> log.add("second task"));
    timer.advance(Duration.ofMinutes(1));
    assertThat(log).containsExactly("action starts", "second task");
  }

  @Test
  void aTaskIsReplacedAlsoWhileItWaitsForItsTurn() {
    FakeAction action = new FakeAction("action", log);
    run(action);
    action.context().after(Duration.ofSeconds(1), () -> log.add("first task"));
    peer.enter();
    timer.advance(Duration.ofSeconds(1));
    action.context().after(Duration.ofSeconds(1), () -> log.add("second task"));
    peer.leave();
    timer.advance(Duration.ofSeconds(1));
    assertThat(log).containsExactly("action starts", "second task");
  }

  @Test
  void oneThatEndsBeforeItOpensDoesNothing() {
    ScenarioRun run =
        new ScenarioRun(
            List.of(new FakeAction("bounded", log).limited()),
            services(),
            "192.0.2.1",
            Optional.empty(),
            Optional.empty());
    run.closed();
    run.opened(peer);
    assertThat(log).isEmpty();
    assertThat(timer.pending()).isZero();
  }

  @Test
  void theEndComesBehindWhatIsUnderWay() {
    FakeAction action = new FakeAction("action", log);
    ScenarioRun run = run(action);
    action
        .context()
        .soon(
            () -> {
              run.closed(); // as on another thread
              action.context().after(Duration.ofSeconds(1), () -> log.add("task"));
              log.add("soon");
            });
    bulk.remove().run();
    assertThat(log).containsExactly("action starts", "soon", "action closed");
    assertThat(timer.pending()).isZero();
  }

  @Test
  void anActionThatFailsAtTheEndKeepsNothingFromTheOthers() {
    IllegalStateException failure = new IllegalStateException("on purpose");
    ScenarioRun run =
        run(
            new Action() {
              @Override
              public void start(StepContext context) {
                context.done();
              }

              @Override
              public void closed() {
                throw failure;
              }
            },
            new FakeAction("second", log));
    run.closed();
    assertThat(log).containsExactly("second starts", "second closed");
    assertThat(peer.failures).containsExactly(failure);
  }

  @Test
  void aLongTaskRunsOnThreadsForIt() {
    FakeAction action = new FakeAction("action", log);
    run(action);
    action.context().soon(() -> log.add("soon"));
    assertThat(log).hasSize(1);
    bulk.remove().run();
    assertThat(log).containsExactly("action starts", "soon");
  }

  @Test
  void aTimersTaskIsLeftToTheThreadThatIsAtTheConnection() {
    FakeAction action = new FakeAction("action", log);
    run(action);
    action.context().after(Duration.ofSeconds(1), () -> log.add("task"));
    peer.enter();
    timer.advance(Duration.ofSeconds(1)); // which does not wait
    assertThat(log).containsExactly("action starts");
    peer.leave();
    assertThat(log).containsExactly("action starts", "task");
    assertThat(peer.executedHere).isZero();
  }

  @Test
  void theBoundIsLeftToTheThreadThatIsAtTheConnection() {
    run(new FakeAction("bounded", log).limited());
    peer.enter();
    timer.advance(Duration.ofMinutes(10));
    assertThat(closes()).isEmpty();
    peer.leave();
    assertThat(closes()).hasSize(1);
  }

  @Test
  void aLongTaskWaitsForItsTurnOnItsOwnThread() {
    FakeAction action = new FakeAction("action", log);
    run(action);
    action.context().soon(() -> log.add("soon"));
    bulk.remove().run();
    assertThat(peer.executedHere).isEqualTo(1);
  }

  @Test
  void roomIsForStepsThatHaveStarted() {
    FakeAction first = new FakeAction("first", log);
    ScenarioRun run = run(first, new FakeAction("second", log));
    run.roomAgain();
    assertThat(log).containsExactly("first starts", "first has room");
  }

  @Test
  void afterTheEndNothingHappens() {
    FakeAction first = new FakeAction("first", log);
    ScenarioRun run = run(first, new FakeAction("second", log).taking(1));
    first.context().soon(() -> log.add("soon"));
    first.context().after(Duration.ofSeconds(1), () -> log.add("task"));
    run.closed();
    first.context().after(Duration.ofSeconds(1), () -> log.add("task"));
    first.context().done();
    run.roomAgain();
    bulk.remove().run();
    timer.advance(Duration.ofMinutes(1));
    assertThat(log).containsExactly("first starts", "first closed");
    assertThat(timer.pending()).isZero();
  }

  @Test
  void aRunThatIsBoundedEndsWith1008() {
    ScenarioRun run =
        run(new FakeAction("unbounded", log), new FakeAction("bounded", log).limited());
    timer.advance(Duration.ofMinutes(10).minusNanos(1));
    assertThat(closes()).isEmpty();
    timer.advance(Duration.ofNanos(1));
    assertThat(closes()).containsExactly("1008 This path can last at most 10m (--max-duration).");
    assertThat(peer.calls).containsExactly("mute false", "end after PT5S");
    run.closed();
  }

  @Test
  void aBoundEndsWithTheConnection() {
    ScenarioRun run = run(new FakeAction("bounded", log).limited());
    run.closed();
    assertThat(timer.pending()).isZero();
  }

  @Test
  void aRunThatIsNotBoundedMayLastForEver() {
    run(new FakeAction("unbounded", log));
    timer.advance(Duration.ofDays(1));
    assertThat(closes()).isEmpty();
  }

  @Test
  void whatAnActionThrowsFailsTheConnection() {
    IllegalStateException failure = new IllegalStateException("on purpose");
    run(
        context -> {
          throw failure;
        });
    assertThat(peer.failures).containsExactly(failure);
  }

  @Test
  void pongsGoToWhoWantsThem() {
    FakeAction action = new FakeAction("action", log);
    ScenarioRun run = run(action);
    run.pong(UTF_8.encode("early"));
    action.context().pongs(payload -> log.add("pong " + read(payload)));
    ByteBuffer payload = ByteBuffer.wrap("late".getBytes(UTF_8));
    run.pong(payload);
    assertThat(log).containsExactly("action starts", "pong late");
  }

  @Test
  void pongsDoNotPileUp() {
    FakeAction action = new FakeAction("action", log);
    ScenarioRun run = run(action);
    action.context().pongs(payload -> log.add("pong"));
    bulk.clear();
    action
        .context()
        .soon(
            () -> {
              for (int i = 0; i < 1000; i++) {
                run.pong(ByteBuffer.allocate(0));
              }
            });
    bulk.remove().run();
    assertThat(log).hasSize(ScenarioRun.MOST_PONGS_WAITING);
  }

  @Test
  void theContainersEngineHasNoWire() {
    FakeAction action = new FakeAction("action", log);
    run(action);
    assertThat(action.context().wire()).isSameAs(peer);
    FakeAction other = new FakeAction("other", log);
    new ScenarioRun(List.of(other), services(), "192.0.2.1", Optional.empty(), Optional.empty())
        .opened(new ContainerPeer());
    assertThatThrownBy(() -> other.context().wire()).isInstanceOf(IllegalStateException.class);
  }

  private ScenarioRun run(Action... actions) {
    ScenarioRun run =
        new ScenarioRun(
            List.of(actions), services(), "192.0.2.1", Optional.empty(), Optional.empty());
    run.opened(peer);
    return run;
  }

  private SharedServices services() {
    Limits limits =
        Settings.load(List.of(Source.flags(Map.of("max-duration", "10m", "close-timeout", "5s"))))
            .limits();
    return new SharedServices(
        timer, limits, bulk::add, new MemoryBudget(Long.MAX_VALUE), ServerObserver.NONE);
  }

  private void message(ScenarioRun run, String text, boolean last) {
    run.message(peer, MessageKind.TEXT, ByteBuffer.wrap(text.getBytes(UTF_8)), last);
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
