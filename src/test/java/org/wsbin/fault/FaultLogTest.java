package org.wsbin.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wsbin.fault.ConnectionStats.Awaits;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver.Direction;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;
import org.wsbin.scenario.LogWriter;

class FaultLogTest {
  private final FaultLog log = new FaultLog();

  @AfterEach
  void end() {
    log.close();
  }

  @Test
  void aLineForEachFault() {
    ConnectionStats seen = new ConnectionStats(Awaits.REACTION, stats -> {});
    CloseFrame close = CloseFrame.of(1002, "masked");
    seen.opened(0);
    seen.frame(
        Direction.RECEIVED, new FrameHeader(true, false, Opcode.TEXT, 1), OptionalInt.empty(), 1);
    seen.payload(Direction.RECEIVED, ByteBuffer.wrap(new byte[] {'a'}), true, 1);
    seen.close(Direction.RECEIVED, close, 2);
    seen.ended(
        ConnectionState.OPEN.received(close).sent(close).ended(),
        EndOfStream.LOCAL,
        Duration.ofMillis(3).toNanos());
    try (FaultLines lines = FaultLines.of("a-line/")) {
      log.ended("a-line/1", seen);
      log.answered("a-line/2", 503);
      await()
          .untilAsserted(
              () ->
                  assertThat(lines.lines())
                      .containsExactly(
                          "Fault a-line/1: the client closed with 1002 \"masked\" after 3 ms"
                              + " (1 messages, 0 pings, 0 pongs).",
                          "Fault a-line/2: answered with 503."));
    }
  }

  @Test
  void aBlockedLogBlocksNobodyAndDroppedLinesAreCounted() {
    try (FaultLines lines = FaultLines.heldUp("held/")) {
      log.answered("held/first", 200);
      await().until(() -> lines.lines().size() == 1);
      int more = LogWriter.MOST_WAITING + 7;
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> IntStream.range(0, more).forEach(i -> log.answered("held/" + i, 200)));
      assertThat(writing).succeedsWithin(Duration.ofSeconds(10));
      assertThat(lines.lines()).as("the log is still held up").hasSize(1);

      lines.release();
      await().until(() -> lines.lines().size() == 1 + LogWriter.MOST_WAITING);
      log.answered("held/last", 200);
      await().until(() -> lines.lines().size() == 2 + LogWriter.MOST_WAITING);
      List<String> written = lines.lines();
      assertThat(written.get(0)).isEqualTo("Fault held/first: answered with 200.");
      assertThat(written.get(1))
          .startsWith("Fault held/0: answered with 200.")
          .contains(" 7 lines ")
          .endsWith("dropped.");
      assertThat(written.subList(2, written.size() - 1))
          .isEqualTo(
              IntStream.range(1, LogWriter.MOST_WAITING)
                  .mapToObj(i -> "Fault held/" + i + ": answered with 200.")
                  .toList());
      assertThat(written).last().isEqualTo("Fault held/last: answered with 200.");
    }
  }

  @Test
  void afterItsEndItIgnoresEverythingWithoutFailing() {
    log.close();
    log.answered("late", 200);
    log.ended("late", new ConnectionStats(Awaits.REACTION, stats -> {}));
  }
}
