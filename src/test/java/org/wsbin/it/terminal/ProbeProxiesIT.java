package org.wsbin.it.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/**
 * What {@code wsbin probe} says of real proxies, in the configurations that people have: each
 * symptom that is there, and no other. With {@code -Dwsbin.docs.update=true} it writes the table of
 * docs/probe.md; else the table must say what was found.
 */
@OnStandalone
@ExtendWith(ServerExtension.class)
class ProbeProxiesIT {
  private static final int AT_ONCE = 5;
  private static final Path PAGE = Path.of("docs", "probe.md");
  private static final String HEAD =
      "| proxy | configuration | found | says its name |\n|---|---|---|---|\n";

  @TempDir private Path directory;
  private final RunningServer server;

  ProbeProxiesIT(RunningServer server) {
    this.server = server;
  }

  @Test
  void eachSymptomThatIsThereIsFoundAndNoOther() throws Exception {
    Map<ProbedProxy, ProbeOutcome> found = probeAll();
    StringBuilder table = new StringBuilder(HEAD);
    found.forEach((proxy, outcome) -> table.append(proxy.row(outcome)).append('\n'));
    SoftAssertions all = new SoftAssertions();
    found.forEach(
        (proxy, outcome) -> {
          all.assertThat(outcome.symptoms())
              .as("%s: %s %s", proxy, outcome.out(), outcome.err())
              .isEqualTo(proxy.symptoms());
          all.assertThat(outcome.err()).as("%s", proxy).doesNotContain("skip  ");
        });
    all.assertAll();
    String page = Files.readString(PAGE, UTF_8);
    int begin = page.indexOf(HEAD);
    int end = page.indexOf("\n\n", begin) + 1;
    if (Boolean.getBoolean("wsbin.docs.update")) {
      Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
    } else {
      assertThat(page.substring(begin, end))
          .as("-Dwsbin.docs.update=true rewrites it")
          .isEqualTo(table.toString());
    }
  }

  private Map<ProbedProxy, ProbeOutcome> probeAll() throws Exception {
    List<ProbedProxy> proxies = ProbedProxy.all();
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<ProbeOutcome>> running = new ArrayList<>();
      for (int i = 0; i < proxies.size(); i++) {
        ProbedProxy proxy = proxies.get(i);
        Path own = Files.createDirectory(directory.resolve("proxy" + i));
        running.add(threads.submit(() -> proxy.probe(own, server.base())));
      }
      Map<ProbedProxy, ProbeOutcome> all = new LinkedHashMap<>();
      for (int i = 0; i < proxies.size(); i++) {
        all.put(proxies.get(i), running.get(i).get());
      }
      return all;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof TestAbortedException absent) {
        throw absent; // a proxy is not installed
      }
      throw failed;
    } finally {
      threads.shutdownNow();
    }
  }
}
