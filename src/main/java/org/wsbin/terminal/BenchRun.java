package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.wsbin.client.ClientWebSocket;
import org.wsbin.protocol.Quoted;
import org.wsbin.settings.InvalidSettingException;
import org.wsbin.settings.ValueType;
import org.wsbin.workload.HistogramFile;
import org.wsbin.workload.LoadHtml;
import org.wsbin.workload.LoadJson;
import org.wsbin.workload.LoadPlot;
import org.wsbin.workload.LoadResult;
import org.wsbin.workload.LoadRun;
import org.wsbin.workload.LoadScenario;
import org.wsbin.workload.LoadSettings;
import org.wsbin.workload.LoadText;
import org.wsbin.workload.MessageContent;
import org.wsbin.workload.MessageSizes;
import org.wsbin.workload.Threshold;

/** {@code wsbin bench}: puts load on a server, and measures. */
public final class BenchRun {
  /** The options of {@code connect} that it has too. */
  public static final List<Flag> FLAGS =
      List.of(
          Flag.HEADER,
          Flag.ORIGIN,
          Flag.SUBPROTOCOL,
          Flag.AUTH,
          Flag.BEARER,
          Flag.CONNECT_TIMEOUT,
          Flag.CA,
          Flag.CERT,
          Flag.KEY,
          Flag.NO_CHECK,
          Flag.JSON);

  private static final int NOT_THERE = 3;
  private static final int REPORT_SECONDS = 12;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String AUTHORIZATION = "Authorization";

  /**
   * The options of its own; those about the load are as in {@link LoadSettings}.
   *
   * @param thresholds under which the run has failed
   */
  public record Choice(
      LoadScenario scenario,
      Optional<Double> rate,
      int connections,
      int publishers,
      int inflight,
      Duration duration,
      Duration warmup,
      Duration ramp,
      Duration drain,
      MessageSizes sizes,
      MessageContent content,
      int threads,
      List<Threshold> thresholds,
      Optional<Path> html,
      Optional<Path> svg,
      Optional<Path> histograms) {}

  private final Choice choice;
  private final Map<Flag, List<String>> given;
  private final ProcessEnvironment around;

  private BenchRun(Choice choice, Map<Flag, List<String>> given, ProcessEnvironment around) {
    this.choice = choice;
    this.given = given;
    this.around = around;
  }

  /**
   * Measures.
   *
   * @return 0 it ran, 1 a threshold was met, all connections ended early or the generator failed, 3
   *     nobody is there, 130 stopped before its end
   * @throws InvalidSettingException with a sentence, if the arguments are wrong
   */
  public static int run(
      String url, Choice choice, Map<Flag, List<String>> given, ProcessEnvironment around) {
    return new BenchRun(choice, given, around).bench(TargetUri.of(url));
  }

  private int bench(URI uri) {
    LoadSettings settings = settings(uri);
    choice.html().ifPresent(ReportFile::check);
    choice.svg().ifPresent(ReportFile::check);
    choice.histograms().ifPresent(ReportFile::check);
    PrintWriter out = new PrintWriter(new OutputStreamWriter(around.out(), UTF_8), true);
    boolean json = given.containsKey(Flag.JSON);
    PrintWriter lines = json ? around.err() : out;
    lines.println(LoadText.plan(settings));
    LoadRun run = new LoadRun(settings);
    CompletableFuture<Integer> over = new CompletableFuture<>();
    around.atEnd().accept(() -> stopped(run, over));
    try {
      int code = report(run, settings, json, out);
      over.complete(code);
      return code;
    } finally {
      over.complete(ExitCode.FAILED);
    }
  }

  /** After a signal: waits for the report of what was measured by then. */
  private static int stopped(LoadRun run, CompletableFuture<Integer> over) {
    run.stop();
    return over.completeOnTimeout(ExitCode.STOPPED, REPORT_SECONDS, TimeUnit.SECONDS).join();
  }

