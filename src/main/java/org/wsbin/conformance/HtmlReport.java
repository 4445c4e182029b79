package org.wsbin.conformance;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.conformance.Verdicts.Close;

/**
 * All results as one page of HTML, well-formed XML too, which needs nothing else, not even a
 * script: a matrix of cases and agents. Every case unfolds to its details, until they are {@value
 * #MOST_DETAILS} characters.
 */
final class HtmlReport {
  private static final int MOST_DETAILS = 16_000_000;

  private final CaseCatalogue catalogue;
  private final ReportNames names;
  private final List<String> agents;
  private final Map<String, List<CaseResult>> byAgent;

  /** By group, in the order of the cases; for each case one place for each agent. */
  private final Map<CaseId, Map<CaseId, List<Optional<CaseResult>>>> groups = new TreeMap<>();

  private final StringBuilder page = new StringBuilder();
  private int details;

  private HtmlReport(
      CaseCatalogue catalogue, ReportNames names, Map<String, List<CaseResult>> byAgent) {
    this.catalogue = catalogue;
    this.names = names;
    this.byAgent = byAgent;
    this.agents = List.copyOf(byAgent.keySet());
    for (int agent = 0; agent < agents.size(); agent++) {
      for (CaseResult result : byAgent.get(agents.get(agent))) {
        CaseId id = result.played().id();
        groups
            .computeIfAbsent(id.beginning(1), first -> new TreeMap<>())
            .computeIfAbsent(id, each -> nobody())
            .set(agent, Optional.of(result));
      }
    }
  }

  private List<Optional<CaseResult>> nobody() {
    List<Optional<CaseResult>> places = new ArrayList<>();
    agents.forEach(agent -> places.add(Optional.empty()));
    return places;
  }

  static String of(
      CaseCatalogue catalogue,
      ReportNames names,
      Map<String, List<CaseResult>> byAgent,
      Optional<String> remark) {
    return new HtmlReport(catalogue, names, byAgent).write(remark);
  }

