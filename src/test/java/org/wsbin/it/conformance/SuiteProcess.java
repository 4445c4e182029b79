package org.wsbin.it.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wsbin.conformance.CaseId;
import org.wsbin.text.Json;

/** {@code wsbin conform serve}, which ends with {@link #close}. */
final class SuiteProcess implements Closeable {
  private final Path reports;
  private final Process process;
  private final String server;

  private SuiteProcess(Path reports, Process process, String server) {
    this.reports = reports;
    this.process = process;
    this.server = server;
  }

  /**
   * Starts one, with a spec as projects have them.
   *
   * @param directory for its files
   */
  static SuiteProcess start(Path directory, List<String> cases, List<String> excluded)
      throws IOException {
    return start(directory, cases, excluded, false);
  }

  /** Starts one, which may be strict. */
  static SuiteProcess start(
      Path directory, List<String> cases, List<String> excluded, boolean strict)
      throws IOException {
    Path reports = directory.resolve("reports");
    Path spec = Files.createDirectories(directory).resolve("spec.json");
    Files.writeString(
        spec,
        """
        {"url": "ws://127.0.0.1:0", "outdir": %s, "options": {"failByDrop": false},
         "cases": %s, "exclude-cases": %s, "exclude-agent-cases": {"none": ["*"]}}
        """
            .formatted(Json.of(reports.toString()), Json.of(cases), Json.of(excluded)));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", System.getProperty("wsbin.war", "target/wsbin.war")));
    command.addAll(List.of("conform", "serve", "--spec", spec.toString(), "--port", "0"));
    if (strict) {
      command.add("--strict");
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String line = String.valueOf(out.readLine());
    return new SuiteProcess(reports, process, line.replaceFirst(".* at http(://[^/]+)/.*", "ws$1"));
  }

  /** For drivers, without a slash at the end. */
  String server() {
    return server;
  }

  Process process() {
    return process;
  }

  /** The file in the directory of reports. */
  Path index() {
    return reports.resolve("index.json");
  }

  Map<CaseId, CaseVerdict> verdicts(String agent) throws IOException {
    return CaseVerdict.of(agent, Files.readString(index()));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
