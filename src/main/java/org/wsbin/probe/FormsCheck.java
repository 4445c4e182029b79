package org.wsbin.probe;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsbin.client.WebSocketException;
import org.wsbin.conformance.CaseCatalogue;
import org.wsbin.conformance.ConformanceCase;
import org.wsbin.conformance.Results;
import org.wsbin.suite.SuiteClient;
import org.wsbin.suite.TestedServer;
import org.wsbin.symptom.Symptom;

/**
 * Whether requests pass that are correct in other forms: Firefox's {@code Connection: keep-alive,
 * Upgrade}, other letter cases, a head in pieces. They are cases of the conformance suite. With
 * TLS, also what it says to the offer of browsers.
 */
final class FormsCheck implements Check {
  private static final String AGENT = "probe";
  private static final int JOBS = 2;
  private static final long MOST_BYTES = 8L << 20;

  @Override
  public String id() {
    return "forms";
  }

  @Override
  public String title() {
    return "other correct forms of the request";
  }

  @Override
  public CheckResult run(ProbeTarget target) throws InterruptedException {
    List<ConformanceCase> cases =
        CaseCatalogue.strict().select(List.of("22.2.*"), List.of("22.2.9"));
    Results results = new Results(MOST_BYTES);
    URI echo = target.root().resolve("wire/echo");
    TestedServer server =
        new TestedServer(echo, Optional.of(AGENT), target.settings().headers(), List.of(), false);
    Optional<String> problem =
        new SuiteClient(server, () -> connect(target), results, played -> {}).run(cases, JOBS);
    if (problem.isPresent()) {
      return CheckResult.skipped(problem.get());
    }
    List<FoundSymptom> findings = new ArrayList<>();
    for (Results.Failed failed : results.failed(AGENT)) {
      if (failed.inClosingOnly()) {
        continue; // the check of closes says so
      }
      findings.add(
          new FoundSymptom(
              Symptom.STRICT_HEAD, failed.words() + " " + failed.why(), failed.words(), ""));
    }
    String pass = cases.size() - findings.size() + " of " + cases.size() + " pass";
    List<String> evidence = new ArrayList<>();
    if (target.root().getScheme().equals("wss")) {
      new Alpn(target, evidence).look().ifPresent(findings::add);
    }
    return CheckResult.of(pass, findings, evidence);
  }

  private static Socket connect(ProbeTarget target) throws IOException {
    try {
      return target.connection(List.of());
    } catch (WebSocketException failed) {
      throw new IOException(failed.getMessage(), failed);
    }
  }
}
