package org.wsbin.cli;

import java.util.List;
import org.wsbin.settings.InvalidSettingException;
import org.wsbin.terminal.BenchRun;
import org.wsbin.terminal.Flag;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code bench}: the options of {@code connect} that it has too, and its own. */
final class BenchCommand {
  static final String NAME = "bench";

  /** Those of its own, in the order of the help and of docs/bench.md. */
  static final List<ProxyCommand.Choice> CHOICES =
      List.of(
          ProxyCommand.Choice.of(
              BenchOptions.SCENARIO,
              "SCENARIO",
              "what connections do: echo, sink, channel or connect (echo)"),
          ProxyCommand.Choice.of(
              BenchOptions.RATE,
              "N",
              "messages a second of all connections together, or handshakes a second: an open loop;"
                  + " without it each answer lets the next message go, a closed loop"),
          ProxyCommand.Choice.of(
              BenchOptions.CONNECTIONS, "N", "how many at the same time, 1 to 60000 (10)"),
          ProxyCommand.Choice.of(
              BenchOptions.RAMP, "DURATION", "opens them evenly over that time (0)"),
          ProxyCommand.Choice.of(
              BenchOptions.INFLIGHT,
              "N",
              "the most unanswered messages of a connection, 1 to 100000 (1; with --rate 1000)"),
          ProxyCommand.Choice.of(
              BenchOptions.SIZE,
              "SIZE",
              "of a message, or two for a range as in 16..4k, up to 64m (125)"),
          ProxyCommand.Choice.of(
              BenchOptions.CONTENT, "CONTENT", "text, binary, or multi-byte for UTF-8 (text)"),
          ProxyCommand.Choice.of(
              BenchOptions.DURATION, "DURATION", "how long it measures, 1s to 24h (10s)"),
          ProxyCommand.Choice.of(
              BenchOptions.WARMUP,
              "DURATION",
              "how long it sends before it begins to measure (2s)"),
          ProxyCommand.Choice.of(
              BenchOptions.DRAIN,
              "DURATION",
              "how long it waits at the end for answers to what was sent (5s)"),
          ProxyCommand.Choice.of(
              BenchOptions.PUBLISHERS,
              "N",
              "how many connections send, with --scenario channel (1)"),
          ProxyCommand.Choice.of(
              BenchOptions.THREADS, "N", "threads of the generator, 1 to 64 (1)"),
          ProxyCommand.Choice.many(
              BenchOptions.FAIL_IF,
              "CONDITION",
              "exits with 1 if this is true: 'p99>50ms', 'connect-p99>1s', 'errors>0', 'errors>1%',"
                  + " 'rate<1000'"),
          ProxyCommand.Choice.of(
              BenchOptions.HTML, "FILE", "writes a page with diagrams for people"),
          ProxyCommand.Choice.of(BenchOptions.SVG, "FILE", "writes the diagrams alone"),
          ProxyCommand.Choice.of(
              BenchOptions.HISTOGRAMS,
              "FILE",
              "writes the latency of each second as a log of HdrHistogram"));

  private BenchCommand() {}

  static CommandSpec declare(CommandSpec spec) {
    CHOICES.forEach(choice -> spec.addOption(ProxyCommand.option(choice)));
    BenchRun.FLAGS.forEach(flag -> spec.addOption(ConnectCommand.option(flag, summary(flag))));
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("URL")
            .arity("0..1")
            .hideParamSyntax(true)
            .type(String.class)
            .description("what is measured: ws://HOST/PATH or wss://….")
            .build());
    spec.usageMessage()
        .sortOptions(false)
        .abbreviateSynopsis(true)
        .description(
            "Puts load on a WebSocket server, and measures: messages or handshakes a second, their"
                + " latency, and what goes wrong.")
        .footer(
            "",
            "  wsbin bench --rate 1000 ws://localhost:8000/wire/echo        round trips at that rate",
            "  wsbin bench --connections 64 ws://localhost:8000/wire/echo   as many as it can",
            "  wsbin bench --scenario sink --size 64k --content binary ws://localhost:8000/wire/mute/60",
            "  wsbin bench --scenario channel --connections 1000 --rate 10 ws://localhost:8000/wire/channel/tea",
            "  wsbin bench --scenario connect --rate 200 wss://example.com/echo",
            "  wsbin bench --rate 500 --fail-if 'p99>50ms' --fail-if 'errors>0' wss://example.com/echo",
            "",
            "Durations have a unit: 500ms, 2s, 5m. Sizes are in bytes or have a unit: 64k, 16m.",
            "Ctrl-C ends the run, and prints what was measured so far.",
            "Exit codes: 0 it ran, 1 a --fail-if is true or all connections ended early, 2 wrong usage,",
            "3 nobody is there, 130 stopped before its end.");
    return spec;
  }

  private static String summary(Flag flag) {
    return switch (flag) {
      case JSON -> "prints the result as one JSON object";
      case AUTH -> "Basic credentials, or @FILE with them; sent with each handshake";
      case BEARER -> "a bearer token, or @FILE with it; sent with each handshake";
      default -> flag.summary();
    };
  }

  static int run(Cli.BenchRunner bench, ParseResult parsed) {
    String url = parsed.matchedPositionalValue(0, "");
    if (url.isEmpty()) {
      throw new InvalidSettingException(
          "The URL is missing. Example: wsbin bench --rate 1000 ws://localhost:8000/wire/echo");
    }
    return bench.run(url, new BenchOptions(parsed).choice(), ConnectCommand.given(parsed));
  }
}
