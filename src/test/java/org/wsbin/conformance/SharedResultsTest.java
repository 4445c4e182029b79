package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.wsbin.cluster.ClusterException;
import org.wsbin.cluster.LogEntry;
import org.wsbin.cluster.LogKey;
import org.wsbin.cluster.LogListener;
import org.wsbin.cluster.MemoryLog;
import org.wsbin.cluster.Retention;
import org.wsbin.cluster.SharedLog;
import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.conformance.Verdicts.Close;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.Role;
import org.wsbin.scenario.FakeTimer;

/** Nodes that share a log in this process: each has the results of all. */
class SharedResultsTest {
  private static final Duration AGE = Duration.ofDays(1);

  private final FakeTimer timer = new FakeTimer();
  private final FailingLog log = new FailingLog(memoryLog());
  private Optional<String> alone = Optional.empty();
  private final SharedResults a = node();
  private final SharedResults b = node();

  private SharedLog memoryLog() {
    return new MemoryLog(
        Map.of(LogKey.Kind.RESULTS, new Retention(20_000, 8 << 20, AGE)),
        new MemoryBudget(1 << 26),
        () -> timer.now().toInstant());
  }

  private SharedResults node() {
    return new SharedResults(new Results(Long.MAX_VALUE), log, () -> alone, timer);
  }

  private static CaseResult result(String agent, String id, Behaviour verdict) {
    return new CaseResult(
        Played.named(id),
        new CaseRun.Setting(agent, 1, Role.SERVER, "", ""),
        true,
        Instant.EPOCH,
        Duration.ZERO,
        new CaseJudgement(verdict, "", Close.OK, ""),
        new Ending(),
        List.of(),
        new Wirelog());
  }

  private static void play(SharedResults node, String agent, String id, Behaviour verdict) {
    node.begins(agent, Played.named(id));
    node.add(result(agent, id, verdict));
  }

  private static Map<String, String> reports(SharedResults node) {
    Map<String, String> files = new TreeMap<>();
    ConformanceReports.of(ReportSamples.CATALOGUE, node.results()).each(files::put);
    return files;
  }

  private static String verdict(SharedResults node, String agent, String id) {
    return node.results()
        .find(agent, CaseId.of(id))
        .map(found -> found.judgement().behaviour().toString())
        .orElse("none");
  }

  @Test
  void aRunThatIsSpreadOverNodesIsWholeOnEach() {
    play(a, "x", "1.1.1", Behaviour.OK);
    play(b, "x", "1.1.2", Behaviour.FAILED);
    play(a, "x", "2.1", Behaviour.NON_STRICT);
    play(b, "y", "2.1", Behaviour.OK);
    SharedResults later = node();
    assertThat(reports(a)).containsKeys("index.html", "x_case_1_1_1.json", "y_case_2_1.json");
    assertThat(reports(b)).isEqualTo(reports(a));
    assertThat(reports(later)).isEqualTo(reports(a));
    assertThat(a.results().of("x")).hasSize(3);
  }

  @Test
  void theLastResultOfACaseCountsOnAllNodes() {
    play(a, "x", "1.1.1", Behaviour.OK);
    play(b, "x", "1.1.1", Behaviour.FAILED);
    assertThat(List.of(verdict(a, "x", "1.1.1"), verdict(b, "x", "1.1.1"))).containsOnly("FAILED");
    play(a, "x", "1.1.1", Behaviour.NON_STRICT);
    assertThat(verdict(b, "x", "1.1.1")).isEqualTo("NON-STRICT");
  }

  /** Both have the same case at the same time; the order of the log decides on both. */
  @Test
  void theOrderOfTheLogDecidesOnAllNodes() {
    log.holding = true;
    play(b, "x", "1.1.1", Behaviour.FAILED);
    play(a, "x", "1.1.1", Behaviour.OK);
    assertThat(verdict(a, "x", "1.1.1")).isEqualTo("OK");
    assertThat(verdict(b, "x", "1.1.1")).isEqualTo("FAILED");
    log.release();
    assertThat(List.of(verdict(a, "x", "1.1.1"), verdict(b, "x", "1.1.1"))).containsOnly("OK");
  }

