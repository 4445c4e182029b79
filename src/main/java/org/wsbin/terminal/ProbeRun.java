package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.wsbin.client.ClientOptions;
import org.wsbin.probe.CheckResult;
import org.wsbin.probe.PathProbe;
import org.wsbin.probe.ProbeFiles;
import org.wsbin.probe.ProbeHtml;
import org.wsbin.probe.ProbeReport;
import org.wsbin.probe.ProbeSettings;
import org.wsbin.probe.ProbeText;
import org.wsbin.protocol.Quoted;
import org.wsbin.settings.InvalidSettingException;
import org.wsbin.symptom.Remedies;

/** {@code wsbin probe}: finds out what stands between here and a server. */
public final class ProbeRun {
  /** The options of {@code connect} that it has too. */
  public static final List<Flag> FLAGS =
      List.of(
          Flag.HEADER,
          Flag.AUTH,
          Flag.BEARER,
          Flag.CONNECT_TIMEOUT,
          Flag.PROXY,
          Flag.CA,
          Flag.NO_CHECK,
          Flag.JSON);

  private static final String SMUGGLING = "smuggling";
  private static final String WATCH = "watch";
  private static final int NOT_THERE = 3;
  private static final int REPORT_SECONDS = 8;

  /**
   * The options of its own.
   *
   * @param only the checks that run; empty for the usual ones
   * @param skip those of them that do not
   * @param smuggling whether the check of that name runs too
   * @param junit a file for JUnit XML
   * @param html a file for a page
   */
  public record Choice(
      List<String> only,
      List<String> skip,
      boolean smuggling,
      Optional<Duration> maxTime,
      Optional<Integer> connections,
      Optional<Duration> watch,
      Optional<Path> junit,
      Optional<Path> html) {}

  private final Map<Flag, List<String>> given;
  private final ProcessEnvironment around;

  private ProbeRun(Map<Flag, List<String>> given, ProcessEnvironment around) {
    this.given = given;
    this.around = around;
  }

  /**
   * Probes a server.
   *
   * @return 0 nothing was found, 1 something was, 3 nobody is there
   * @throws InvalidSettingException with a sentence, if the arguments are wrong
   */
  public static int run(
      String url, Choice choice, Map<Flag, List<String>> given, ProcessEnvironment around) {
    return new ProbeRun(given, around).probe(TargetUri.of(url), choice);
  }

  private int probe(URI uri, Choice choice) {
    Set<String> wanted = wanted(choice);
    ClientOptions checked = new org.wsbin.client.ClientWebSocket().control();
    set(checked); // so that a wrong option is said before anything happens
    choice.junit().ifPresent(ReportFile::check);
    choice.html().ifPresent(ReportFile::check);
    PrintWriter out = new PrintWriter(new OutputStreamWriter(around.out(), UTF_8), true);
    boolean json = given.containsKey(Flag.JSON);
    PrintWriter lines = json ? around.err() : out;
    lines.println("Probing " + TerminalText.text(uri.toString(), " ") + " …");
    PathProbe probe =
        new PathProbe(uri, root(uri), this::set, settings(choice), wanted, new Lines(lines));
    CompletableFuture<Integer> over = new CompletableFuture<>();
    around.atEnd().accept(() -> stopped(probe, over));
    try {
      int code = report(probe, choice, json, out);
      over.complete(code);
      return code;
    } finally {
      over.complete(ExitCode.FAILED);
    }
  }

  /** After a signal: waits for the report of what is known by then. */
  private static int stopped(PathProbe probe, CompletableFuture<Integer> over) {
    probe.stop();
    return over.completeOnTimeout(ExitCode.STOPPED, REPORT_SECONDS, TimeUnit.SECONDS).join();
  }

  private int report(PathProbe probe, Choice choice, boolean json, PrintWriter out) {
    try {
      ProbeReport report = probe.run();
      Remedies remedies = Remedies.load();
      if (json) {
        out.println(ProbeFiles.json(report, remedies));
      } else {
        ProbeText.diagnosis(report, remedies).forEach(out::println);
      }
      ReportFile.write(choice.junit(), ProbeFiles.junit(report));
      ReportFile.write(choice.html(), ProbeHtml.of(report, remedies));
      if (!report.good()) {
        return ExitCode.FAILED;
      }
      return probe.isStopped() ? ExitCode.STOPPED : ExitCode.OK;
    } catch (PathProbe.UnreachableException nobody) {
      around.err().println(TerminalText.text(nobody.getMessage(), " "));
      return NOT_THERE;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILED;
    }
  }

  private void set(ClientOptions options) {
    ConnectionOptions.set(given, around.environment(), options);
  }

  /** Where the paths of a wsbin would begin. */
  private static URI root(URI uri) {
    return ServerPaths.transcripts(uri)
        .map(pages -> pages.resolve("./"))
        .orElseGet(() -> uri.resolve(uri.getRawPath().replaceFirst("/*$", "/")));
  }

  private static Set<String> wanted(Choice choice) {
    Set<String> wanted = new TreeSet<>(choice.only().isEmpty() ? PathProbe.usual() : choice.only());
    if (choice.smuggling()) {
      wanted.add(SMUGGLING);
    }
    List<String> named = new ArrayList<>(choice.only());
    named.addAll(choice.skip());
    named.stream()
        .filter(id -> !PathProbe.ids().contains(id))
        .findFirst()
        .ifPresent(
            id -> {
              throw new InvalidSettingException(
                  "There is no check "
                      + Quoted.of(id)
                      + "; there are "
                      + String.join(", ", PathProbe.ids())
                      + ".");
            });
    choice.skip().forEach(wanted::remove);
    if (choice.only().contains(WATCH) && choice.watch().isEmpty()) {
      throw new InvalidSettingException(
          "The check \"watch\" needs to know for how long; add for example --watch 10m.");
    }
    if (choice.watch().isPresent() && !wanted.contains(WATCH)) {
      throw new InvalidSettingException(
          "The option --watch is for the check \"watch\", which --only or --skip leaves out.");
    }
    if (wanted.isEmpty()) {
      throw new InvalidSettingException("There is no check left: --skip leaves out all of them.");
    }
    return wanted;
  }

  private ProbeSettings settings(Choice choice) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (Secret header : Secret.all(Flag.HEADER, given)) {
      int colon = header.value().indexOf(':');
      headers.add(
          Map.entry(
              header.value().substring(0, colon).strip(),
              header.value().substring(colon + 1).strip()));
    }
    return new ProbeSettings(
        choice.maxTime().orElse(ProbeSettings.MAX_TIME),
        choice.connections().orElse(ProbeSettings.CONNECTIONS),
        choice.watch(),
        headers);
  }

  /** Prints a line for each check that is over. */
  private record Lines(PrintWriter out) implements PathProbe.Progress {
    @Override
    public void recognised(boolean wsbin) {
      out.println(
          wsbin
              ? "The far end is a wsbin: what it saw is compared with what was sent."
              : "The far end does not answer as a wsbin: only the checks that need none run.");
    }

    @Override
    public void over(String title, CheckResult result) {
      out.println(ProbeText.line(title, result));
    }
  }
}
