package org.wsbin.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.wsbin.text.PlainText;
import org.wsbin.text.StyleSheet;

/**
 * The result as diagrams, in SVG: latency by percentile, latency over time, rate over time. Latency
 * has a logarithmic axis.
 */
public final class LoadPlot {
  static final String STYLE = "plot.css";

  /** More seconds than that are put together. */
  static final int MOST_POINTS = 450;

  private static final int HEIGHT = 240;
  private static final int GAP = 80;
  private static final int TOP = 40;
  private static final int TOTAL = TOP + 3 * HEIGHT + 2 * GAP + 40;
  private static final int STEPS_A_DECADE = 40;
  private static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0, 99.9, 99.99, 99.999);

  private final LoadResult result;
  private final List<LoadPoint> points;

  private LoadPlot(LoadResult result) {
    this.result = result;
    this.points = thinned(result.points());
  }

  /** A file of its own. */
  public static String file(LoadResult result) {
    return new LoadPlot(result).write(StyleSheet.read(LoadPlot.class, STYLE));
  }

  /** For a page that has {@link #STYLE}. */
  static String inPage(LoadResult result) {
    return new LoadPlot(result).write("");
  }

  private String write(String css) {
    String style = css.isEmpty() ? "" : "<style>" + css + "</style>\n";
    String background =
        css.isEmpty()
            ? ""
            : "<rect class=\"page\" width=\"%s\" height=\"%s\"/>\n"
                .formatted(PlotPanel.WIDTH, TOTAL);
    return """
        <svg xmlns="http://www.w3.org/2000/svg" class="plot" viewBox="0 0 %s %s" role="img" aria-label="%s">
        %s%s%s%s%s</svg>
        """
        .formatted(
            PlotPanel.WIDTH,
            TOTAL,
            PlainText.html("Latency and rate of " + result.settings().uri()),
            style,
            background,
            byPercentile(),
            latencyOverTime(),
            rateOverTime());
  }

  private static PlotAxis vertical(int place, double least, double most) {
    double top = TOP + place * (double) (HEIGHT + GAP);
    return least == 0
        ? PlotAxis.fromZero(most, top + HEIGHT, top)
        : PlotAxis.ofTimes(least, most, top + HEIGHT, top);
  }

  private static double right() {
    return PlotPanel.WIDTH - (double) PlotPanel.RIGHT;
  }

  private String byPercentile() {
    Histogram latency = result.total().latency();
    double count = Math.max(latency.getTotalCount(), 2);
    double rarest = Math.max(10, count);
    PlotAxis across = new PlotAxis(true, 1, rarest, PlotPanel.LEFT, right());
    PlotAxis up =
        vertical(0, Math.max(1.0, (double) latency.getMinValue()), (double) latency.getMaxValue());
    PlotPanel panel =
        new PlotPanel("Latency by percentile (" + LoadText.latencyName(result) + ")", across, up);
    panel.left(up.times());
    List<PlotAxis.Mark> marks = new ArrayList<>();
    for (double percent : PERCENTILES) {
      double rarity = 100 / (100 - percent);
      if (rarity <= rarest) {
        String name = "p" + String.valueOf(percent).replaceFirst("\\.0$", "");
        marks.add(new PlotAxis.Mark(rarity, name));
      }
    }
    panel.below(marks);
    List<PlotPanel.Point> line = new ArrayList<>();
    int steps = (int) Math.ceil(STEPS_A_DECADE * Math.log10(rarest));
    for (int i = 0; i <= steps && latency.getTotalCount() > 0; i++) {
      double rarity = Math.min(rarest, Math.pow(10, i / (double) STEPS_A_DECADE));
      double value = latency.getValueAtPercentile(100 - 100 / rarity);
      line.add(new PlotPanel.Point(rarity, value));
    }
    panel.series("p99", "", line);
    for (PlotAxis.Mark mark : marks) {
      double value = latency.getValueAtPercentile(100 - 100 / mark.value());
      panel.noted(new PlotPanel.Point(mark.value(), value), LoadWords.time(value));
    }
    return panel.svg();
  }

  private String latencyOverTime() {
    double least =
        points.stream().mapToDouble(LoadPoint::median).filter(v -> v > 0).min().orElse(1);
    double most = points.stream().mapToDouble(LoadPoint::max).max().orElse(1);
    PlotAxis up = vertical(1, Math.max(1, least), most);
    PlotAxis across = seconds();
    PlotPanel panel = new PlotPanel("Latency over time, in seconds", across, up);
    panel.left(up.times());
    panel.below(across.numbers());
    panel.series("p50", "p50", line(LoadPoint::median));
    panel.series("p99", "p99", line(LoadPoint::p99));
    panel.series("max", "max", line(LoadPoint::max));
    return panel.svg();
  }

  private String rateOverTime() {
    PlotAxis up = vertical(2, 0, points.stream().mapToDouble(LoadPoint::received).max().orElse(1));
    PlotAxis across = seconds();
    String errors =
        points.stream().anyMatch(point -> point.errors() > 0) ? "; a dot for errors" : "";
    PlotPanel panel =
        new PlotPanel(
            "%s a second, over time%s".formatted(capital(LoadText.plural(result)), errors),
            across,
            up);
    panel.left(up.numbers());
    panel.below(across.numbers());
    List<PlotPanel.Point> line =
        points.stream()
            .filter(point -> point.number() < Math.ceil(result.seconds()))
            .map(point -> new PlotPanel.Point(point.number(), point.received()))
            .toList();
    panel.area("area", line);
    panel.series("p50", "", line);
    points.stream()
        .filter(point -> point.errors() > 0)
        .forEach(
            point -> panel.dot("error", new PlotPanel.Point(point.number(), point.received())));
    return panel.svg();
  }

  private PlotAxis seconds() {
    double most = points.stream().mapToDouble(LoadPoint::number).max().orElse(1);
    return new PlotAxis(false, 0, Math.max(1, most), PlotPanel.LEFT, right());
  }

  private List<PlotPanel.Point> line(ToDoubleFunction<LoadPoint> value) {
    return points.stream()
        .filter(point -> point.max() > 0)
        .map(point -> new PlotPanel.Point(point.number(), value.applyAsDouble(point)))
        .toList();
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  /** Several seconds as one: the mean rate, and the worst latencies, so that no stall is lost. */
  static List<LoadPoint> thinned(List<LoadPoint> all) {
    int together = (all.size() + MOST_POINTS - 1) / MOST_POINTS;
    if (together <= 1) {
      return all;
    }
    List<LoadPoint> fewer = new ArrayList<>();
    for (int from = 0; from < all.size(); from += together) {
      List<LoadPoint> some = all.subList(from, Math.min(all.size(), from + together));
      fewer.add(
          new LoadPoint(
              some.get(0).number(),
              some.stream().mapToLong(LoadPoint::received).sum() / some.size(),
              some.stream().mapToLong(LoadPoint::median).max().orElse(0),
              some.stream().mapToLong(LoadPoint::p99).max().orElse(0),
              some.stream().mapToLong(LoadPoint::max).max().orElse(0),
              some.stream().mapToLong(LoadPoint::errors).sum()));
    }
    return fewer;
  }
}
