package org.wsbin.it.conformance;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.conformance.CaseCatalogue;
import org.wsbin.conformance.CaseId;
import org.wsbin.conformance.ConformanceCase;
import org.wsbin.conformance.ConformanceReports;
import org.wsbin.conformance.Results;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.suite.SuiteClient;
import org.wsbin.suite.TestedServer;

/** wsbin's own echoes, on every server, with the conformance cases. */
@ExtendWith(ServerExtension.class)
class EchoConformanceIT {
  private static final int JOBS = 8;

  /**
   * The cases that may be NON-STRICT, by server and path; no others, and none elsewhere. In these a
   * frame that is right stands before one that is wrong. Undertow, which WildFly has, passes on the
   * first while it reads the second, and closes because of that: whether the echo of the first goes
   * out before is chance.
   */
  private static final Map<String, Set<String>> MAY_BE_NON_STRICT =
      Map.of(
          "wildfly-39 ws/echo",
          Set.of(
              "3.2", "3.3", "3.4", "4.1.3", "4.1.4", "4.1.5", "4.2.3", "4.2.4", "4.2.5", "5.15"));

  private final RunningServer server;
  private final CaseCatalogue catalogue = CaseCatalogue.load();

  EchoConformanceIT(RunningServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @CsvSource({"wire/echo", "ws/echo"})
  void theCasesOfTheProtocol(String path) throws Exception {
    Results results = play(path, catalogue.select(List.of("*"), List.of("9.*", "12.*", "13.*")));
    assertThat(results.failures()).isEmpty();
    assertThat(results.summary()).singleElement().asString().contains(": 247 cases, 0 failed; ");
    assertThat(nonStrict(results))
        .isSubsetOf(MAY_BE_NON_STRICT.getOrDefault(server.name() + " " + path, Set.of()));
  }

  /** One of each subgroup. */
  @ParameterizedTest
  @CsvSource({"wire/echo", "ws/echo"})
  void someOfTheLargeMessages(String path) throws Exception {
    Results results =
        play(
            path,
            catalogue.select(
                List.of("9.1.4", "9.2.4", "9.3.5", "9.4.5", "9.5.6", "9.6.6", "9.7.2", "9.8.2"),
                List.of()));
    assertThat(results.failures()).isEmpty();
    assertThat(results.summary()).singleElement().asString().endsWith("; 8 OK");
  }

  /** Of each file, and of each set of parameters, one: all of them take minutes. */
  @Test
  void compression() throws Exception {
    List<String> ids =
        List.of(
            "12.1.4", "12.2.4", "12.3.4", "12.4.4", "12.5.4", "12.1.11", "13.1.3", "13.2.3",
            "13.3.4", "13.4.3", "13.5.4", "13.6.3", "13.7.4");
    Results results = play("wire/echo", catalogue.select(ids, List.of()));
    assertThat(results.failures()).isEmpty();
    assertThat(results.summary())
        .singleElement()
        .asString()
        .endsWith(": 13 cases, 0 failed; 13 OK");
  }

  private Set<String> nonStrict(Results results) {
    String agent = results.agents().get(0);
    Map<CaseId, CaseVerdict> verdicts =
        CaseVerdict.of(agent, ConformanceReports.of(catalogue, results).index());
    return verdicts.entrySet().stream()
        .filter(each -> each.getValue().word().equals("NON-STRICT"))
        .map(each -> each.getKey().toString())
        .collect(toCollection(TreeSet::new));
  }

  private Results play(String path, List<ConformanceCase> cases) throws InterruptedException {
    Results results = new Results(Long.MAX_VALUE);
    Optional<String> problem =
        new SuiteClient(TestedServer.of(server.ws(path)), results, played -> {}).run(cases, JOBS);
    assertThat(problem).isEmpty();
    return results;
  }
}
