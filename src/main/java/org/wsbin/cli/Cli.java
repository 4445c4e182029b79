package org.wsbin.cli;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.wsbin.server.EmbeddedServer;
import org.wsbin.server.ServerException;
import org.wsbin.settings.InvalidSettingException;
import org.wsbin.settings.Setting;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** wsbin's commands. Options come from the declarations in {@link Setting}, and nowhere else. */
final class Cli {
  private static final System.Logger LOG = System.getLogger(Cli.class.getName());

  static final int OK = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  /** Runs {@code serve}: takes the flags by name, and gives the exit code. */
  interface Serve extends Function<Map<String, String>, Integer> {}

  private final Serve serve;
  private final PrintWriter out;
  private final PrintWriter err;

  Cli(Serve serve, PrintWriter out, PrintWriter err) {
    this.serve = serve;
    this.out = out;
    this.err = err;
  }

  /** Runs the command that the arguments name, {@code serve} where they name none. */
  int run(String... arguments) {
    CommandLine line = commandLine();
    return line.setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(this::wrongUsage)
        .setExecutionStrategy(this::execute)
        .execute(arguments);
  }

  private CommandLine commandLine() {
    CommandSpec root = withServeOptions("wsbin");
    root.usageMessage()
        .description(
            "httpbin for WebSockets: a server that plays every kind of WebSocket server on request."
                + " Without a command it serves.")
        .footer(
            "",
            "Each option is also an environment variable: --max-message is WSBIN_MAX_MESSAGE.",
            "Sizes are bytes, or have a unit: 64k, 16m, 1g. Durations have one: 500ms, 2s, 5m, 1h.",
            "Exit codes: 0 ended as asked, 1 failed, 2 called wrongly.");
    CommandSpec serveSpec = withServeOptions("serve");
    serveSpec.usageMessage().description("Serves until it is told to end (SIGTERM or Ctrl-C).");
    root.addSubcommand("serve", serveSpec);
    return new CommandLine(root).setUsageHelpWidth(100).setUsageHelpAutoWidth(true);
  }

  private static CommandSpec withServeOptions(String name) {
    CommandSpec spec =
        CommandSpec.create()
            .name(name)
            .mixinStandardHelpOptions(true)
            .versionProvider(
                () ->
                    new String[] {
                      Version.current()
                          + " ("
                          + EmbeddedServer.product()
                          + ", Java "
                          + Runtime.version()
                          + ")"
                    });
    Setting.ALL.forEach(setting -> spec.addOption(option(setting)));
    spec.usageMessage(new UsageMessageSpec().sortOptions(false).abbreviateSynopsis(true));
    return spec;
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

  private int execute(ParseResult parsed) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    Map<String, String> flags = new LinkedHashMap<>(flags(parsed));
    if (parsed.hasSubcommand()) {
      flags.putAll(flags(parsed.subcommand()));
    }
    try {
      return serve.apply(flags);
    } catch (InvalidSettingException wrong) {
      err.println(wrong.getMessage());
      return USAGE;
    } catch (ServerException failure) {
      err.println(failure.getMessage());
      return FAILED;
    } catch (RuntimeException failure) {
      LOG.log(DEBUG, "wsbin failed unexpectedly.", failure);
      err.println("wsbin failed unexpectedly: " + failure + ".");
      return FAILED;
    }
  }

  private static Map<String, String> flags(ParseResult parsed) {
    Map<String, String> flags = new LinkedHashMap<>();
    for (Setting<?> setting : Setting.ALL) {
      if (parsed.hasMatchedOption(setting.flag())) {
        Object value = parsed.matchedOption(setting.flag()).getValue();
        flags.put(setting.name(), value.toString());
      }
    }
    return flags;
  }

  private int wrongUsage(ParameterException wrong, String... arguments) {
    err.println(wrong.getMessage() + ". Try --help.");
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
    return USAGE;
  }

  /** Runs {@code serve} for real, from the unpacked WAR in that directory. */
  static Cli real(Path unpacked, Consumer<Runnable> atEnd) {
    PrintWriter out = writer(System.out);
    PrintWriter err = writer(System.err);
    return new Cli(flags -> new ServeCommand(unpacked, out, atEnd).run(flags), out, err);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, Charset.defaultCharset());
  }
}
