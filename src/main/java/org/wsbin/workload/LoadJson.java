package org.wsbin.workload;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.wsbin.text.Json;
import org.wsbin.text.Words;

/** The result as one JSON object, for programs. Times are in microseconds. */
public final class LoadJson {
  private static final int VERSION = 1;
  private static final double MICRO = 1e3;
  private static final List<Double> PERCENTILES =
      List.of(50.0, 75.0, 90.0, 95.0, 99.0, 99.9, 99.99);

  private LoadJson() {}

  /** The text. */
  public static String of(LoadResult result, List<Threshold> thresholds) {
    LoadSecond total = result.total();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", VERSION);
    all.put("target", result.settings().uri().toString());
    all.put("at", result.at().toString());
    all.put("settings", settings(result.settings()));
    all.put("seconds", result.seconds());
    all.put("stopped", result.stopped());
    all.put("allConnectionsEnded", result.alone());
    all.put("opened", result.opened());
    all.put("sent", total.sent());
    all.put("received", total.received());
    all.put("delivered", result.delivered());
    all.put("sentBytes", total.sentBytes());
    all.put("receivedBytes", total.receivedBytes());
    all.put("sentPerSecond", result.sentRate());
    all.put("receivedPerSecond", result.rate());
    all.put("latencyMicros", histogram(total.latency()));
    all.put("connectMicros", histogram(result.connects()));
    all.put("errors", result.errors());
    all.put("generator", generator(result));
    all.put("coordinatedOmission", result.settings().rate().isEmpty());
    all.put("warnings", LoadNotes.warnings(result));
    all.put("thresholds", thresholds.stream().map(each -> threshold(each, result)).toList());
    all.put("timeline", result.points().stream().map(LoadJson::point).toList());
    return Json.of(all);
  }

  private static Object settings(LoadSettings settings) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("scenario", Words.of(settings.scenario()));
    all.put("rate", settings.rate());
    all.put("connections", settings.connections());
    all.put(
        "publishers",
        Optional.of(settings.publishers())
            .filter(any -> settings.scenario() == LoadScenario.CHANNEL));
    all.put("inflight", settings.inflight());
    all.put("durationSeconds", settings.duration().toMillis() / 1000.0);
    all.put("warmupSeconds", settings.warmup().toMillis() / 1000.0);
    all.put("rampSeconds", settings.ramp().toMillis() / 1000.0);
    all.put("size", settings.sizes().toString());
    all.put("content", Words.of(settings.content()));
    all.put("threads", settings.threads());
    return all;
  }

  private static Object generator(LoadResult result) {
    LoadResult.Generator generator = result.generator();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("busy", generator.busy());
    all.put("lagMicros", histogram(generator.lag()));
    all.put("heldBack", generator.heldBack());
    all.put("cpuSeconds", generator.cpuSeconds());
    all.put("pauseMillis", generator.pauseMillis());
    return all;
  }

  private static Object threshold(Threshold threshold, LoadResult result) {
    Threshold.Outcome outcome = threshold.of(result);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("condition", threshold.text());
    all.put("failed", outcome.failed());
    all.put("sentence", outcome.sentence());
    return all;
  }

  private static Object histogram(Histogram histogram) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("count", histogram.getTotalCount());
    if (histogram.getTotalCount() > 0) {
      all.put("min", histogram.getMinValue() / MICRO);
      all.put("mean", histogram.getMean() / MICRO);
      for (double percent : PERCENTILES) {
        all.put(
            "p" + String.valueOf(percent).replaceFirst("\\.0$", ""),
            histogram.getValueAtPercentile(percent) / MICRO);
      }
      all.put("max", histogram.getMaxValue() / MICRO);
    }
    return all;
  }

  private static Object point(LoadPoint point) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("second", point.number());
    all.put("received", point.received());
    all.put("p50", point.median() / MICRO);
    all.put("p99", point.p99() / MICRO);
    all.put("max", point.max() / MICRO);
    all.put("errors", point.errors());
    return all;
  }
}
