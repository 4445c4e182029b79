package org.wsbin.cli;

import java.util.List;
import java.util.Optional;
import org.wsbin.terminal.Diff;
import org.wsbin.terminal.Flag;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code diff}: the options of {@code connect} that it has too, and one of its own. */
final class DiffCommand {
  static final String NAME = "diff";
  private static final String TRANSCRIPTS_AT = "--transcripts-at";

  private DiffCommand() {}

  static CommandSpec declare(CommandSpec spec) {
    Diff.FLAGS.forEach(flag -> spec.addOption(ConnectCommand.option(flag, summary(flag))));
    spec.addOption(
        OptionSpec.builder(TRANSCRIPTS_AT)
            .type(String.class)
            .arity("1")
            .paramLabel("URL")
            .description(
                "the server's /transcripts, if it is not reached beside the WebSocket's URL.")
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("PLACE")
            .arity("0..*")
            .hideParamSyntax(true)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("a file, http://HOST/transcripts/NAME, or ws://HOST/wire/….")
            .build());
    spec.usageMessage()
        .sortOptions(false)
        .abbreviateSynopsis(true)
        .description(
            "Shows what a proxy between a client and a wsbin server has changed: compares what both"
                + " have recorded.")
        .footer(
            "",
            "  wsbin diff ws://localhost:8080/wire/echo      talks through the proxy, and compares",
            "  wsbin diff client.json server.json",
            "  wsbin diff client.json http://localhost:8000/transcripts/NAME",
            "",
            "connect --transcript NAME --transcript-file client.json records the client's side.",
            "Exit codes: 0 the same, 1 different, 2 wrong usage or file, 3 no server or no transcript"
                + " there.");
    return spec;
  }

  private static String summary(Flag flag) {
    return flag == Flag.JSON ? "prints the comparison as one JSON object" : flag.summary();
  }

  static int run(Cli.DiffRunner diff, ParseResult parsed) {
    return diff.run(
        parsed.matchedPositionalValue(0, List.<String>of()),
        Optional.ofNullable(parsed.matchedOptionValue(TRANSCRIPTS_AT, (String) null)),
        ConnectCommand.given(parsed));
  }
}
