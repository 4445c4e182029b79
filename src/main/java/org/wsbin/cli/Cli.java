package org.wsbin.cli;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.wsbin.proxy.ProxySettings;
import org.wsbin.server.EmbeddedServer;
import org.wsbin.server.ServerException;
import org.wsbin.settings.AllSettings;
import org.wsbin.settings.InvalidSettingException;
import org.wsbin.settings.Setting;
import org.wsbin.terminal.BenchRun;
import org.wsbin.terminal.Connect;
import org.wsbin.terminal.Diff;
import org.wsbin.terminal.Flag;
import org.wsbin.terminal.ProbeRun;
import org.wsbin.terminal.ProcessEnvironment;
import org.wsbin.terminal.Terminals;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** wsbin's commands. {@link Commands} declares them. */
final class Cli {
  private static final System.Logger LOG = System.getLogger(Cli.class.getName());

  static final int OK = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  /** Runs {@code serve}: takes the flags by name, and returns the exit code. */
  interface Serve extends Function<Map<String, String>, Integer> {}

  /** Runs {@code connect}: takes the URL and the options, and returns the exit code. */
  interface ClientRunner {
    int run(String url, Map<Flag, List<String>> given);
  }

  /** Runs {@code diff}: takes the places, where transcripts are, and the options. */
  interface DiffRunner {
    int run(List<String> places, Optional<String> transcriptsAt, Map<Flag, List<String>> given);
  }

  /** Runs {@code probe}: takes the URL, its own options, and those of {@code connect}. */
  interface ProbeRunner {
    int run(String url, ProbeRun.Choice choice, Map<Flag, List<String>> given);
  }

  /** Runs {@code proxy}: takes the settings and the faults in words, and returns the exit code. */
  interface ProxyRunner {
    int run(ProxySettings settings, String faults);
  }

  /** Runs {@code bench}: takes the URL, its own options, and those of {@code connect}. */
  interface BenchRunner {
    int run(String url, BenchRun.Choice choice, Map<Flag, List<String>> given);
  }

  /** What runs the commands that talk to a server. */
  record Clients(
      ClientRunner connect,
      DiffRunner diff,
      ProbeRunner probe,
      ProxyRunner proxy,
      BenchRunner bench) {
    /** Clients that do nothing but return this exit code. */
    static Clients returning(int code) {
      return new Clients(
          (url, given) -> code,
          (places, at, given) -> code,
          (url, choice, given) -> code,
          (settings, faults) -> code,
          (url, choice, given) -> code);
    }

    /** The same, with this generator. */
    Clients with(BenchRunner other) {
      return new Clients(connect, diff, probe, proxy, other);
    }

    /** The same, with this proxy. */
    Clients with(ProxyRunner other) {
      return new Clients(connect, diff, probe, other, bench);
    }
  }

  private final Serve serve;
  private final Clients clients;
  private final PrintWriter out;
  private final PrintWriter err;

  Cli(Serve serve, Clients clients, PrintWriter out, PrintWriter err) {
    this.serve = serve;
    this.clients = clients;
    this.out = out;
    this.err = err;
  }

  /** Runs the command that the arguments name; the default is {@code serve}. */
  int run(String... arguments) {
    return Commands.line(arguments.length == 0 ? "" : arguments[0])
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(this::wrongUsage)
        .setExecutionStrategy(this::execute)
        .execute(arguments);
  }