  private String write(Optional<String> remark) {
    HtmlStyle style = HtmlStyle.of(catalogue);
    page.append(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta http-equiv="Content-Security-Policy" content="%s"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title>Conformance – wsbin</title>
        <style>%s</style>
        </head>
        <body>
        <main>
        <h1>Conformance</h1>
        """
            .formatted(style.policy(), style.css()));
    remark.ifPresent(
        why -> page.append("<p class=\"lead\">%s</p>\n".formatted(ReportText.html(why))));
    if (agents.isEmpty()) {
      page.append("<p class=\"lead\">There are no results yet.</p>\n");
    } else {
      summary();
      filter();
      matrix();
    }
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  private void summary() {
    page.append(
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Summary\"><table class=\"summary\">\n"
            + "<thead><tr><th>Agent</th><th>Cases</th><th>Passed</th><th>Failed</th>"
            + "<th>Behaviour</th><th>Close</th></tr></thead>\n<tbody>\n");
    byAgent.forEach(
        (agent, results) -> {
          VerdictCounts counts = VerdictCounts.of(results);
          page.append(
              "<tr><th scope=\"row\">%s%s</th><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n"
                  .formatted(
                      shown(agent),
                      bar(counts),
                      counts.all(),
                      counts.passed(),
                      counts.failed(),
                      Arrays.stream(Behaviour.values())
                          .filter(verdict -> counts.of(verdict) > 0)
                          .map(verdict -> counted(counts.of(verdict), HtmlVerdict.of(verdict)))
                          .collect(joining(" ")),
                      Arrays.stream(Close.values())
                          .filter(verdict -> counts.of(verdict) > 0)
                          .map(verdict -> counted(counts.of(verdict), closing(verdict)))
                          .collect(joining(" "))));
        });
    page.append("</tbody></table></div>\n");
  }

  private static String shown(String agent) {
    return ReportText.html(ReportText.line(agent, HtmlCase.MOST_NAME));
  }

  private static String counted(int count, String verdict) {
    return "<span class=\"count\">%s %s</span>".formatted(count, verdict);
  }

  private static String closing(Close verdict) {
    return "<b class=\"%s\">%s</b>".formatted(HtmlVerdict.tone(verdict), verdict);
  }

  private static String bar(VerdictCounts counts) {
    return """
        <svg class="bar" viewBox="0 0 %1$s 1" preserveAspectRatio="none" aria-hidden="true">\
        <rect class="ok" width="%2$s" height="1"/><rect class="none" x="%2$s" width="%3$s" height="1"/>\
        <rect class="failed" x="%4$s" width="%5$s" height="1"/></svg>"""
        .formatted(
            counts.all(),
            counts.passed(),
            counts.skipped(),
            counts.passed() + counts.skipped(),
            counts.failed());
  }

  private void filter() {
    page.append("<form class=\"filter\">\n")
        .append("<label><input type=\"checkbox\" id=\"failed\"/> Only failed</label>\n")
        .append("<label>Group <select><option selected=\"selected\">All groups</option>");
    catalogue
        .groups()
        .forEach(
            (id, title) -> {
              if (groups.containsKey(id)) {
                page.append(
                    "<option id=\"g%1$s\">%1$s %2$s</option>"
                        .formatted(id, ReportText.html(title)));
              }
            });
    page.append(
        "</select></label>\n<label>Agent <select><option selected=\"selected\">All agents</option>");
    for (int agent = 0; agent < agents.size(); agent++) {
      page.append("<option id=\"a%s\">%s</option>".formatted(agent, shown(agents.get(agent))));
    }
    page.append("</select></label>\n</form>\n");
  }

  private void matrix() {
    page.append("<div class=\"matrix\">\n<div class=\"row top\"><span>Case</span><span></span>");
    for (int agent = 0; agent < agents.size(); agent++) {
      page.append(
          "<span class=\"by a%s\" title=\"%2$s\">%2$s</span>"
              .formatted(agent, shown(agents.get(agent))));
    }
    page.append("</div>\n");
    groups.forEach(this::group);
    page.append("</div>\n");
    if (byAgent.values().stream().flatMap(List::stream).allMatch(CaseResult::passed)) {
      page.append("<p class=\"nothing\">No case failed.</p>\n");
    }
  }

  private void group(CaseId id, Map<CaseId, List<Optional<CaseResult>>> cases) {
    page.append(
        "<section class=\"group g%1$s can%2$s\">\n<h2>%1$s %3$s</h2>\n"
            .formatted(id, failures(cases.values()), ReportText.html(catalogue.title(id))));
    Map<CaseId, Map<CaseId, List<Optional<CaseResult>>>> parts = new LinkedHashMap<>();
    cases.forEach(
        (each, places) -> {
          boolean titled = !catalogue.title(each).equals(catalogue.title(id));
          parts
              .computeIfAbsent(titled ? each.beginning(2) : id, part -> new LinkedHashMap<>())
              .put(each, places);
        });
    parts.forEach(
        (part, own) -> {
          if (!part.equals(id)) {
            page.append(
                "<h3 class=\"can%s\">%s %s</h3>\n"
                    .formatted(
                        failures(own.values()), part, ReportText.html(catalogue.title(part))));
          }
          own.forEach(this::row);
        });
    page.append("</section>\n");
  }

  /** The classes that say who has failed. */
  private String failures(Iterable<List<Optional<CaseResult>>> cases) {
    boolean[] failed = new boolean[agents.size()];
    for (List<Optional<CaseResult>> places : cases) {
      for (int agent = 0; agent < failed.length; agent++) {
        failed[agent] |= places.get(agent).filter(result -> !result.passed()).isPresent();
      }
    }
    StringBuilder classes = new StringBuilder();
    for (int agent = 0; agent < failed.length; agent++) {
      classes.append(failed[agent] ? " f" + agent : "");
    }
    return classes.isEmpty() ? "" : " bad" + classes;
  }

  private void row(CaseId id, List<Optional<CaseResult>> places) {
    ConformanceCase played = places.stream().flatMap(Optional::stream).findFirst().get().played();
    String description = played.description();
    page.append(
        "<details class=\"can%s\">\n<summary class=\"row\"><span class=\"id\">%s</span><span class=\"what\">%s</span>"
            .formatted(
                failures(List.of(places)),
                id,
                ReportText.html(description.replace(played.title() + ": ", ""))));
    for (int agent = 0; agent < agents.size(); agent++) {
      page.append(cell(agent, places.get(agent)));
    }
    page.append(
        "</summary>\n<div class=\"body\">\n<p>%s</p>\n<p><b>Expected</b> %s</p>\n"
            .formatted(ReportText.html(description), ReportText.html(played.expectation())));
    for (int agent = 0; agent < agents.size(); agent++) {
      int column = agent;
      places.get(agent).ifPresent(result -> unfold(column, result));
    }
    page.append("</div>\n</details>\n");
  }

  private String cell(int agent, Optional<CaseResult> place) {
    String who = "<span class=\"who\">%s: </span>".formatted(shown(agents.get(agent)));
    return "<span class=\"cell by a%s\">%s%s</span>"
        .formatted(
            agent,
            who,
            place
                .map(
                    result ->
                        HtmlVerdict.of(result.judgement().behaviour())
                            + " "
                            + HtmlVerdict.of(result.judgement().close(), code(result))
                            + " <small>"
                            + result.time().toMillis()
                            + " ms</small>")
                .orElse("<small>Missing</small>"));
  }

  private static String code(CaseResult result) {
    return result.ending().remoteCode.isPresent()
        ? " " + result.ending().remoteCode.getAsInt()
        : "";
  }

  private void unfold(int agent, CaseResult result) {
    String file = names.file(agents.get(agent), result.played().id());
    if (details < MOST_DETAILS) {
      String section = new HtmlCase(result, file).section("by a" + agent);
      details += section.length();
      page.append(section);
    } else {
      page.append(
          "<p class=\"by a%s\">%s: <a href=\"%s\">see the JSON</a>; the page would be too long.</p>\n"
              .formatted(agent, shown(agents.get(agent)), file));
    }
  }
}
