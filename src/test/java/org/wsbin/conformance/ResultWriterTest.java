package org.wsbin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.wsbin.cluster.ClusterException;
import org.wsbin.cluster.LogEntry;
import org.wsbin.cluster.LogKey;
import org.wsbin.cluster.LogListener;
import org.wsbin.cluster.SharedLog;
import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.conformance.Verdicts.Close;
import org.wsbin.scenario.FakeTimer;

/** What a node tells, and when another's result replaces its own. */
class ResultWriterTest {
  private static final ResultKey KEY = new ResultKey("x", CaseId.of("1.1.1"));

  private final FakeTimer timer = new FakeTimer();
  private final SlowLog log = new SlowLog();
  private final ReportSamples samples = new ReportSamples();
  private final ResultWriter writer =
      new ResultWriter(
          samples.results(), log, SharedResults.KEY, timer, result -> ByteBuffer.allocate(1));

  private void play(String agent) {
    samples.with(agent, "1.1.1", Behaviour.OK, Close.OK);
    writer.add(new ResultKey(agent, KEY.id()));
  }

  /** The answer may come before what stands in front of the entry. */
  @Test
  void anOlderEntryOfAnotherNodeReplacesNothing() {
    play("x");
    assertThat(writer.yields(KEY, 5)).as("while it is on its way").isFalse();
    log.answers.get(0).complete(6L);
    assertThat(writer.yields(KEY, 5)).isFalse();
    assertThat(writer.yields(KEY, 7)).isTrue();
    assertThat(writer.yields(KEY, 8)).isTrue();
  }

  @Test
  void whatWasOnItsWayWhenTheLogWasLostIsToldAgain() {
    play("x");
    writer.tellAgain();
    assertThat(log.answers).hasSize(1);
    log.answers.get(0).complete(6L);
    assertThat(log.answers).hasSize(2);
    log.answers.get(1).complete(1L);
    assertThat(log.answers).hasSize(2);
  }

  @Test
  void aNewerResultOfACaseIsToldAfterTheOneBefore() {
    play("x");
    play("x");
    play("x");
    assertThat(log.answers).hasSize(1);
    log.answers.get(0).complete(1L);
    assertThat(log.answers).hasSize(2);
    log.answers.get(1).complete(2L);
    assertThat(log.answers).hasSize(2);
  }

  /** Agents that are pushed out of the results take no room here either. */
  @Test
  void namesOfResultsThatAreGoneAreForgotten() {
    for (int i = 0; i < 5000; i++) {
      play("agent " + i);
      if (i % 2 == 0) {
        List.copyOf(log.answers).forEach(answer -> answer.complete(1L));
      }
    }
    assertThat(writer.names()).isLessThan(1200);
  }

  @Test
  void aRefusedEntryIsTriedAgainOnceASecond() {
    play("x");
    log.answers.get(0).completeExceptionally(new ClusterException("No room."));
    play("y");
    assertThat(log.answers).hasSize(1);
    timer.advance(ResultWriter.AGAIN);
    assertThat(log.answers).hasSize(3);
  }

  /** Answers when its test says so. */
  private static final class SlowLog implements SharedLog {
    private final List<CompletableFuture<Long>> answers = new ArrayList<>();

    @Override
    public CompletionStage<Long> append(LogKey key, ByteBuffer data) {
      CompletableFuture<Long> answer = new CompletableFuture<>();
      answers.add(answer);
      return answer;
    }

    @Override
    public CompletionStage<List<LogEntry>> read(LogKey key, long after, int most) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Long> newest(LogKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Following follow(LogKey key, long after, LogListener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> delete(LogKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
