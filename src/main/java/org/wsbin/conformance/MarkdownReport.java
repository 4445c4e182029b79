package org.wsbin.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wsbin.conformance.Verdicts.Behaviour;

/**
 * A summary in Markdown, for a pull request: a table for each agent, and what failed. Text of a
 * peer is in code spans, where it can neither be markup nor call somebody.
 */
final class MarkdownReport {
  /** More failures are only counted. */
  private static final int MOST_FAILURES = 100;

  private static final int MOST_NAME = 100;
  private static final int MOST_TEXT = 200;

  private final CaseCatalogue catalogue;
  private final StringBuilder text = new StringBuilder("## Conformance\n");

  private MarkdownReport(CaseCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  static String of(
      CaseCatalogue catalogue, Map<String, List<CaseResult>> byAgent, Optional<String> remark) {
    MarkdownReport report = new MarkdownReport(catalogue);
    remark.ifPresent(why -> report.text.append('\n').append(code(why, MOST_TEXT)).append('\n'));
    byAgent.forEach(report::table);
    report.failures(byAgent);
    return report.text.toString();
  }

  private void table(String agent, List<CaseResult> results) {
    VerdictCounts all = VerdictCounts.of(results);
    List<Behaviour> verdicts =
        Arrays.stream(Behaviour.values()).filter(verdict -> all.of(verdict) > 0).toList();
    text.append(
        "\n### %s: %s of %s passed\n\n| Group |"
            .formatted(code(agent, MOST_NAME), all.passed(), all.all()));
    verdicts.forEach(verdict -> text.append(' ').append(verdict).append(" |"));
    text.append(" Bad close |\n|---|").append("--:|".repeat(verdicts.size() + 1)).append('\n');
    Map<CaseId, List<CaseResult>> groups = new TreeMap<>();
    for (CaseResult result : results) {
      groups
          .computeIfAbsent(result.played().id().beginning(1), group -> new ArrayList<>())
          .add(result);
    }
    groups.forEach(
        (group, own) -> row(group + " " + catalogue.title(group), verdicts, VerdictCounts.of(own)));
    if (groups.size() > 1) {
      row("All", verdicts, all);
    }
  }

  private void row(String name, List<Behaviour> verdicts, VerdictCounts counts) {
    text.append("| ").append(name).append(" |");
    verdicts.forEach(verdict -> text.append(' ').append(number(counts.of(verdict))).append(" |"));
    text.append(' ').append(number(counts.badCloses())).append(" |\n");
  }

  private static String number(int count) {
    return count == 0 ? "" : Integer.toString(count);
  }

  private void failures(Map<String, List<CaseResult>> byAgent) {
    List<CaseResult> failed =
        byAgent.values().stream().flatMap(List::stream).filter(result -> !result.passed()).toList();
    if (byAgent.isEmpty()) {
      text.append("\nThere are no results.\n");
      return;
    }
    text.append(failed.isEmpty() ? "\nNo case failed.\n" : "\n### Failed\n\n");
    failed.stream().limit(MOST_FAILURES).forEach(result -> failure(result, byAgent.size() > 1));
    if (failed.size() > MOST_FAILURES) {
      text.append("\nAnd ").append(failed.size() - MOST_FAILURES).append(" more.\n");
    }
  }

  private void failure(CaseResult result, boolean named) {
    CaseJudgement judgement = result.judgement();
    String why =
        judgement.behaviour() == Behaviour.FAILED ? judgement.result() : judgement.closeResult();
    text.append(
        "- %s%s %s: %s, close %s: %s\n"
            .formatted(
                named ? code(result.setting().agent(), MOST_NAME) + ", " : "",
                result.played().id(),
                result.played().title(),
                judgement.behaviour(),
                judgement.close(),
                code(why, MOST_TEXT)));
  }

  /** A code span, which ends where it should. */
  private static String code(String text, int most) {
    String line = ReportText.line(text, most).replace('`', '\'').strip();
    return line.isEmpty() ? "(no text)" : "`" + line + "`";
  }
}