  @Test
  void theSameAgentsStayOnAllNodes() {
    log.holding = true;
    play(b, "second", "1.1.1", Behaviour.OK);
    play(a, "first", "1.1.1", Behaviour.OK);
    log.releaseLast();
    for (int i = 0; i < Results.MOST_AGENTS - 1; i++) {
      play(i % 2 == 0 ? a : b, "agent " + i, "1.1.1", Behaviour.OK);
    }
    assertThat(a.results().agents()).hasSize(Results.MOST_AGENTS);
    assertThat(b.results().agents()).isEqualTo(a.results().agents());
    assertThat(node().results().agents()).isEqualTo(a.results().agents());
    assertThat(a.results().agents()).contains("second").doesNotContain("first");
  }

  /** Nobody gets the result of the run before. */
  @Test
  void aStatusWaitsWhileTheCaseRunsOnAnotherNode() {
    play(a, "x", "1.1.1", Behaviour.OK);
    a.begins("x", Played.named("1.1.1"));
    SuiteRuns onB = new SuiteRuns(b.results(), Optional.of(b));
    var status = onB.result("x", CaseId.of("1.1.1"));
    assertThat(status.get()).isEmpty();
    assertThat(onB.result("x", CaseId.of("1.1.2")).get()).isEmpty();
    BooleanSupplier complete = onB.whenComplete("x");
    assertThat(complete.getAsBoolean()).isFalse();
    assertThat(onB.whenComplete("y").getAsBoolean()).isTrue();
    a.add(result("x", "1.1.1", Behaviour.FAILED));
    assertThat(status.get())
        .hasValueSatisfying(
            found -> assertThat(found.judgement().behaviour()).isEqualTo(Behaviour.FAILED));
    assertThat(complete.getAsBoolean()).isTrue();
  }

  /** A node that was killed says nothing any more. */
  @Test
  void aCaseThatNeverEndsHoldsNothingForEver() {
    a.begins("x", Played.named("1.1.1"));
    SuiteRuns onB = new SuiteRuns(b.results(), Optional.of(b));
    BooleanSupplier complete = onB.whenComplete("x");
    BooleanSupplier over = b.whenComplete(key -> true);
    timer.advance(SharedResults.PATIENCE.plusMillis(1));
    assertThat(complete.getAsBoolean()).as("reports do not wait for it").isTrue();
    assertThat(over.getAsBoolean()).isFalse();
    timer.advance(Played.named("1.1.1").mostTime());
    assertThat(over.getAsBoolean()).isTrue();
  }

  @Test
  void whatOthersWriteIntoTheLogIsLeftOut() {
    play(a, "x", "1.1.1", Behaviour.OK);
    for (String foreign : List.of("", "\u0001", "\u0001\0\0", "hello", "x".repeat(1000))) {
      log.append(SharedResults.KEY, ByteBuffer.wrap(foreign.getBytes(UTF_8)));
    }
    play(b, "x", "1.1.2", Behaviour.OK);
    assertThat(a.results().of("x")).hasSize(2);
    assertThat(b.results().of("x")).hasSize(2);
    assertThat(b.current()).isCompletedWithValue(Optional.empty());
  }

  @Test
  void aNodeAloneGoesOnAndTellsTheOthersLater() {
    log.refusing = true;
    alone = Optional.of("Redis is away.");
    play(a, "x", "1.1.1", Behaviour.OK);
    play(b, "x", "1.1.2", Behaviour.OK);
    assertThat(a.current()).isCompletedWithValue(alone);
    assertThat(new SuiteRuns(a.results(), Optional.of(a)).whenComplete("x").getAsBoolean())
        .isTrue();
    assertThat(a.results().of("x")).hasSize(1);
    assertThat(b.results().of("x")).hasSize(1);
    timer.advance(ResultWriter.AGAIN.multipliedBy(5));
    log.refusing = false;
    alone = Optional.empty();
    timer.advance(ResultWriter.AGAIN);
    assertThat(reports(a)).isEqualTo(reports(b));
    assertThat(a.results().of("x")).hasSize(2);
  }

  /** The rest waits in the results, which have a limit, and takes nothing else. */
  @Test
  void aFewResultsWaitForTheLogAtATime() {
    log.holding = true;
    List<ConformanceCase> cases = CaseCatalogue.load().all();
    cases.forEach(each -> a.add(result("x", each.id().toString(), Behaviour.OK)));
    assertThat(log.held).hasSize(ResultWriter.MOST_SENT);
    log.release();
    assertThat(b.results().of("x")).hasSameSizeAs(cases);
  }

  @Test
  void ofBeginningsFewWaitToo() {
    log.holding = true;
    for (int i = 0; i < 1000; i++) {
      a.begins("x", Played.named("1.1.1"));
    }
    assertThat(log.held).hasSize(64);
    log.release();
    a.begins("x", Played.named("1.1.1"));
    assertThat(log.held).isEmpty();
  }

