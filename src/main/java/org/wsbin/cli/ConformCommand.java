package org.wsbin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wsbin.conformance.CaseCatalogue;
import org.wsbin.conformance.ConformanceCase;
import org.wsbin.conformance.SuiteSpec;
import org.wsbin.protocol.Quoted;
import org.wsbin.protocol.Role;
import org.wsbin.settings.InvalidSettingException;
import org.wsbin.suite.ConformRun;
import org.wsbin.suite.TestedServer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code conform}: tests servers, serves the suite to clients, and compares two results. */
final class ConformCommand {
  static final String NAME = "conform";
  static final String SERVE = "serve";
  static final String DIFF = "diff";
  static final String SPEC = "--spec";
  static final String OUTDIR = "--outdir";

  static final String STRICT = "--strict";

  private static final String PORT = "--port";
  private static final String CASES = "--cases";
  private static final String EXCLUDE = "--exclude";
  private static final String JOBS = "--jobs";
  private static final String AGENT = "--agent";
  private static final String HEADER = "--header";
  private static final String SUBPROTOCOL = "--subprotocol";
  private static final String INSECURE = "--insecure";
  private static final String JUNIT = "--junit";
  private static final String MARKDOWN = "--markdown";
  private static final String BADGE = "--badge";
  private static final int MOST_PORT = 65535;
  private static final int MOST_JOBS = 64;
  private static final String STANDARD_JOBS = "8";

  private ConformCommand() {}

  /** The command, with {@code serve} and {@code diff} below it. */
  static CommandSpec declare(CommandSpec spec, CommandSpec serve, CommandSpec diff) {
    spec.addOption(option(CASES, "IDS", "only these cases: ids or patterns, as 1.*,6.4.* (all)"));
    spec.addOption(option(EXCLUDE, "IDS", "without these cases, as 12.*,13.* (none)"));
    spec.addOption(strict("wsbin's own cases too (20.* up), and judges ignored faults as failed"));
    spec.addOption(option(JOBS, "N", "how many cases at a time, 1 to " + MOST_JOBS + " (8)"));
    spec.addOption(option(AGENT, "NAME", "the server's name in the reports (its Server header)"));
    spec.addOption(many("-H", HEADER, "'NAME: VALUE'", "adds a header to each opening handshake"));
    spec.addOption(many("-s", SUBPROTOCOL, "NAME,…", "subprotocols to offer"));
    spec.addOption(
        OptionSpec.builder("-k", INSECURE)
            .type(boolean.class)
            .arity("0")
            .description("takes any certificate.")
            .build());
    spec.addOption(option(SPEC, "FILE", "a spec in JSON: cases, exclude-cases, servers, outdir"));
    spec.addOption(option(OUTDIR, "DIR", "writes index.html, index.json and a file for each case"));
    spec.addOption(option(JUNIT, "FILE", "writes the results as JUnit XML"));
    spec.addOption(option(MARKDOWN, "FILE", "writes a summary for a pull request"));
    spec.addOption(option(BADGE, "FILE", "writes a badge as SVG"));
    spec.addPositional(places("URL", "a server: ws://… or wss://…."));
    spec.usageMessage()
        .sortOptions(false)
        .abbreviateSynopsis(true)
        .description(
            "Tests WebSocket servers that echo, with the cases that client projects know;"
                + " \"conform serve\" tests clients, \"conform diff\" compares two results.")
        .footer(
            "",
            "  wsbin conform ws://localhost:8080/echo --exclude '9.*,12.*,13.*'",
            "  wsbin conform --junit conformance.xml --outdir reports wss://example.com/echo",
            "  wsbin conform serve --port 9001",
            "  wsbin conform diff old/index.json new/index.json",
            "",
            "Exit codes: 0 all cases passed, 1 some failed, 2 wrong usage, 3 a server is not there.");
    OptionSpec port = serve.findOption(PORT);
    serve.remove(port);
    serve.addOption(
        OptionSpec.builder(port)
            .description(
                "port to listen on; 0 picks a free one (that of the spec's url, or "
                    + ConformServe.STANDARD_PORT
                    + ").")
            .build());
    serve.addOption(option(SPEC, "FILE", "a spec in JSON: cases, exclude-cases, outdir"));
    serve.addOption(strict("wsbin's own cases too, and judges ignored faults as failed"));
    serve.addOption(
        option(OUTDIR, "DIR", "where /updateReports writes the reports (reports/clients)"));
    serve
        .usageMessage()
        .description(
            "Tests WebSocket clients: serves /getCaseCount, /runCase, /updateReports and the others"
                + " that their drivers know. The options are those of serve, and three more.");
    diff.addPositional(places("FILE", "two files index.json, the older one first."));
    diff.usageMessage()
        .description("Compares two results, and shows what became worse.")
        .footer("", "Exit codes: 0 nothing became worse, 1 something did, 2 wrong usage or file.");
    spec.addSubcommand(SERVE, serve);
    spec.addSubcommand(DIFF, diff);
    return spec;
  }

