package org.wsbin.workload;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.wsbin.text.PlainText;
import org.wsbin.text.StyleSheet;

/**
 * The result as one page of HTML, well-formed XML too: it needs nothing else, not even a script,
 * and its policy allows nothing else.
 */
public final class LoadHtml {
  private static final String FILE = "bench.css";
  private static final List<Double> PERCENTILES =
      List.of(50.0, 75.0, 90.0, 95.0, 99.0, 99.9, 99.99, 100.0);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final LoadResult result;
  private final StringBuilder page = new StringBuilder();

  private LoadHtml(LoadResult result) {
    this.result = result;
  }

  /** The page. */
  public static String of(LoadResult result, List<Threshold> thresholds) {
    return new LoadHtml(result).write(thresholds);
  }

  private String write(List<Threshold> thresholds) {
    String css =
        StyleSheet.read(LoadHtml.class, FILE) + StyleSheet.read(LoadPlot.class, LoadPlot.STYLE);
    String target = PlainText.html(result.settings().uri().toString());
    page.append(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta http-equiv="Content-Security-Policy" content="%s"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>%s – wsbin bench</title>
        <style>%s</style>
        </head>
        <body>
        <main>
        <p class="kind">wsbin bench, %s</p>
        <h1>%s</h1>
        <p>%s.</p>
        """
            .formatted(
                StyleSheet.policy(css),
                target,
                css,
                TIME.format(result.at()),
                target,
                PlainText.html(capital(LoadText.load(result.settings())))));
    figures();
    thresholds.stream().map(each -> each.of(result)).forEach(this::threshold);
    for (String note : LoadNotes.of(result)) {
      String kind = note.startsWith("Warning") ? " class=\"warning\"" : "";
      page.append("<p%s>%s</p>\n".formatted(kind, PlainText.html(note)));
    }
    page.append(LoadPlot.inPage(result));
    percentiles();
    errors();
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private void figures() {
    boolean measured = result.total().latency().getTotalCount() > 0;
    page.append("<dl class=\"figures\">\n");
    figure(LoadText.plural(result) + " a second", LoadWords.number(result.rate()));
    for (double percent : List.of(50.0, 99.0, 100.0)) {
      figure(
          LoadText.latencyName(result) + ", " + name(percent),
          measured ? LoadWords.time(result.percentile(percent)) : "–");
    }
    figure("connections opened", LoadWords.whole(result.opened()));
    figure("errors", LoadWords.whole(result.failures()));
    figure("generator busy", LoadWords.percent(result.generator().busy()));
    page.append("</dl>\n");
  }

  private void figure(String name, String value) {
    page.append(
        "<div><dt>%s</dt><dd>%s</dd></div>\n"
            .formatted(PlainText.html(name), PlainText.html(value)));
  }

  private void threshold(Threshold.Outcome outcome) {
    page.append(
        "<p class=\"%s\">%s</p>\n"
            .formatted(outcome.failed() ? "failed" : "passed", PlainText.html(outcome.sentence())));
  }

  private static String name(double percent) {
    return percent == 100 ? "max" : "p" + String.valueOf(percent).replaceFirst("\\.0$", "");
  }

  private void percentiles() {
    boolean connect = result.settings().scenario() == LoadScenario.CONNECT;
    page.append(
        "<h2>Percentiles</h2>\n<table>\n<thead><tr><th></th><th class=\"number\">%s</th>%s</tr></thead>\n<tbody>\n"
            .formatted(
                LoadText.latencyName(result),
                connect ? "" : "<th class=\"number\">connecting</th>"));
    for (double percent : PERCENTILES) {
      page.append(
          "<tr><th scope=\"row\">%s</th><td class=\"number\">%s</td>%s</tr>\n"
              .formatted(
                  name(percent),
                  value(result.total().latency(), percent),
                  connect
                      ? ""
                      : "<td class=\"number\">" + value(result.connects(), percent) + "</td>"));
    }
    page.append("</tbody></table>\n");
  }

  private static String value(Histogram histogram, double percent) {
    return histogram.getTotalCount() == 0
        ? "–"
        : LoadWords.time(histogram.getValueAtPercentile(percent));
  }

  private void errors() {
    if (result.errors().isEmpty()) {
      return;
    }
    page.append("<h2>Errors</h2>\n<table>\n<tbody>\n");
    result.errors().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .forEach(
            each ->
                page.append(
                    "<tr><td class=\"number\">%s</td><th scope=\"row\">%s</th></tr>\n"
                        .formatted(
                            LoadWords.whole(each.getValue()), PlainText.html(each.getKey()))));
    page.append("</tbody></table>\n");
  }
}
