package org.wsbin.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistogramFileTest {
  @TempDir private Path directory;

  /** Connecting, the ramp and the warm-up come before. */
  @Test
  void secondsCountFromWhenMeasuringBegan() throws Exception {
    Path file = directory.resolve("latency.hlog");
    AtomicReference<Instant> began = new AtomicReference<>(Instant.EPOCH);
    try (HistogramFile log = new HistogramFile(file, began::get)) {
      began.set(Instant.ofEpochSecond(100));
      log.add(new LoadSecond(3, LoadSamples.millis(1), 1, 1, 1, 1, 0));
    }
    assertThat(file).content().contains("[StartTime: 100.000", "\n103.000,1.000,");
  }

  @Test
  void aRunWithoutASecondHasAHeadAllTheSame() throws Exception {
    Path file = directory.resolve("latency.hlog");
    new HistogramFile(file, () -> Instant.ofEpochSecond(100)).close();
    assertThat(file).content().contains("[StartTime: 100.000");
  }
}