  private static OptionSpec strict(String summary) {
    return OptionSpec.builder(STRICT)
        .type(boolean.class)
        .arity("0")
        .description(summary + ".")
        .build();
  }

  private static OptionSpec option(String name, String value, String summary) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(value)
        .description(summary + ".")
        .build();
  }

  private static OptionSpec many(String brief, String name, String value, String summary) {
    return OptionSpec.builder(brief, name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(value)
        .description(summary + ".")
        .build();
  }

  private static PositionalParamSpec places(String label, String summary) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .arity("0..*")
        .hideParamSyntax(true)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .description(summary)
        .build();
  }

  /** Tests servers, or compares; returns the exit code. */
  static int run(ParseResult parsed, PrintWriter out, PrintWriter err, boolean terminal) {
    if (parsed.hasSubcommand()) {
      return ConformDiffCommand.run(parsed.subcommand(), out);
    }
    SuiteSpec spec = spec(parsed).orElse(SuiteSpec.ALL);
    boolean strict = parsed.hasMatchedOption(STRICT);
    CaseCatalogue catalogue = strict ? CaseCatalogue.strict() : CaseCatalogue.load();
    List<ConformanceCase> cases =
        catalogue
            .select(
                ids(parsed, CASES).orElse(spec.cases()),
                ids(parsed, EXCLUDE).orElse(spec.excluded()))
            .stream()
            .filter(each -> each.isFor(Role.CLIENT))
            .toList();
    refuseUnknown(ids(parsed, CASES).orElse(List.of()), catalogue);
    if (cases.isEmpty()) {
      throw new InvalidSettingException(
          "No case is selected; there are 1.1.1 to 13.7.18, with --strict also 20.1.1 and more."
              + " Try --cases '1.*'.");
    }
    ConformRun run = new ConformRun(catalogue, cases, jobs(parsed), out, err, terminal);
    try {
      return run.run(servers(parsed, spec), destinations(parsed, spec));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Cli.FAILED;
    }
  }

  private static void refuseUnknown(List<String> ids, CaseCatalogue catalogue) {
    ids.stream()
        .filter(id -> catalogue.select(List.of(id), List.of()).isEmpty())
        .findFirst()
        .ifPresent(
            id -> {
              throw new InvalidSettingException(
                  "There is no case "
                      + Quoted.of(id)
                      + "; there are 1.1.1 to 13.7.18, with --strict also 20.1.1 and more.");
            });
  }

  private static ConformRun.Destinations destinations(ParseResult parsed, SuiteSpec spec) {
    Optional<Path> ofSpec =
        value(parsed, SPEC).map(file -> spec.outdir().orElse(Path.of("reports", "servers")));
    return new ConformRun.Destinations(
        value(parsed, OUTDIR).map(Path::of).or(() -> ofSpec),
        value(parsed, JUNIT).map(Path::of),
        value(parsed, MARKDOWN).map(Path::of),
        value(parsed, BADGE).map(Path::of));
  }

  /** The spec that an option names, if there is one. */
  static Optional<SuiteSpec> spec(ParseResult parsed) {
    return value(parsed, SPEC)
        .map(
            file -> {
              try {
                return SuiteSpec.read(Files.readString(Path.of(file)));
              } catch (IOException unreadable) {
                throw new InvalidSettingException(
                    "The spec " + Quoted.of(file) + " cannot be read; it is a file in JSON.");
              } catch (IllegalArgumentException wrong) {
                throw new InvalidSettingException(
                    "The spec " + Quoted.of(file) + " is wrong: " + wrong.getMessage());
              }
            });
  }

  static Optional<String> value(ParseResult parsed, String option) {
    return Optional.ofNullable(parsed.matchedOptionValue(option, (String) null));
  }

  private static Optional<List<String>> ids(ParseResult parsed, String option) {
    return value(parsed, option)
        .map(
            text -> {
              List<String> ids = Arrays.stream(text.split(",", -1)).map(String::trim).toList();
              ids.stream()
                  .filter(id -> !id.matches("[0-9.*]+"))
                  .findFirst()
                  .ifPresent(
                      wrong -> {
                        throw new InvalidSettingException(
                            "The option "
                                + option
                                + " has "
                                + Quoted.of(wrong)
                                + "; allowed are ids and patterns, as 1.1.1 or 6.*, with commas"
                                + " between.");
                      });
              return ids;
            });
  }

  private static int jobs(ParseResult parsed) {
    String text = value(parsed, JOBS).orElse(STANDARD_JOBS);
    if (!text.matches("[1-9]\\d?") || Integer.parseInt(text) > MOST_JOBS) {
      throw new InvalidSettingException(
          "The option --jobs is " + Quoted.of(text) + "; allowed is 1 to " + MOST_JOBS + ".");
    }
    return Integer.parseInt(text);
  }

  private static List<TestedServer> servers(ParseResult parsed, SuiteSpec spec) {
    List<String> urls = parsed.matchedPositionalValue(0, List.<String>of());
    List<TestedServer> servers = new ArrayList<>();
    urls.forEach(url -> servers.add(server(parsed, url, agent(parsed))));
    if (urls.isEmpty()) {
      spec.servers()
          .forEach(each -> servers.add(server(parsed, each.url().toString(), each.agent())));
    }
    if (servers.isEmpty()) {
      throw new InvalidSettingException(
          "The URL is missing. Example: wsbin conform ws://localhost:8000/ws/echo");
    }
    return servers;
  }

  private static Optional<String> agent(ParseResult parsed) {
    Optional<String> agent = value(parsed, AGENT);
    if (agent.filter(String::isBlank).isPresent()) {
      throw new InvalidSettingException(
          "The option --agent is empty; allowed is a name, or leave it out.");
    }
    return agent;
  }

  private static TestedServer server(ParseResult parsed, String url, Optional<String> agent) {
    return new TestedServer(
        uri(url),
        agent,
        headers(parsed),
        parsed.matchedOptionValue(SUBPROTOCOL, List.<String>of()).stream()
            .flatMap(names -> Arrays.stream(names.split(",", -1)))
            .map(String::trim)
            .toList(),
        parsed.hasMatchedOption(INSECURE));
  }

  private static URI uri(String url) {
    try {
      URI uri = new URI(url.contains("://") ? url : "ws://" + url);
      boolean port = uri.getPort() == -1 || (uri.getPort() > 0 && uri.getPort() <= MOST_PORT);
      boolean socket =
          Set.of("ws", "wss").contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT));
      if (socket && uri.getHost() != null && uri.getUserInfo() == null && port) {
        return uri;
      }
    } catch (URISyntaxException wrong) {
      // the sentence below says it
    }
    throw new InvalidSettingException(
        "The URL is " + Quoted.of(url) + "; allowed is ws://HOST[:PORT]/PATH, or wss://….");
  }

  private static List<Map.Entry<String, String>> headers(ParseResult parsed) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (String line : parsed.matchedOptionValue(HEADER, List.<String>of())) {
      if (!line.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\\r\\n\\x00]*")) {
        throw new InvalidSettingException(
            "The header is " + Quoted.of(line) + "; allowed is 'NAME: VALUE'.");
      }
      int colon = line.indexOf(':');
      headers.add(Map.entry(line.substring(0, colon), line.substring(colon + 1).trim()));
    }
    return headers;
  }
}
