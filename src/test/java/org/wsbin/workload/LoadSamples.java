package org.wsbin.workload;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Settings and results for tests. */
final class LoadSamples {
  private LoadSamples() {}

  static LoadSettings settings(
      LoadScenario scenario, Optional<Double> rate, MessageSizes sizes, MessageContent content) {
    return new LoadSettings(
        URI.create("ws://localhost/echo?a=1&b=2"),
        scenario,
        rate,
        10,
        1,
        1000,
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        Duration.ZERO,
        Duration.ofSeconds(5),
        sizes,
        content,
        1,
        new LoadSettings.Handshake(Optional.empty(), List.of(), List.of(), Duration.ofSeconds(60)),
        Optional.empty(),
        true);
  }

  static LoadSettings echo(Optional<Double> rate) {
    return settings(LoadScenario.ECHO, rate, new MessageSizes(125, 125), MessageContent.TEXT);
  }

  /** A histogram of these milliseconds. */
  static Histogram millis(double... millis) {
    Histogram histogram = LoadSecond.histogram();
    for (double each : millis) {
      LoadSecond.record(histogram, (long) (each * 1e6));
    }
    return histogram;
  }

  static LoadResult result(
      LoadSettings settings,
      Histogram latency,
      long received,
      Map<String, Long> errors,
      LoadResult.Generator generator) {
    LoadSecond total = new LoadSecond(0, latency, received, received, 1000, 1000, 0);
    return new LoadResult(
        settings,
        Instant.EPOCH,
        10,
        false,
        false,
        false,
        total,
        millis(1, 2, 30),
        errors,
        10,
        0,
        0,
        List.of(LoadPoint.of(total), new LoadPoint(1, 5, 1_000_000, 2_000_000, 3_000_000, 1)),
        generator);
  }

  static LoadResult.Generator idle() {
    return new LoadResult.Generator(0.1, LoadSecond.histogram(), 0, 2, 0);
  }
}