  private int report(LoadRun run, LoadSettings settings, boolean json, PrintWriter out) {
    try {
      LoadResult result = measure(run);
      if (json) {
        out.println(LoadJson.of(result, choice.thresholds()));
      } else {
        LoadText.of(result).stream().map(TerminalText::text).forEach(out::println);
      }
      ReportFile.write(choice.html(), LoadHtml.of(result, choice.thresholds()));
      ReportFile.write(choice.svg(), LoadPlot.file(result));
      return code(result, json ? around.err() : out);
    } catch (UnknownHostException unknown) {
      around
          .err()
          .println(
              "The host " + Quoted.of(settings.uri().getHost()) + " is unknown: check the URL.");
      return NOT_THERE;
    } catch (IOException failed) {
      around.err().println("The run failed: " + TerminalText.text(failed.getMessage(), " "));
      return ExitCode.FAILED;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILED;
    }
  }

  private LoadResult measure(LoadRun run) throws IOException, InterruptedException {
    StreamConsole console = new StreamConsole(around.err(), around.terminals().err());
    if (choice.histograms().isEmpty()) {
      return run.run(new BenchProgress(console, second -> {}));
    }
    try (HistogramFile file = new HistogramFile(choice.histograms().get(), run::measuredFrom)) {
      return run.run(new BenchProgress(console, file::add));
    }
  }

  private int code(LoadResult result, PrintWriter lines) {
    List<Threshold.Outcome> outcomes =
        choice.thresholds().stream().map(each -> each.of(result)).toList();
    outcomes.forEach(each -> lines.println(each.sentence()));
    if (result.unreachable() && (result.alone() || !result.stopped())) {
      around.err().println("Not one connection could be opened; the errors above say why.");
      return NOT_THERE;
    }
    if (result.alone()
        || result.broken()
        || outcomes.stream().anyMatch(Threshold.Outcome::failed)) {
      return ExitCode.FAILED;
    }
    return result.stopped() ? ExitCode.STOPPED : ExitCode.OK;
  }

  private LoadSettings settings(URI uri) {
    ConnectionOptions.set(given, around.environment(), new ClientWebSocket().control());
    try {
      return new LoadSettings(
          uri,
          choice.scenario(),
          choice.rate(),
          choice.connections(),
          choice.publishers(),
          choice.inflight(),
          choice.duration(),
          choice.warmup(),
          choice.ramp(),
          choice.drain(),
          choice.sizes(),
          choice.content(),
          choice.threads(),
          handshake(),
          Tls.of(given),
          !given.containsKey(Flag.NO_CHECK));
    } catch (IllegalArgumentException wrong) {
      throw new InvalidSettingException(wrong.getMessage());
    }
  }

  private LoadSettings.Handshake handshake() {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    Optional<String> host = Optional.empty();
    for (Secret header : Secret.all(Flag.HEADER, given)) {
      int colon = header.value().indexOf(':');
      String name = header.value().substring(0, colon).strip();
      String value = header.value().substring(colon + 1).strip();
      if (name.toLowerCase(Locale.ROOT).equals("host")) {
        host = Optional.of(value);
      } else {
        headers.add(Map.entry(name, value));
      }
    }
    Options.text(given, Flag.ORIGIN).ifPresent(value -> headers.add(Map.entry("Origin", value)));
    Secret.of(Flag.AUTH, given, around.environment())
        .map(secret -> Base64.getEncoder().encodeToString(secret.value().getBytes(UTF_8)))
        .ifPresent(value -> headers.add(Map.entry(AUTHORIZATION, "Basic " + value)));
    Secret.of(Flag.BEARER, given, around.environment())
        .ifPresent(secret -> headers.add(Map.entry(AUTHORIZATION, "Bearer " + secret.value())));
    List<String> subprotocols =
        given.getOrDefault(Flag.SUBPROTOCOL, List.of()).stream()
            .flatMap(list -> Arrays.stream(list.split(",", -1)))
            .map(String::strip)
            .toList();
    ValueType<Duration> timeout = ValueType.duration(Duration.ofMillis(1), Duration.ofHours(1));
    return new LoadSettings.Handshake(
        host,
        headers,
        subprotocols,
        Options.value(given, Flag.CONNECT_TIMEOUT, timeout).orElse(TIMEOUT));
  }
}