  @Test
  void resultsThatAreGoneAreNotTold() {
    log.refusing = true;
    for (int i = 0; i < 3000; i++) {
      play(a, "agent " + i, "1.1.1", Behaviour.OK);
    }
    log.refusing = false;
    long before = log.appended;
    timer.advance(ResultWriter.AGAIN);
    assertThat(log.appended - before).isEqualTo(Results.MOST_AGENTS);
    assertThat(b.results().agents()).isEqualTo(a.results().agents());
  }

  @Test
  void whatRedisHasLostIsToldAgain() {
    play(a, "x", "1.1.1", Behaviour.OK);
    play(b, "x", "1.1.2", Behaviour.OK);
    play(b, "x", "1.1.1", Behaviour.FAILED);
    log.delete(SharedResults.KEY);
    SharedResults later = node();
    assertThat(verdict(later, "x", "1.1.1")).isEqualTo("FAILED");
    assertThat(verdict(later, "x", "1.1.2")).isEqualTo("OK");
    assertThat(reports(a)).isEqualTo(reports(later));
    assertThat(reports(b)).isEqualTo(reports(later));
  }

  @Test
  void whoAsksWaitsForWhatIsInTheLogAndNotForLong() {
    log.deaf = true;
    SharedResults behind = node();
    play(a, "x", "1.1.1", Behaviour.OK);
    CompletableFuture<Optional<String>> asked = behind.current().toCompletableFuture();
    assertThat(asked).isNotDone();
    timer.advance(SharedResults.PATIENCE);
    assertThat(asked)
        .isCompletedWithValue(Optional.of("The results of other nodes did not come within 2 s."));
    log.refusing = true;
    assertThat(a.current()).isCompletedWithValue(Optional.of("Redis is away."));
  }

  @Test
  void soManyCasesRunAndSoManyWait() {
    RunningCases running = new RunningCases(timer::nanos);
    for (int i = 0; i <= RunningCases.MOST; i++) {
      running.begun(i, "agent " + i, Played.named("1.1.1"));
    }
    assertThat(running.any(key -> key.agent().equals("agent 0"))).isFalse();
    assertThat(running.any(key -> key.agent().equals("agent 1"))).isTrue();

    LogPosition position = new LogPosition();
    List<String> done = new ArrayList<>();
    for (int i = 0; i < LogPosition.MOST_WAITING; i++) {
      assertThat(position.whenAt(1, () -> done.add("done"))).isTrue();
    }
    assertThat(position.whenAt(1, () -> done.add("one more"))).isFalse();
    position.at(1);
    assertThat(done).hasSize(LogPosition.MOST_WAITING).containsOnly("done");
  }

  /** A log that fails as its test says. */
  private static final class FailingLog implements SharedLog {
    private final SharedLog log;
    private final List<Runnable> held = new ArrayList<>();
    private boolean refusing;
    private boolean holding;
    private boolean deaf;
    private long appended;

    FailingLog(SharedLog log) {
      this.log = log;
    }

    /** What was held is appended. */
    void release() {
      holding = false;
      List<Runnable> all = List.copyOf(held);
      held.clear();
      all.forEach(Runnable::run);
    }

    /** The last one first. */
    void releaseLast() {
      holding = false;
      List<Runnable> all = new ArrayList<>(held);
      held.clear();
      for (int i = all.size() - 1; i >= 0; i--) {
        all.get(i).run();
      }
    }

    @Override
    public CompletionStage<Long> append(LogKey key, ByteBuffer data) {
      if (refusing) {
        return away();
      }
      appended++;
      if (holding) {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        held.add(() -> log.append(key, data).thenAccept(answer::complete));
        return answer;
      }
      return log.append(key, data);
    }

    private static <T> CompletionStage<T> away() {
      return CompletableFuture.failedFuture(new ClusterException("Redis is away."));
    }

    @Override
    public CompletionStage<List<LogEntry>> read(LogKey key, long after, int most) {
      return log.read(key, after, most);
    }

    @Override
    public CompletionStage<Long> newest(LogKey key) {
      return refusing ? away() : log.newest(key);
    }

    @Override
    public Following follow(LogKey key, long after, LogListener listener) {
      return deaf ? () -> {} : log.follow(key, after, listener);
    }

    @Override
    public CompletionStage<Boolean> delete(LogKey key) {
      return log.delete(key);
    }

    @Override
    public void close() {
      log.close();
    }
  }
}
