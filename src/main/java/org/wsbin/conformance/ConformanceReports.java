package org.wsbin.conformance;

import static java.util.stream.Collectors.toMap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The reports about all agents, as they were when this was made. Each file is written when somebody
 * asks for it. Immutable.
 */
public final class ConformanceReports {
  private final Map<String, List<CaseResult>> byAgent = new LinkedHashMap<>();
  private final Map<String, Supplier<String>> files = new LinkedHashMap<>();
  private final CaseCatalogue catalogue;
  private final ReportNames names;

  private final Optional<String> remark;

  private ConformanceReports(CaseCatalogue catalogue, Results results, Optional<String> remark) {
    this.catalogue = catalogue;
    this.remark = remark;
    results.agents().forEach(agent -> byAgent.put(agent, results.of(agent)));
    byAgent.values().removeIf(List::isEmpty);
    names = new ReportNames(List.copyOf(byAgent.keySet()));
    files.put("index.html", this::html);
    files.put("index.json", this::index);
    files.put("junit.xml", this::junit);
    files.put("summary.md", this::markdown);
    files.put("badge.svg", this::badge);
    byAgent.forEach(
        (agent, all) ->
            all.forEach(
                result ->
                    files.put(names.file(agent, result.played().id()), () -> CaseJson.of(result))));
  }

  /** The reports about these results, with the titles of that catalogue. */
  public static ConformanceReports of(CaseCatalogue catalogue, Results results) {
    return of(catalogue, results, Optional.empty());
  }

  /**
   * The same.
   *
   * @param remark a sentence for people, on the page and in the summary: why results may be missing
   */
  public static ConformanceReports of(
      CaseCatalogue catalogue, Results results, Optional<String> remark) {
    return new ConformanceReports(catalogue, results, remark);
  }

  /**
   * One of the files.
   *
   * @param name as {@link #each} names it, such as {@code index.json}
   * @return its content; empty if there is no such file
   */
  public Optional<String> file(String name) {
    return Optional.ofNullable(files.get(name)).map(Supplier::get);
  }

  /**
   * Calls with the name and the content of each file, one after the other: {@code index.html},
   * {@code index.json}, {@code junit.xml}, {@code summary.md}, {@code badge.svg}, and one JSON file
   * for each case of each agent. A name has only lower-case letters, digits, dots and underscores,
   * and at most 200 of them.
   */
  public void each(BiConsumer<String, String> file) {
    files.forEach((name, content) -> file.accept(name, content.get()));
  }

  /**
   * All results as one page, which loads nothing, runs no script and needs none: its own
   * Content-Security-Policy forbids them.
   */
  public String html() {
    return HtmlReport.of(catalogue, names, byAgent, remark);
  }

  /** A Content-Security-Policy for {@link #html}, which allows its style and nothing else. */
  public String htmlPolicy() {
    return HtmlStyle.of(catalogue).policy();
  }

  /** All results as JUnit's XML: a test suite for each agent. */
  public String junit() {
    return JunitReport.of(byAgent);
  }

  /** A summary in Markdown, for a pull request: at most 100 failures by name. */
  public String markdown() {
    return MarkdownReport.of(catalogue, byAgent, remark);
  }

  /** How many cases of all agents passed, as a small image in SVG. */
  public String badge() {
    return BadgeSvg.of(VerdictCounts.of(byAgent.values().stream().flatMap(List::stream).toList()));
  }

  /**
   * All results in short, as {@code index.json}: for each agent and case both verdicts, the
   * duration in milliseconds, the peer's close code or null, and the name of the file about it.
   */
  public String index() {
    Map<String, Object> agents = new LinkedHashMap<>();
    byAgent.forEach(
        (agent, all) ->
            agents.put(
                agent,
                all.stream()
                    .collect(
                        toMap(
                            result -> result.played().id().toString(),
                            result -> summary(agent, result)))));
    return IndentedJson.of(agents);
  }

  private Map<String, Object> summary(String agent, CaseResult result) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("behavior", result.judgement().behaviour().toString());
    members.put("behaviorClose", result.judgement().close().toString());
    members.put("duration", result.time().toMillis());
    members.put("remoteCloseCode", CaseJson.code(result.ending().remoteCode));
    members.put("reportfile", names.file(agent, result.played().id()));
    return members;
  }
}
