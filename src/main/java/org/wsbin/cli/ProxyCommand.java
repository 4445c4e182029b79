package org.wsbin.cli;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.wsbin.protocol.Quoted;
import org.wsbin.proxy.Proxy;
import org.wsbin.proxy.ProxySettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code proxy}: forwards to a server, with faults. */
final class ProxyCommand {
  static final String NAME = "proxy";

  /**
   * An option.
   *
   * @param value its placeholder; empty if it takes none
   * @param many whether it may be repeated
   */
  record Choice(String name, String value, boolean many, String summary) {
    static Choice flag(String name, String summary) {
      return new Choice(name, "", false, summary);
    }

    static Choice of(String name, String value, String summary) {
      return new Choice(name, value, false, summary);
    }

    static Choice many(String name, String value, String summary) {
      return new Choice(name, value, true, summary);
    }
  }

  /** All options, in the order of the help and of docs/proxy.md. */
  static final List<Choice> CHOICES =
      List.of(
          Choice.of(ProxyOptions.PORT, "N", "the port to listen on; 0 takes a free one (9000)"),
          Choice.of(ProxyOptions.HOST, "ADDRESS", "the address to listen on (127.0.0.1)"),
          Choice.flag(ProxyOptions.INSECURE, "takes any certificate of the target"),
          Choice.of(
              ProxyOptions.IDLE_TIMEOUT,
              "DURATION",
              "ends a connection on which no byte came from either side for that long"),
          Choice.of(
              ProxyOptions.IDLE_END,
              "HOW",
              "how --idle-timeout and --max-age end it: fin, rst, or close for a close frame with"
                  + " 1001 to both sides (fin)"),
          Choice.flag(
              ProxyOptions.PINGS_ARE_IDLE, "pings and pongs do not count for --idle-timeout"),
          Choice.of(ProxyOptions.MAX_AGE, "DURATION", "ends every connection at that age"),
          Choice.many(ProxyOptions.STRIP, "HEADER", "removes a header from requests"),
          Choice.many(ProxyOptions.STRIP_RESPONSE, "HEADER", "removes a header from responses"),
          Choice.many(ProxyOptions.ADD, "'NAME: VALUE'", "adds a header to requests"),
          Choice.many(ProxyOptions.SET, "'NAME: VALUE'", "replaces a header of requests"),
          Choice.flag(
              ProxyOptions.STRIP_COMPRESSION,
              "removes permessage-deflate from the offers of clients"),
          Choice.of(ProxyOptions.HTTP, "1.0", "forwards requests as HTTP/1.0"),
          Choice.of(
              ProxyOptions.REPLY,
              "STATUS",
              "answers upgrade requests itself, with that status and an HTML page"),
          Choice.of(
              ProxyOptions.MAX_FRAME, "SIZE", "a frame with a larger payload ends the connection"),
          Choice.of(
              ProxyOptions.MAX_MESSAGE,
              "SIZE",
              "a message with more bytes, as they are on the wire, ends the connection"),
          Choice.of(
              ProxyOptions.LIMIT_END,
              "HOW",
              "how these two end it: 1009 for a close frame to both sides, fin or rst (1009)"),
          Choice.of(
              ProxyOptions.BUFFER,
              "DURATION",
              "collects bytes for that long, and forwards them together"),
          Choice.of(ProxyOptions.LATENCY, "DURATION", "forwards each byte that much later"),
          Choice.flag(ProxyOptions.SWALLOW_PINGS, "does not forward pings and pongs"),
          Choice.flag(ProxyOptions.ANSWER_PINGS, "answers pings itself, and does not forward them"),
          Choice.of(
              ProxyOptions.REFRAME,
              "SIZE",
              "merges fragments, and forwards messages in frames of that size"),
          Choice.many(
              ProxyOptions.CLOSE_CODE,
              "FROM=TO",
              "changes the code of close frames; with 1006 or none as the second, TCP ends without"
                  + " one"),
          Choice.flag(ProxyOptions.DROP_CLOSE, "does not forward close frames, but ends TCP"),
          Choice.of(
              ProxyOptions.MAX_CONNECTIONS,
              "N",
              "requests and WebSockets at a time from one address; a further one gets 503"),
          Choice.flag(
              ProxyOptions.SMUGGLE,
              "treats a refused upgrade as accepted: what the client sends behind it reaches the"
                  + " server"));