  private int execute(ParseResult parsed) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    try {
      return switch (command(parsed)) {
        case ConnectCommand.NAME -> connect(parsed);
        case DiffCommand.NAME -> diff(parsed);
        case ProbeCommand.NAME -> probe(parsed);
        case ConformCommand.NAME -> conform(parsed);
        case ProxyCommand.NAME -> proxy(parsed);
        case BenchCommand.NAME -> bench(parsed);
        default -> serve(parsed);
      };
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

  private static String command(ParseResult parsed) {
    return parsed.hasSubcommand() ? parsed.subcommand().commandSpec().name() : Commands.SERVE;
  }

  private int connect(ParseResult parsed) {
    refuseFlags(parsed, ConnectCommand.NAME);
    ParseResult own = parsed.subcommand();
    return clients.connect().run(ConnectCommand.url(own), ConnectCommand.given(own));
  }

  private int diff(ParseResult parsed) {
    refuseFlags(parsed, DiffCommand.NAME);
    return DiffCommand.run(clients.diff(), parsed.subcommand());
  }

  private int probe(ParseResult parsed) {
    refuseFlags(parsed, ProbeCommand.NAME);
    return ProbeCommand.run(clients.probe(), parsed.subcommand());
  }

  private int proxy(ParseResult parsed) {
    refuseFlags(parsed, ProxyCommand.NAME);
    return ProxyCommand.run(clients.proxy(), parsed.subcommand());
  }

  private int bench(ParseResult parsed) {
    refuseFlags(parsed, BenchCommand.NAME);
    return BenchCommand.run(clients.bench(), parsed.subcommand());
  }

  private int conform(ParseResult parsed) {
    refuseFlags(parsed, ConformCommand.NAME);
    ParseResult own = parsed.subcommand();
    boolean serves =
        own.hasSubcommand() && own.subcommand().commandSpec().name().equals(ConformCommand.SERVE);
    return serves
        ? ConformServe.run(own.subcommand(), serve, flags(own.subcommand()))
        : ConformCommand.run(own, out, err, Terminals.ofProcess().err());
  }

  private static void refuseFlags(ParseResult parsed, String command) {
    flags(parsed).keySet().stream()
        .findFirst()
        .ifPresent(
            name -> {
              throw new InvalidSettingException(
                  "The option --"
                      + name
                      + " belongs to serve, not to "
                      + command
                      + ": leave it out.");
            });
  }

  private int serve(ParseResult parsed) {
    Map<String, String> flags = new LinkedHashMap<>(flags(parsed));
    if (parsed.hasSubcommand()) {
      flags.putAll(flags(parsed.subcommand()));
    }
    return serve.apply(flags);
  }

  private static Map<String, String> flags(ParseResult parsed) {
    Map<String, String> flags = new LinkedHashMap<>();
    for (Setting<?> setting : AllSettings.IN_ORDER) {
      if (parsed.hasMatchedOption(setting.flag())) {
        Object value = parsed.matchedOption(setting.flag()).getValue();
        flags.put(setting.name(), value.toString());
      }
    }
    return flags;
  }

  private int wrongUsage(ParameterException wrong, String... arguments) {
    if (wrong.getCommandLine().getCommandName().equals(ConnectCommand.NAME)) {
      err.println(ConnectCommand.sentence(wrong));
      return USAGE;
    }
    err.println(wrong.getMessage() + ". Try --help.");
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
    return USAGE;
  }

  /** The commands of this process, with the unpacked WAR and a temporary directory. */
  static Cli real(Path war, Path temporary, Consumer<IntSupplier> atEnd) {
    PrintWriter out = writer(System.out);
    PrintWriter err = writer(System.err);
    return new Cli(
        flags -> {
          EmbeddedServer.withoutBeans();
          return new ServeCommand(war, temporary, out, atEnd).run(flags);
        },
        new Clients(
            (url, given) -> Connect.run(url, given, surroundings(temporary, err, atEnd)),
            (places, at, given) -> Diff.run(places, at, given, surroundings(temporary, err, atEnd)),
            (url, choice, given) ->
                ProbeRun.run(url, choice, given, surroundings(temporary, err, atEnd)),
            (settings, faults) -> ProxyCommand.run(settings, faults, out, err, atEnd),
            (url, choice, given) ->
                BenchRun.run(url, choice, given, surroundings(temporary, err, atEnd))),
        out,
        err);
  }

  private static ProcessEnvironment surroundings(
      Path temporary, PrintWriter err, Consumer<IntSupplier> atEnd) {
    System.setProperty("jline.tmpdir", temporary.toString());
    return new ProcessEnvironment(
        System.in,
        new FileOutputStream(
            FileDescriptor.out), // which fails if nobody reads; a PrintStream does not
        err,
        Terminals.ofProcess(),
        System.getenv(),
        atEnd);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, Charset.defaultCharset());
  }
}
