package org.wsbin.deploy;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GrafanaDashboardTest {
  private static final Pattern METRIC = Pattern.compile("\\b(?:wsbin|jvm|process)_\\w+");
  private static final Pattern COUNTER = Pattern.compile("\\w+_(?:total|bucket|count|sum)\\{");
  private static final Pattern SELECTOR = Pattern.compile("(\\w+)\\{([^}]*)}");
  private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*[!=]");
  private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");
  private static final Map<String, Set<String>> KNOWN = known();

  private final YamlDocument dashboard;

  GrafanaDashboardTest() throws IOException {
    dashboard = YamlDocument.file("deploy/grafana/wsbin.json");
  }

  @Test
  void itAsksForKnownMetricsOnly() {
    assertThat(expressions().flatMap(GrafanaDashboardTest::metrics))
        .isNotEmpty()
        .isSubsetOf(KNOWN.keySet());
  }

  @Test
  void itShowsEachOfOurMetrics() {
    assertThat(expressions().flatMap(GrafanaDashboardTest::metrics).collect(toSet()))
        .containsAll(MetricNames.OWN.keySet());
  }

  @Test
  void itUsesLabelsThatTheMetricHas() {
    assertThat(expressions())
        .allSatisfy(
            expression -> {
              Set<String> allowed = new HashSet<>(Set.of("instance"));
              metrics(expression).forEach(name -> allowed.addAll(KNOWN.get(name)));
              assertThat(labels(expression)).isSubsetOf(allowed);
            });
  }

  @Test
  void eachQueryIsAboutTheChosenInstances() {
    assertThat(expressions())
        .allSatisfy(
            expression -> {
              long metrics = metrics(expression).count();
              assertThat(SELECTOR.matcher(expression).results())
                  .hasSize((int) metrics)
                  .allMatch(found -> found.group(2).contains("instance=~\"$instance\""));
            });
  }

  /** The value of a counter says nothing: it begins at 0 with each start. */
  @Test
  void aCounterIsShownAsARate() {
    assertThat(expressions())
        .allSatisfy(
            expression ->
                assertThat(COUNTER.matcher(expression).results().map(MatchResult::start))
                    .allMatch(start -> expression.substring(0, start).endsWith("rate(")));
  }

  @Test
  void parenthesesAreBalanced() {
    assertThat(expressions())
        .allMatch(expression -> count(expression, '(') == count(expression, ')'))
        .allMatch(expression -> count(expression, '{') == count(expression, '}'));
  }

  @Test
  void eachPanelSaysWhatItShowsAndInWhichUnit() {
    assertThat(panels())
        .hasSizeGreaterThan(15)
        .allSatisfy(
            panel -> {
              assertThat(panel.at("title")).asString().isNotBlank();
              assertThat(panel.at("description")).asString().endsWith(".");
              assertThat(panel.at("fieldConfig.defaults.unit")).asString().isNotBlank();
              assertThat(panel.at("datasource.uid")).isEqualTo("${datasource}");
            });
  }

  @Test
  void theDataSourceAndTheInstancesCanBeChosen() {
    Map<String, YamlDocument> variables = dashboard.named("templating.list");

    assertThat(variables.get("datasource").at("query")).isEqualTo("prometheus");
    assertThat(metrics(String.valueOf(variables.get("instance").at("definition"))))
        .containsExactly("wsbin_connections");
  }

  @Test
  void noTwoPanelsShareTheirPlaceOrNumber() {
    Map<List<Integer>, Object> places = new HashMap<>();
    Set<Object> numbers = new HashSet<>();
    for (YamlDocument panel : all().toList()) {
      assertThat(numbers.add(panel.at("id"))).as("id of %s", panel.at("title")).isTrue();
      cells(panel)
          .forEach(
              cell ->
                  assertThat(places.put(cell, panel.at("title")))
                      .as("another panel where %s is", panel.at("title"))
                      .isNull());
    }
    assertThat(places.keySet()).allMatch(cell -> cell.get(0) >= 0 && cell.get(0) < 24);
  }

  private static Stream<List<Integer>> cells(YamlDocument panel) {
    int x = (Integer) panel.at("gridPos.x");
    int y = (Integer) panel.at("gridPos.y");
    int width = (Integer) panel.at("gridPos.w");
    int height = (Integer) panel.at("gridPos.h");
    return IntStream.range(x, x + width)
        .boxed()
        .flatMap(column -> IntStream.range(y, y + height).mapToObj(line -> List.of(column, line)));
  }

  private Stream<YamlDocument> all() {
    return ((List<?>) dashboard.at("panels"))
        .stream().map(panel -> new YamlDocument((Map<?, ?>) panel));
  }

  private Stream<YamlDocument> panels() {
    return all().filter(panel -> !"row".equals(panel.at("type")));
  }

  private Stream<String> expressions() {
    return panels()
        .flatMap(panel -> ((List<?>) panel.at("targets")).stream())
        .map(target -> String.valueOf(((Map<?, ?>) target).get("expr")));
  }

  private static Stream<String> metrics(String expression) {
    return METRIC.matcher(expression).results().map(MatchResult::group);
  }

  private static Set<String> labels(String expression) {
    Stream<String> selected =
        SELECTOR
            .matcher(expression)
            .results()
            .flatMap(found -> LABEL.matcher(found.group(2)).results())
            .map(found -> found.group(1));
    Stream<String> grouped =
        GROUPING
            .matcher(expression)
            .results()
            .flatMap(found -> Stream.of(found.group(1).split(", ", -1)));
    return Stream.concat(selected, grouped).collect(toSet());
  }

  private static long count(String text, char searched) {
    return text.chars().filter(c -> c == searched).count();
  }

  private static Map<String, Set<String>> known() {
    Map<String, Set<String>> known = new HashMap<>(MetricNames.OWN);
    known.putAll(MetricNames.JVM);
    return Map.copyOf(known);
  }
}
