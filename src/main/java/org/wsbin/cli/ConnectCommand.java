package org.wsbin.cli;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsbin.protocol.Quoted;
import org.wsbin.settings.InvalidSettingException;
import org.wsbin.terminal.Flag;
import org.wsbin.text.NearestWord;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code connect}: all its options are declared in {@link Flag}. */
final class ConnectCommand {
  static final String NAME = "connect";

  private ConnectCommand() {}

  /** Adds the options, in the groups of the help. */
  static CommandSpec declare(CommandSpec spec) {
    Map<Flag.Group, ArgGroupSpec.Builder> groups = new LinkedHashMap<>();
    for (Flag.Group group : Flag.Group.values()) {
      groups.put(
          group,
          ArgGroupSpec.builder()
              .heading("%n" + group.heading() + "%n")
              .order(groups.size())
              .validate(false));
    }
    for (Flag flag : Flag.values()) {
      groups.get(flag.group()).addArg(option(flag));
    }
    groups.values().forEach(group -> spec.addArgGroup(group.build()));
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("URL")
            .arity("0..*")
            .hideParamSyntax(true)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("ws://… or wss://…; the default scheme is ws://.")
            .build());
    // a value may look like an option: -w -1, -x --help
    spec.parser().allowOptionsAsOptionParameters(true);
    spec.usageMessage()
        .sortOptions(false)
        .abbreviateSynopsis(true)
        .description("Connects to a WebSocket server, and sends what you type or pipe in.")
        .footer(
            "",
            "On a terminal, each line is a message, and /help lists the commands. In a pipe, each line of",
            "standard input is a text message, and standard output gets only the payloads:",
            "",
            "  wsbin connect localhost:8000/ws/echo",
            "  echo hello | wsbin connect -1 ws://localhost:8000/ws/echo",
            "  wsbin connect -x hello -x '/ping you' -x '/close 4000 enough' --json wss://example.com/",
            "",
            "Durations have a unit: 500ms, 2s, 5m. Sizes are in bytes or have a unit: 64k, 16m, 1g.",
            "Exit codes: 0 closed normally, 1 failed, 2 wrong usage, 3 closed abnormally.");
    return spec;
  }

  private static OptionSpec option(Flag flag) {
    return option(flag, flag.summary());
  }

  static OptionSpec option(Flag flag, String summary) {
    OptionSpec.Builder builder =
        OptionSpec.builder(flag.names().toArray(String[]::new))
            .description(summary.replace("%", "%%") + ".");
    if (flag.placeholder().isEmpty()) {
      return builder.type(boolean.class).arity("0").build();
    }
    return flag.repeatable()
        ? builder
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1")
            .paramLabel(flag.placeholder())
            .build()
        : builder.type(String.class).arity("1").paramLabel(flag.placeholder()).build();
  }

  /** What is wrong with the arguments, as a sentence. */
  static String sentence(ParameterException wrong) {
    String sentence;
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      String option = unmatched.getUnmatched().get(0);
      List<String> names = Arrays.stream(Flag.values()).flatMap(f -> f.names().stream()).toList();
      sentence =
          "Unknown option "
              + Quoted.of(option)
              + "; did you mean "
              + NearestWord.to(option, names)
              + "?";
    } else if (wrong instanceof MissingParameterException missing) {
      ArgSpec option = missing.getMissing().get(0);
      sentence =
          "The option "
              + ((OptionSpec) option).longestName()
              + " needs a value: "
              + option.paramLabel()
              + ".";
    } else {
      sentence = wrong.getMessage() + ".";
    }
    return sentence + " Try connect --help.";
  }

  /**
   * The one URL.
   *
   * @throws InvalidSettingException if there is none, or more than one
   */
  static String url(ParseResult parsed) {
    List<String> urls = parsed.matchedPositionalValue(0, List.<String>of());
    if (urls.isEmpty()) {
      throw new InvalidSettingException(
          "The URL is missing. Example: wsbin connect ws://localhost:8000/ws/echo");
    }
    if (urls.size() > 1) {
      throw new InvalidSettingException(
          "The URL is followed by "
              + Quoted.of(urls.get(1))
              + "; only one URL is allowed. Put quotes around a value with spaces.");
    }
    return urls.get(0);
  }

  /** The options that were given, each with its values. */
  static Map<Flag, List<String>> given(ParseResult parsed) {
    Map<Flag, List<String>> given = new EnumMap<>(Flag.class);
    for (Flag flag : Flag.values()) {
      List<OptionSpec> matched =
          parsed.matchedOptions().stream()
              .filter(option -> option.longestName().equals(flag.option()))
              .toList();
      if (!matched.isEmpty()) {
        given.put(flag, values(flag, matched));
      }
    }
    return given;
  }

  private static List<String> values(Flag flag, List<OptionSpec> matched) {
    if (flag.placeholder().isEmpty()) {
      return List.of();
    }
    List<String> values = matched.get(matched.size() - 1).stringValues();
    if (!flag.repeatable() && (matched.size() > 1 || values.size() > 1)) {
      throw new InvalidSettingException(
          "The option " + flag.option() + " is given twice; give it once. Try connect --help.");
    }
    return values;
  }
}
