package org.wsbin.it.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.terminal.BenchRun;
import org.wsbin.terminal.Flag;
import org.wsbin.terminal.ProcessEnvironment;
import org.wsbin.terminal.Terminals;
import org.wsbin.text.JsonReader;
import org.wsbin.workload.LoadScenario;
import org.wsbin.workload.MessageContent;
import org.wsbin.workload.MessageSizes;
import org.wsbin.workload.Threshold;

/**
 * What {@code wsbin bench} said after a run of two seconds without a warm-up.
 *
 * @param json all of it
 */
record BenchOutcome(int exit, Map<?, ?> json, String err) {
  static final Duration SECONDS = Duration.ofSeconds(2);

  /** What was asked for; the rest is usual. */
  record Load(
      LoadScenario scenario,
      Optional<Double> rate,
      int connections,
      MessageSizes sizes,
      MessageContent content,
      Map<Flag, List<String>> flags,
      List<String> failIf,
      Optional<Path> html,
      Optional<Path> log,
      Duration drain,
      int inflight) {

    static Load of(LoadScenario scenario, Optional<Double> rate, int connections) {
      return new Load(
          scenario,
          rate,
          connections,
          new MessageSizes(125, 125),
          MessageContent.TEXT,
          Map.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Duration.ofSeconds(10),
          rate.isPresent() ? 1000 : 1);
    }

    /** An open loop of round trips. */
    static Load echo(double rate, int connections) {
      return of(LoadScenario.ECHO, Optional.of(rate), connections);
    }

    Load with(MessageSizes other, MessageContent kind) {
      return new Load(
          scenario, rate, connections, other, kind, flags, failIf, html, log, drain, inflight);
    }

    Load with(Map<Flag, List<String>> others) {
      return new Load(
          scenario, rate, connections, sizes, content, others, failIf, html, log, drain, inflight);
    }

    Load failing(String... conditions) {
      List<String> all = List.of(conditions);
      return new Load(
          scenario, rate, connections, sizes, content, flags, all, html, log, drain, inflight);
    }

    Load draining(Duration time) {
      return new Load(
          scenario, rate, connections, sizes, content, flags, failIf, html, log, time, inflight);
    }

    Load inFlight(int most) {
      return new Load(
          scenario, rate, connections, sizes, content, flags, failIf, html, log, drain, most);
    }

    Load writing(Path page, Path histograms) {
      return new Load(
          scenario,
          rate,
          connections,
          sizes,
          content,
          flags,
          failIf,
          Optional.of(page),
          Optional.of(histograms),
          drain,
          inflight);
    }
  }

  static BenchOutcome of(URI uri, Load load) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    Map<Flag, List<String>> given = new HashMap<>(load.flags());
    given.put(Flag.JSON, List.of());
    int exit =
        BenchRun.run(
            uri.toString(),
            new BenchRun.Choice(
                load.scenario(),
                load.rate(),
                load.connections(),
                1,
                load.inflight(),
                SECONDS,
                Duration.ZERO,
                Duration.ZERO,
                load.drain(),
                load.sizes(),
                load.content(),
                1,
                load.failIf().stream().map(text -> Threshold.parse(text).orElseThrow()).toList(),
                load.html(),
                Optional.empty(),
                load.log()),
            given,
            new ProcessEnvironment(
                InputStream.nullInputStream(),
                out,
                new PrintWriter(err, true),
                new Terminals(false, false, false),
                Map.of(),
                end -> {}));
    return new BenchOutcome(exit, (Map<?, ?>) JsonReader.read(out.toString(UTF_8)), err.toString());
  }

  double number(String name) {
    return ((Number) json.get(name)).doubleValue();
  }

  /** Of the latency, in milliseconds. */
  double millis(String measure) {
    return ((Number) ((Map<?, ?>) json.get("latencyMicros")).get(measure)).doubleValue() / 1000;
  }

  /** By kind. */
  Map<?, ?> errors() {
    return (Map<?, ?>) json.get("errors");
  }
}
