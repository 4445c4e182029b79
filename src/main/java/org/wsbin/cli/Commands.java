package org.wsbin.cli;

import java.util.List;
import org.wsbin.settings.AllSettings;
import org.wsbin.settings.Setting;
import org.wsbin.terminal.Flag;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What wsbin's commands are. All options are declared in {@link Setting} and {@link Flag}. */
final class Commands {
  private static final String ROOT = "wsbin";
  static final String SERVE = "serve";

  /** In the order of the help. */
  private static final List<String> COMMANDS =
      List.of(
          SERVE,
          ConnectCommand.NAME,
          DiffCommand.NAME,
          ProbeCommand.NAME,
          ConformCommand.NAME,
          ProxyCommand.NAME,
          BenchCommand.NAME);

  private Commands() {}

  /** If a command comes first, the others and the options before it are not declared. */
  static CommandLine line(String first) {
    CommandSpec root = COMMANDS.contains(first) ? CommandSpec.create().name(ROOT) : root();
    List<String> declared = COMMANDS.contains(first) ? List.of(first) : COMMANDS;
    declared.forEach(name -> root.addSubcommand(name, declare(name)));
    return new CommandLine(root).setUsageHelpWidth(100).setUsageHelpAutoWidth(true);
  }

  private static CommandSpec root() {
    CommandSpec root = withServeOptions(ROOT);
    root.usageMessage()
        .description(
            "httpbin for WebSockets: a server that behaves like any kind of WebSocket server, on request."
                + " The default command is serve.")
        .footer(
            "",
            "Each option is also an environment variable: --max-message is WSBIN_MAX_MESSAGE.",
            "Sizes are in bytes or have a unit: 64k, 16m, 1g. Durations have a unit: 500ms, 2s, 5m, 1h.",
            "Exit codes: 0 stopped on request, 1 failed, 2 wrong usage.");
    return root;
  }

  private static CommandSpec declare(String command) {
    return switch (command) {
      case ConnectCommand.NAME -> ConnectCommand.declare(withStandardOptions(command));
      case DiffCommand.NAME -> DiffCommand.declare(withStandardOptions(command));
      case ProbeCommand.NAME -> ProbeCommand.declare(withStandardOptions(command));
      case ConformCommand.NAME ->
          ConformCommand.declare(
              withStandardOptions(command),
              withServeOptions(ConformCommand.SERVE),
              withStandardOptions(ConformCommand.DIFF));
      case ProxyCommand.NAME -> ProxyCommand.declare(withStandardOptions(command));
      case BenchCommand.NAME -> BenchCommand.declare(withStandardOptions(command));
      default -> serve();
    };
  }

  private static CommandSpec serve() {
    CommandSpec spec = withServeOptions(SERVE);
    spec.usageMessage().description("Runs the server until it is stopped (SIGTERM or Ctrl-C).");
    return spec;
  }

  private static CommandSpec withServeOptions(String name) {
    CommandSpec spec =
        withStandardOptions(name).versionProvider(() -> version(Version.server() + ", "));
    AllSettings.IN_ORDER.forEach(setting -> spec.addOption(option(setting)));
    spec.usageMessage(new UsageMessageSpec().sortOptions(false).abbreviateSynopsis(true));
    return spec;
  }

  private static CommandSpec withStandardOptions(String name) {
    return CommandSpec.create()
        .name(name)
        .mixinStandardHelpOptions(true)
        .versionProvider(() -> version(""));
  }

  private static String[] version(String server) {
    return new String[] {Version.current() + " (" + server + "Java " + Runtime.version() + ")"};
  }

  private static OptionSpec option(Setting<?> setting) {
    boolean flag = setting.type().placeholder().isEmpty();
    String fallback = setting.fallback().isEmpty() || flag ? "" : " (" + setting.fallback() + ")";
    OptionSpec.Builder builder =
        OptionSpec.builder(setting.flag())
            .description(setting.summary().replace("%", "%%") + fallback + ".");
    return flag
        ? builder.type(boolean.class).arity("0").build()
        : builder.type(String.class).paramLabel(setting.type().placeholder()).build();
  }
}
