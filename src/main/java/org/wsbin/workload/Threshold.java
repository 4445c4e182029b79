package org.wsbin.workload;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.wsbin.text.PlainText;

/**
 * A condition under which a run has failed, such as {@code p99>50ms}.
 *
 * @param text as it was given
 * @param limit nanoseconds, a number, or a share of 1 for percent
 */
public record Threshold(String text, String metric, String sign, double limit, boolean percent) {
  /** The allowed conditions, phrased to follow "allowed is". */
  public static final String ALLOWED =
      "a measure, a sign of >, >=, <, <= and a value, such as p99>50ms, p99.9>=1s, max>2s, mean>5ms,"
          + " connect-p99>100ms, connect-max>1s, rate<1000, errors>0 or errors>1%";

  private static final Pattern FORM =
      Pattern.compile("(\\S+?)\\s*(>=|<=|>|<)\\s*(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(\\S*)");
  private static final Pattern LATENCY =
      Pattern.compile("(connect-)?(?:p(\\d{1,2}(?:\\.\\d{1,4})?|100)|max|mean|min)");
  private static final Map<String, Double> UNITS =
      Map.of("us", 1e3, "µs", 1e3, "ms", 1e6, "s", 1e9, "m", 60e9);
  private static final String RATE = "rate";
  private static final String ERRORS = "errors";

  /** What became of it: whether it is true, so that the run has failed, and why. */
  public record Outcome(boolean failed, String sentence) {}

  /**
   * Reads a condition.
   *
   * @return empty if it is none
   */
  public static Optional<Threshold> parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    String metric = form.group(1).toLowerCase(Locale.ROOT);
    double number = Double.parseDouble(form.group(3));
    String unit = form.group(4);
    Optional<Double> limit = Optional.empty();
    if (LATENCY.matcher(metric).matches()) {
      limit = Optional.ofNullable(UNITS.get(unit)).map(factor -> number * factor);
    } else if (metric.equals(RATE) && unit.matches("(/s)?")) {
      limit = Optional.of(number);
    } else if (metric.equals(ERRORS) && unit.matches("%?")) {
      limit = Optional.of(unit.isEmpty() ? number : number / 100);
    }
    return limit.map(
        value -> new Threshold(text.strip(), metric, form.group(2), value, unit.equals("%")));
  }

  /** Whether the result meets the condition. A latency that nobody measured does. */
  public Outcome of(LoadResult result) {
    Matcher latency = LATENCY.matcher(metric);
    if (!latency.matches()) {
      double found = metric.equals(RATE) ? result.rate() : errors(result);
      return outcome(found, percent ? LoadWords.percent(found) : LoadWords.number(found));
    }
    boolean connect = latency.group(1) != null;
    Histogram histogram = connect ? result.connects() : result.total().latency();
    if (histogram.getTotalCount() == 0) {
      return new Outcome(true, "Failed: " + PlainText.of(text) + ", since nothing was measured.");
    }
    double found = nanos(histogram, Optional.ofNullable(latency.group(2)));
    return outcome(found, LoadWords.time(found));
  }

  private double nanos(Histogram histogram, Optional<String> percentile) {
    if (percentile.isPresent()) {
      return histogram.getValueAtPercentile(Double.parseDouble(percentile.get()));
    }
    return metric.endsWith("max")
        ? histogram.getMaxValue()
        : metric.endsWith("min") ? histogram.getMinValue() : histogram.getMean();
  }

  private double errors(LoadResult result) {
    double failures = result.failures();
    double all = failures + result.total().received();
    return percent ? (all == 0 ? 0 : failures / all) : failures;
  }

  private Outcome outcome(double found, String shown) {
    boolean failed =
        switch (sign) {
          case ">" -> found > limit;
          case ">=" -> found >= limit;
          case "<" -> found < limit;
          default -> found <= limit;
        };
    String condition = PlainText.of(text);
    String verdict = failed ? "Failed: " + condition : "Passed: " + condition + " is not true";
    return new Outcome(failed, verdict + ": " + metric + " is " + shown + ".");
  }
}