  private ProxyCommand() {}

  static CommandSpec declare(CommandSpec spec) {
    CHOICES.forEach(choice -> spec.addOption(option(choice)));
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("TARGET")
            .arity("0..*")
            .hideParamSyntax(true)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("the server: http://HOST:PORT, https://…, ws://… or wss://….")
            .build());
    spec.usageMessage()
        .sortOptions(false)
        .abbreviateSynopsis(true)
        .description(
            "Forwards to a server as a proxy that misbehaves: each option is a fault, and they can be"
                + " combined. Without any, every byte passes as it is.")
        .footer(
            "",
            "  wsbin proxy --idle-timeout 60s http://localhost:8000        like nginx as installed",
            "  wsbin proxy --strip Upgrade --strip Connection ws://localhost:8000",
            "  wsbin proxy --latency 100ms --reframe 4k --swallow-pings wss://example.com",
            "  wsbin proxy --port 0 --close-code 1000=1006 http://localhost:8000",
            "",
            "It prints a line when it is ready, and one for each connection that has ended.",
            "Durations have a unit: 500ms, 2s, 5m. Sizes are in bytes or have a unit: 64k, 16m.",
            "Exit codes: 0 stopped on request, 1 cannot listen, 2 wrong usage.");
    return spec;
  }

  static OptionSpec option(Choice choice) {
    String[] names =
        choice.name().equals(ProxyOptions.INSECURE)
            ? new String[] {"-k", choice.name()}
            : new String[] {choice.name()};
    OptionSpec.Builder builder =
        OptionSpec.builder(names).description(choice.summary().replace("%", "%%") + ".");
    if (choice.value().isEmpty()) {
      return builder.type(boolean.class).arity("0").build();
    }
    builder.arity("1").paramLabel(choice.value());
    return choice.many()
        ? builder.type(List.class).auxiliaryTypes(String.class).build()
        : builder.type(String.class).build();
  }

  static int run(Cli.ProxyRunner proxy, ParseResult parsed) {
    return proxy.run(new ProxyOptions(parsed).settings(), faults(parsed));
  }

  /** Runs the proxy until the process is stopped; returns the exit code. */
  static int run(
      ProxySettings settings,
      String faults,
      PrintWriter out,
      PrintWriter err,
      Consumer<IntSupplier> atEnd) {
    try {
      Proxy proxy = Proxy.start(settings, out::println);
      atEnd.accept(
          () -> {
            proxy.close();
            return Cli.OK;
          });
      out.println(ready(settings, proxy.port(), faults));
      new CountDownLatch(1).await();
    } catch (IOException failure) {
      err.println(cannotListen(settings, failure));
      return Cli.FAILED;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return Cli.OK;
  }

  private static String cannotListen(ProxySettings settings, IOException failure) {
    boolean used =
        failure instanceof BindException && String.valueOf(failure.getMessage()).contains("in use");
    return "The proxy cannot listen on port "
        + settings.port()
        + " of "
        + Quoted.of(settings.host())
        + (used
            ? ": the port is in use; choose another one with --port, or 0 for a free one."
            : ": " + failure.getMessage() + "; choose others with --host and --port.");
  }

  private static String ready(ProxySettings settings, int port, String faults) {
    String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
    return "wsbin proxy is ready at http://"
        + host
        + ":"
        + port
        + "; it forwards to "
        + settings.target()
        + (faults.isEmpty() ? ", and changes nothing." : " with " + faults + ".");
  }

  /** The faults that were asked for, as options. */
  private static String faults(ParseResult parsed) {
    return CHOICES.stream()
        .skip(3) // where it listens and forwards to
        .filter(choice -> parsed.hasMatchedOption(choice.name()))
        .map(choice -> shown(choice, parsed))
        .collect(joining(" "));
  }

  private static String shown(Choice choice, ParseResult parsed) {
    if (choice.value().isEmpty()) {
      return choice.name();
    }
    return parsed.matchedOption(choice.name()).stringValues().stream()
        .map(value -> choice.name() + " " + (value.contains(" ") ? Quoted.of(value) : value))
        .collect(joining(" "));
  }
}
