package org.wsbin.workload;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * A log of HdrHistogram, for its own tools: the latency of each second in nanoseconds, written as
 * it comes.
 */
public final class HistogramFile implements AutoCloseable {
  /** The greatest values are in milliseconds, as in other logs. */
  private static final double UNIT = 1e6;

  private static final long SECOND_MILLIS = 1000;

  private final PrintStream out;
  private final HistogramLogWriter log;
  private final Supplier<Instant> began;
  private long beganMillis;
  private boolean hasHead;

  /**
   * Creates the file, or empties it.
   *
   * @param began when measuring began; asked when the first second is over, or at the end
   * @throws IOException if it cannot be written
   */
  public HistogramFile(Path file, Supplier<Instant> began) throws IOException {
    this.out = new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8);
    this.log = new HistogramLogWriter(out);
    this.began = began;
  }

  private void head() {
    if (hasHead) {
      return;
    }
    hasHead = true;
    Instant start = began.get();
    beganMillis = start.toEpochMilli();
    log.outputComment("[Latencies in nanoseconds, of wsbin bench]");
    log.outputLogFormatVersion();
    log.outputComment(
        String.format(
            Locale.ROOT,
            "[StartTime: %.3f (seconds since epoch), %s]",
            beganMillis / 1000.0,
            start));
    log.setBaseTime(0);
    log.outputLegend();
  }

  /** Adds a second. */
  public void add(LoadSecond second) {
    head();
    long from = beganMillis + second.number() * SECOND_MILLIS;
    Histogram latency = second.latency();
    log.outputIntervalHistogram(from / 1000.0, (from + SECOND_MILLIS) / 1000.0, latency, UNIT);
  }

  @Override
  public void close() {
    head();
    log.close();
    out.close();
  }
}
