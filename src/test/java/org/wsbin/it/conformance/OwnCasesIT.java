package org.wsbin.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.conformance.CaseCatalogue;
import org.wsbin.conformance.ConformanceCase;
import org.wsbin.conformance.Results;
import org.wsbin.conformance.VerdictOf;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.Waits;
import org.wsbin.it.drivers.HttpClientDriver;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.protocol.Role;
import org.wsbin.suite.SuiteClient;
import org.wsbin.suite.TestedServer;
import org.wsbin.text.JsonReader;

/** The strict mode: wsbin's own cases, both ways. /wire is the same code on every server. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class OwnCasesIT {
  private final String agent = "strict-" + UUID.randomUUID();
  private final RunningServer server;
  private final CaseCatalogue catalogue = CaseCatalogue.strict();

  OwnCasesIT(RunningServer server) {
    this.server = server;
  }

  @Test
  void theWireEngineKeepsEveryRule() throws Exception {
    Results results = play("wire/echo", List.of("20.*", "21.*", "22.*", "24.*"));
    assertThat(results.failures()).isEmpty();
  }

  @Test
  void itReadsMessagesThatReferToEarlierOnes() throws Exception {
    Results results = play("wire/echo?context-takeover=true", List.of("21.1.6", "21.1.7"));
    assertThat(VerdictOf.of(results, agent, "21.1.6")).isEqualTo("OK / OK");
    assertThat(VerdictOf.of(results, agent, "21.1.7")).isEqualTo("OK / OK");
  }

  @Test
  void theOtherCasesPassAsStrictlyToo() throws Exception {
    Results results = play("wire/echo", List.of("3.*", "4.*", "5.*", "7.*"));
    assertThat(results.failures()).isEmpty();
  }

  /** Tomcat does not mind lengths that have a shorter form; of the rest it keeps all. */
  @Test
  void theEngineOfTheContainerKeepsNearlyAll() throws Exception {
    Results results = play("ws/echo", List.of("20.*", "22.*"));
    assertThat(results.failures()).allMatch(failure -> failure.startsWith("20.2.")).hasSize(9);
  }

  /** java.net.http finds the heads that are wrong, and not all of the frames. */
  @Test
  void aClientIsTested() throws Exception {
    HttpClientDriver driver =
        new HttpClientDriver(server.ws("conformance/strict").toString(), agent);
    int count = Integer.parseInt(driver.ask("/getCaseCount"));
    assertThat(count).isGreaterThan(517).isLessThan(catalogue.all().size());
    List<String> ids = List.of("20.1.1", "20.1.9", "23.1.1", "23.1.9", "23.2.7", "23.2.9");
    for (String id : ids) {
      driver.run(id);
    }
    driver.ask("/updateReports?agent=" + agent); // waits for the results
    Map<?, ?> verdicts = verdicts();
    List<String> found = new ArrayList<>();
    verdicts.forEach((id, verdict) -> found.add(id + " " + ((Map<?, ?>) verdict).get("behavior")));
    assertThat(found)
        .containsExactlyInAnyOrder(
            "20.1.1 OK", "20.1.9 OK", "23.1.1 OK", "23.1.9 OK", "23.2.7 OK", "23.2.9 OK");
  }

  private Map<?, ?> verdicts() throws IOException {
    URI at = server.base();
    List<String> request =
        List.of(
            "GET " + at.getPath() + "conformance/index.json HTTP/1.1",
            "Host: " + at.getAuthority(),
            "Connection: close");
    String index = RawHttp.once(at, request, Waits.LONG).body().utf8();
    return (Map<?, ?>) ((Map<?, ?>) JsonReader.read(index)).get(agent);
  }

  private Results play(String path, List<String> patterns) throws InterruptedException {
    List<ConformanceCase> cases =
        catalogue.select(patterns, List.of()).stream()
            .filter(each -> each.isFor(Role.CLIENT))
            .toList();
    Results results = new Results(Long.MAX_VALUE);
    TestedServer tested =
        new TestedServer(server.ws(path), Optional.of(agent), List.of(), List.of(), false);
    Optional<String> problem = new SuiteClient(tested, results, played -> {}).run(cases, 8);
    assertThat(problem).isEmpty();
    assertThat(VerdictOf.count(results, agent)).isEqualTo(cases.size());
    return results;
  }
}
