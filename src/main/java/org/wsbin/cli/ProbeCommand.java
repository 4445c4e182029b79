package org.wsbin.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wsbin.protocol.Quoted;
import org.wsbin.settings.InvalidSettingException;
import org.wsbin.settings.ValueType;
import org.wsbin.terminal.Flag;
import org.wsbin.terminal.ProbeRun;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code probe}: the options of {@code connect} that it has too, and its own. */
final class ProbeCommand {
  static final String NAME = "probe";

  private static final String ONLY = "--only";
  private static final String SKIP = "--skip";
  private static final String MAX_TIME = "--max-time";
  private static final String CONNECTIONS = "--connections";
  private static final String WATCH = "--watch";
  private static final String SMUGGLING = "--smuggling";
  private static final String JUNIT = "--junit";
  private static final String HTML = "--html";
  private static final int MOST_CONNECTIONS = 1000;
  private static final Duration LONGEST = Duration.ofHours(4);

  private ProbeCommand() {}

  static CommandSpec declare(CommandSpec spec) {
    spec.addOption(
        option(
            ONLY,
            "CHECK,…",
            "only these checks: handshake, forms, conversation, idle,"
                + " sizes, buffering, closes, many, watch, smuggling"));
    spec.addOption(option(SKIP, "CHECK,…", "without these checks"));
    spec.addOption(
        option(MAX_TIME, "DURATION", "the longest that a connection is left idle (90s)"));
    spec.addOption(option(CONNECTIONS, "N", "how many at the same time, 1 to 1000 (20)"));
    spec.addOption(
        option(
            WATCH,
            "DURATION",
            "watches so many busy connections for so long, through a" + " reload or a deployment"));
    spec.addOption(
        OptionSpec.builder(SMUGGLING)
            .type(boolean.class)
            .arity("0")
            .description(
                "also sends requests behind upgrades that the server refuses, and some bytes that"
                    + " are no HTTP, to see whether something between lets them through unseen;"
                    + " it may be logged as an attack.")
            .build());
    spec.addOption(option(JUNIT, "FILE", "writes the results as JUnit XML, a test for each check"));
    spec.addOption(option(HTML, "FILE", "writes a page for people, with all evidence"));
    ProbeRun.FLAGS.forEach(flag -> spec.addOption(ConnectCommand.option(flag, summary(flag))));
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("URL")
            .arity("0..1")
            .hideParamSyntax(true)
            .type(String.class)
            .description("a wsbin behind what is probed: ws://HOST/PATH/ or wss://….")
            .build());
    spec.usageMessage()
        .sortOptions(false)
        .abbreviateSynopsis(true)
        .description(
            "Finds out what stands between here and a WebSocket server: connects in many ways,"
                + " compares what both ends saw, and says what to change in which proxy.")
        .footer(
            "",
            "  wsbin probe wss://wsbin.example.com/",
            "  wsbin probe --skip idle --junit probe.xml ws://localhost:8080/",
            "  wsbin probe --smuggling wss://wsbin.example.com/",
            "  wsbin probe --only watch --watch 10m --connections 50 wss://wsbin.example.com/",
            "",
            "Exit codes: 0 nothing was found, 1 something was, 2 wrong usage, 3 nobody is there,",
            "130 stopped before anything was found.");
    return spec;
  }

  private static String summary(Flag flag) {
    return flag == Flag.JSON ? "prints the report as one JSON object" : flag.summary();
  }

  private static OptionSpec option(String name, String value, String summary) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(value)
        .description(summary + ".")
        .build();
  }

  static int run(Cli.ProbeRunner probe, ParseResult parsed) {
    String url = parsed.matchedPositionalValue(0, "");
    if (url.isEmpty()) {
      throw new InvalidSettingException(
          "The URL is missing. Example: wsbin probe wss://wsbin.example.com/");
    }
    return probe.run(url, choice(parsed), ConnectCommand.given(parsed));
  }

  private static ProbeRun.Choice choice(ParseResult parsed) {
    return new ProbeRun.Choice(
        names(parsed, ONLY),
        names(parsed, SKIP),
        parsed.hasMatchedOption(SMUGGLING),
        duration(parsed, MAX_TIME),
        value(parsed, CONNECTIONS).map(ProbeCommand::number),
        duration(parsed, WATCH),
        value(parsed, JUNIT).map(Path::of),
        value(parsed, HTML).map(Path::of));
  }

  private static Optional<String> value(ParseResult parsed, String option) {
    return Optional.ofNullable(parsed.matchedOptionValue(option, (String) null));
  }

  private static List<String> names(ParseResult parsed, String option) {
    return value(parsed, option).stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  private static Integer number(String text) {
    if (!text.matches("[1-9]\\d{0,3}") || Integer.parseInt(text) > MOST_CONNECTIONS) {
      throw new InvalidSettingException(
          "The option --connections is " + Quoted.of(text) + "; allowed is 1 to 1000.");
    }
    return Integer.valueOf(text);
  }

  private static Optional<Duration> duration(ParseResult parsed, String option) {
    return value(parsed, option)
        .map(
            text ->
                ValueType.duration(Duration.ofSeconds(1), LONGEST)
                    .parser()
                    .apply(text)
                    .orElseThrow(
                        () ->
                            new InvalidSettingException(
                                "The option "
                                    + option
                                    + " is "
                                    + Quoted.of(text)
                                    + "; allowed is a duration from 1s to 4h, such as 90s.")));
  }
}
