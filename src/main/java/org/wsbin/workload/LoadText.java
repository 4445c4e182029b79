package org.wsbin.workload;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;
import org.wsbin.text.Durations;
import org.wsbin.text.PlainText;
import org.wsbin.text.Words;

/** The result as text, for people. */
public final class LoadText {
  private LoadText() {}

  /** The lines. */
  public static List<String> of(LoadResult result) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(row("connections", connections(result)));
    if (result.settings().scenario() != LoadScenario.CONNECT) {
      lines.add(row("connecting", percentiles(result.connects())));
    }
    lines.add(row(plural(result), rates(result)));
    if (result.settings().scenario() != LoadScenario.CONNECT) {
      lines.add(row("bytes", bytes(result)));
    }
    lines.add(row(latencyName(result), percentiles(result.total().latency())));
    lines.add(
        row("errors", result.errors().isEmpty() ? "none" : LoadWords.whole(result.failures())));
    result.errors().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .forEach(each -> lines.add(row("", error(each))));
    lines.add(
        row(
            "generator",
            "busy for %s of the time, sent late by p99 %s"
                .formatted(
                    LoadWords.percent(result.generator().busy()),
                    LoadWords.time(result.generator().lag().getValueAtPercentile(99)))));
    lines.add("");
    lines.addAll(LoadNotes.of(result));
    return lines;
  }

  /** What a run is going to do, and where, in one line. */
  public static String plan(LoadSettings settings) {
    return PlainText.of(settings.uri().toString()) + ": " + load(settings);
  }

  static String load(LoadSettings settings) {
    boolean handshakes = settings.scenario() == LoadScenario.CONNECT;
    String load =
        settings
            .rate()
            .map(rate -> LoadWords.number(rate) + (handshakes ? " handshakes/s" : " messages/s"))
            .orElse(handshakes ? "as many as it can" : closedLoop(settings));
    return "%s, %s%s, %s%s, for %s after %s of warm-up"
        .formatted(
            Words.of(settings.scenario()),
            settings.connections() == 1 ? "1 connection" : settings.connections() + " connections",
            settings.scenario() == LoadScenario.CHANNEL
                ? " of which " + settings.publishers() + " publish"
                : handshakes ? " at a time" : "",
            load,
            handshakes ? "" : ", " + settings.sizes() + " bytes of " + Words.of(settings.content()),
            Durations.format(settings.duration()),
            Durations.format(settings.warmup()));
  }

  private static String closedLoop(LoadSettings settings) {
    return settings.scenario() == LoadScenario.SINK
        ? "as much as it takes"
        : "closed loop with " + settings.inflight() + " in flight each";
  }

  static String plural(LoadResult result) {
    return switch (result.settings().scenario()) {
      case CONNECT -> "handshakes";
      case CHANNEL -> "deliveries";
      default -> "messages";
    };
  }

  static String latencyName(LoadResult result) {
    return switch (result.settings().scenario()) {
      case ECHO -> "round trip";
      case SINK -> "until sent";
      case CHANNEL -> "delivery";
      case CONNECT -> "handshake";
    };
  }

  private static String connections(LoadResult result) {
    String opened = LoadWords.whole(result.opened()) + " opened";
    return result.settings().scenario() == LoadScenario.CONNECT
        ? opened
        : opened + " of " + LoadWords.whole(result.settings().connections());
  }

  private static String rates(LoadResult result) {
    LoadSecond total = result.total();
    String sent =
        LoadWords.whole(total.sent()) + " sent (" + LoadWords.number(result.sentRate()) + "/s)";
    String received =
        LoadWords.whole(total.received()) + " back (" + LoadWords.number(result.rate()) + "/s)";
    return switch (result.settings().scenario()) {
      case CONNECT ->
          "%s begun (%s/s), %s accepted (%s/s)"
              .formatted(
                  LoadWords.whole(total.sent()),
                  LoadWords.number(result.sentRate()),
                  LoadWords.whole(total.received()),
                  LoadWords.number(result.rate()));
      case CHANNEL -> sent + ", " + received.replace("back", "delivered");
      default -> sent + ", " + received;
    };
  }

  private static String bytes(LoadResult result) {
    double seconds = Math.max(result.seconds(), 1e-9);
    return LoadWords.bytes(result.total().sentBytes() / seconds)
        + " sent, "
        + LoadWords.bytes(result.total().receivedBytes() / seconds)
        + " back";
  }

  private static String error(Map.Entry<String, Long> error) {
    return LoadWords.whole(error.getValue()) + " × " + PlainText.of(error.getKey());
  }

  private static String percentiles(Histogram histogram) {
    if (histogram.getTotalCount() == 0) {
      return "nothing was measured";
    }
    return DoubleStream.of(50, 90, 99, 99.9)
            .mapToObj(
                percent ->
                    "p%s %s"
                        .formatted(
                            String.valueOf(percent).replace(".0", ""),
                            LoadWords.time(histogram.getValueAtPercentile(percent))))
            .collect(joining(", "))
        + ", max "
        + LoadWords.time(histogram.getMaxValue());
  }

  private static String row(String name, String value) {
    return "  %-12s %s".formatted(name, value);
  }
}
