package org.wsbin.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.wsbin.cluster.LogKey.Kind;
import org.wsbin.limits.MemoryBudget;

class MemoryLogTest extends SharedLogContract {
  private final MemoryBudget memory = new MemoryBudget(1 << 20);
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final SharedLog log = new MemoryLog(RETENTION, memory, now::get);

  @Override
  SharedLog log() {
    return log;
  }

  @Override
  SharedLog other() {
    return log;
  }

  @Test
  void whatIsKeptIsChargedAndGivenBack() throws Exception {
    LogKey key = new LogKey(Kind.CHANNEL, "a");
    append(log, key, "x".repeat(1000));
    assertThat(memory.used()).isBetween(1000L, 1200L);
    get(log.delete(key));
    assertThat(memory.used()).isZero();
  }

  @Test
  void olderEntriesMakeRoomIfTheMemoryIsSpent() throws Exception {
    LogKey key = new LogKey(Kind.TRANSCRIPT, "a");
    append(log, key, "x".repeat(1000));
    memory.chargeAnyway((1 << 20) - memory.used());
    append(log, key, "y".repeat(500));
    assertThat(texts(log, key, 0)).hasSize(1).first().asString().startsWith("2 y");
    assertThatThrownBy(() -> append(log, key, "z".repeat(100_000)))
        .hasRootCauseMessage(MemoryBudget.SPENT);
  }

  @Test
  void allLogsTogetherTakeAQuarterOfTheMemory() throws Exception {
    for (int i = 0; i < 200; i++) {
      append(log, new LogKey(Kind.CHANNEL, "n" + i), "x".repeat(3000));
    }
    assertThat(memory.used()).isLessThanOrEqualTo((1 << 20) / 4);
    assertThat(texts(log, new LogKey(Kind.CHANNEL, "n0"), 0)).isEmpty();
    assertThat(texts(log, new LogKey(Kind.CHANNEL, "n199"), 0)).hasSize(1);
    assertThat(append(log, new LogKey(Kind.CHANNEL, "n0"), "y")).isEqualTo(2);
  }

  @Test
  void aLogThatNobodyUsesIsForgotten() throws Exception {
    append(log, new LogKey(Kind.CHANNEL, "old"), "x".repeat(1000));
    now.set(now.get().plus(Duration.ofSeconds(61)));
    append(log, new LogKey(Kind.CHANNEL, "new"), "y");
    assertThat(memory.used()).isLessThan(200);
    assertThat(get(log.newest(new LogKey(Kind.CHANNEL, "old")))).isZero();
  }

  @Test
  void aNameBeyondTheMostTakesThePlaceOfTheOldest() throws Exception {
    for (int i = 0; i <= SharedLog.MOST_NAMES; i++) {
      append(log, new LogKey(Kind.CHANNEL, "n" + i), "");
    }
    assertThat(get(log.newest(new LogKey(Kind.CHANNEL, "n0")))).isZero();
    assertThat(get(log.newest(new LogKey(Kind.CHANNEL, "n" + SharedLog.MOST_NAMES)))).isEqualTo(1);
  }
}
