package org.wsbin.it.conformance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;
import org.wsbin.conformance.CaseCatalogue;
import org.wsbin.conformance.CaseId;
import org.wsbin.conformance.ConformanceCase;
import org.wsbin.conformance.ConformanceReports;
import org.wsbin.conformance.Results;
import org.wsbin.it.peer.PeerProgram;
import org.wsbin.suite.SuiteClient;
import org.wsbin.suite.TestedServer;

/** Tests all servers and all clients, one after the other. */
final class ConformanceRun {
  private static final String AGENT = "agent";
  private static final int MOST_MINUTES = 20;

  private final CaseCatalogue catalogue = CaseCatalogue.strict();
  private final List<AgentRow> rows = new ArrayList<>();
  private final Map<String, String> absent = new TreeMap<>();
  private final List<String> only =
      Stream.of(System.getProperty("wsbin.conformance.only", "").split(";", -1))
          .filter(name -> !name.isEmpty())
          .toList();
  private final ConformancePeers peers;
  private final Path file;
  private final Path directory;

  private ConformanceRun(Path file, Path directory) {
    this.peers = new ConformancePeers(directory);
    this.file = file;
    this.directory = directory;
  }

  /**
   * Tests those that can be had here; with {@code -Dwsbin.conformance.only=ws;Tyrus} those alone,
   * and keeps what the file, or else the committed one, has of the others.
   *
   * @param file is written anew after each
   * @param directory an empty one, for their files
   */
  static void run(Path file, Path directory) throws Exception {
    ConformanceRun run = new ConformanceRun(file, directory);
    if (!run.only.isEmpty()) {
      ConformanceResults before =
          ConformanceResults.read(Files.exists(file) ? file : ConformanceResults.FILE);
      run.rows.addAll(before.rows());
      run.absent.putAll(before.absent());
    }
    for (Map.Entry<String, EchoServer.Start> server : run.peers.servers().entrySet()) {
      run.attempt(AgentRow.SERVER, server.getKey(), () -> run.test(server.getValue()));
    }
    for (Map.Entry<String, ConformancePeers.Driver> client : run.peers.clients().entrySet()) {
      run.attempt(AgentRow.CLIENT, client.getKey(), () -> run.test(client.getValue()));
    }
  }

  private interface Attempt {
    void run() throws Exception;
  }

  private void attempt(String role, String name, Attempt attempt) throws Exception {
    if (!only.isEmpty() && !only.contains(name)) {
      return;
    }
    String key = name + " as a " + role;
    try {
      attempt.run();
      absent.remove(key);
    } catch (TestAbortedException without) {
      absent.put(key, without.getMessage().replaceFirst("^Assumption failed: ", ""));
      System.out.println("conformance: skipped " + key + ": " + absent.get(key));
    }
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    new ConformanceResults(today, System.getProperty("java.version"), rows, absent).write(file);
  }

  private void test(EchoServer.Start start) throws Exception {
    try (EchoServer server = start.start()) {
      for (Map.Entry<String, URI> echo : server.echoes().entrySet()) {
        for (CaseTable table : CaseTable.ALL) {
          if (table.agents().test(echo.getKey())) {
            add(
                table,
                AgentRow.SERVER,
                echo.getKey(),
                server.version(),
                play(table, echo.getValue()));
          }
        }
      }
    }
  }

  /** Cases that fail are played once more, one at a time: a busy machine is no fault of a peer. */
  private Map<CaseId, CaseVerdict> play(CaseTable table, URI uri) throws InterruptedException {
    Map<CaseId, CaseVerdict> verdicts = new TreeMap<>();
    for (CaseColumn column : table.columns()) {
      List<ConformanceCase> cases = table.cases(column, AgentRow.SERVER);
      Map<CaseId, CaseVerdict> first = play(uri, cases, column.jobs());
      List<ConformanceCase> failed =
          cases.stream()
              .filter(each -> first.getOrDefault(each.id(), CaseVerdict.MISSING).isFailed())
              .toList();
      verdicts.putAll(first);
      verdicts.putAll(play(uri, failed, 1));
    }
    return verdicts;
  }

  private Map<CaseId, CaseVerdict> play(URI uri, List<ConformanceCase> cases, int jobs)
      throws InterruptedException {
    TestedServer server = new TestedServer(uri, Optional.of(AGENT), List.of(), List.of(), false);
    Results results = new Results(Long.MAX_VALUE);
    Optional<String> problem = new SuiteClient(server, results, played -> {}).run(cases, jobs);
    problem.ifPresent(System.out::println);
    return CaseVerdict.of(AGENT, ConformanceReports.of(catalogue, results).index());
  }

  private void test(ConformancePeers.Driver driver) throws Exception {
    PeerProgram program = driver.ready();
    for (CaseTable table : CaseTable.ALL) {
      if (table.agents().test(program.name())) {
        add(table, AgentRow.CLIENT, program.name(), program.version(), drive(table, program));
      }
    }
  }

  private Map<CaseId, CaseVerdict> drive(CaseTable table, PeerProgram program)
      throws IOException, InterruptedException {
    List<String> cases = table.columns().stream().flatMap(c -> c.patterns().stream()).toList();
    Path files = Files.createTempDirectory(directory, "suite");
    try (SuiteProcess suite = SuiteProcess.start(files, cases, List.of(), table.strict())) {
      Process process = program.start(suite.server(), AGENT);
      if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "The driver of %s does not end; see %s.".formatted(program.name(), directory));
      }
      return suite.verdicts(AGENT);
    }
  }

  /** In the place of the one before, if there is one. */
  private void add(
      CaseTable table,
      String role,
      String name,
      String version,
      Map<CaseId, CaseVerdict> verdicts) {
    AgentRow row = AgentRow.of(table, role, name, version, verdicts);
    System.out.println("conformance: " + role + " " + name + " " + version + " " + row.counts());
    System.out.println("  " + row.others());
    int place = 0;
    while (place < rows.size() && !rows.get(place).isAbout(row)) {
      place++;
    }
    if (place < rows.size()) {
      rows.set(place, row);
    } else {
      rows.add(row);
    }
  }
}
