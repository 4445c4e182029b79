package org.wsbin.probe;

import static java.util.stream.Collectors.joining;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wsbin.symptom.Remedies;
import org.wsbin.symptom.SeenProduct;
import org.wsbin.symptom.Symptom;
import org.wsbin.text.PlainText;
import org.wsbin.text.StyleSheet;

/**
 * The report as one page of HTML, well-formed XML too, for a ticket: it needs nothing else, not
 * even a script, and its policy allows nothing else.
 */
public final class ProbeHtml {
  private static final String FILE = "probe.css";
  private static final int MOST_EVIDENCE = 200;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final ProbeReport report;
  private final Remedies remedies;
  private final StringBuilder page = new StringBuilder();

  private ProbeHtml(ProbeReport report, Remedies remedies) {
    this.report = report;
    this.remedies = remedies;
  }

  /** The page. */
  public static String of(ProbeReport report, Remedies remedies) {
    return new ProbeHtml(report, remedies).write();
  }

  private String write() {
    String css = StyleSheet.read(ProbeHtml.class, FILE);
    String target = PlainText.html(report.target().toString());
    page.append(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta http-equiv="Content-Security-Policy" content="%s"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title>%s – wsbin probe</title>
        <style>%s</style>
        </head>
        <body>
        <main>
        <p class="kind">wsbin probe</p>
        <h1>%s</h1>
        <p class="verdict %s">%s</p>
        """
            .formatted(
                StyleSheet.policy(css),
                target,
                css,
                target,
                report.good() ? "good" : "found",
                PlainText.html(report.verdict())));
    facts();
    checks();
    symptoms();
    evidence();
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  private void facts() {
    page.append("<dl class=\"facts\">\n");
    fact("Time", TIME.format(report.at()) + ", for " + seconds(report.time().toMillis()));
    fact("Far end", report.wsbin() ? "a wsbin, which says what it saw" : "no wsbin");
    report.facts().forEach(each -> fact(each.getKey(), each.getValue()));
    for (SeenProduct product : report.products()) {
      fact("Between", product.name() + " (" + product.said() + ")");
    }
    page.append("</dl>\n");
  }

  private void fact(String name, String value) {
    page.append(
        "<div><dt>%s</dt><dd>%s</dd></div>\n"
            .formatted(PlainText.html(name), PlainText.html(value)));
  }

  private void checks() {
    page.append(
        "<h2>Checks</h2>\n<div class=\"wide\"><table class=\"checks\">\n<thead><tr><th>Check</th><th>Result</th>"
            + "<th>What was seen</th><th class=\"number\">Time</th></tr></thead>\n<tbody>\n");
    for (CheckResult check : report.checks()) {
      page.append(
          "<tr><th scope=\"row\"><a href=\"#%1$s\">%1$s</a></th><td>%2$s</td><td>%3$s</td><td class=\"number\">%4$s</td></tr>\n"
              .formatted(
                  check.check(),
                  mark(check.outcome()),
                  PlainText.html(check.summary()),
                  seconds(check.time().toMillis())));
    }
    page.append("</tbody></table></div>\n");
  }

  private static String mark(CheckResult.Outcome outcome) {
    return switch (outcome) {
      case GOOD -> "<b class=\"good\">ok</b>";
      case FOUND -> "<b class=\"found\">found</b>";
      case SKIPPED -> "<b class=\"skipped\">skipped</b>";
    };
  }

  private void symptoms() {
    int number = 1;
    for (Map.Entry<Symptom, List<FoundSymptom>> each : report.bySymptom().entrySet()) {
      Symptom symptom = each.getKey();
      page.append(
          "<section class=\"symptom\">\n<h2>%s. %s</h2>\n"
              .formatted(number, PlainText.html(symptom.sentence())));
      number++;
      each.getValue().forEach(this::finding);
      page.append(
          "<p><span class=\"label\">Likely cause</span> %s</p>\n"
              .formatted(PlainText.html(symptom.cause())));
      settings(remedies.of(symptom, report.products()));
      page.append("</section>\n");
    }
  }

  private void finding(FoundSymptom finding) {
    page.append("<p>%s</p>\n".formatted(PlainText.html(finding.what())));
    if (!finding.server().isEmpty()) {
      page.append(
          """
          <dl class="ends">
          <div><dt>Client</dt><dd><code>%s</code></dd></div>
          <div><dt>Server</dt><dd><code>%s</code></dd></div>
          </dl>
          """
              .formatted(PlainText.html(finding.client()), PlainText.html(finding.server())));
    }
  }

  private void settings(List<Remedies.Remedy> known) {
    if (known.isEmpty()) {
      return;
    }
    page.append("<h3>What to change</h3>\n<table class=\"settings\">\n<tbody>\n");
    for (Remedies.Remedy remedy : known) {
      page.append(
          "<tr%s><th scope=\"row\">%s%s</th><td>%s</td></tr>\n"
              .formatted(
                  remedy.seen() ? " class=\"seen\"" : "",
                  PlainText.html(remedy.product()),
                  remedy.seen() ? " <b class=\"here\">seen here</b>" : "",
                  PlainText.html(remedy.setting())));
    }
    page.append("</tbody></table>\n");
  }

  private void evidence() {
    page.append("<h2 class=\"all\">Evidence</h2>\n");
    for (CheckResult check : report.checks()) {
      page.append(
          "<section class=\"evidence\" id=\"%1$s\">\n<h3>%1$s %2$s</h3>\n"
              .formatted(check.check(), mark(check.outcome())));
      List<String> lines = check.evidence().isEmpty() ? List.of(check.summary()) : check.evidence();
      page.append(
          lines.stream()
              .limit(MOST_EVIDENCE)
              .map(line -> "<li>" + PlainText.html(line) + "</li>\n")
              .collect(joining("", "<ul>\n", "</ul>\n")));
      if (lines.size() > MOST_EVIDENCE) {
        page.append("<p>And %s more.</p>\n".formatted(lines.size() - MOST_EVIDENCE));
      }
      page.append("</section>\n");
    }
  }

  private static String seconds(long millis) {
    return IdleCheck.seconds(millis / 1000.0);
  }
}
