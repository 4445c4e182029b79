package org.wsbin.it.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.wsbin.terminal.Flag;
import org.wsbin.terminal.ProbeRun;
import org.wsbin.terminal.ProcessEnvironment;
import org.wsbin.terminal.Terminals;

/**
 * What {@code wsbin probe} said.
 *
 * @param out the JSON, if nothing else was asked for
 */
record ProbeOutcome(int exit, String out, String err) {
  private static final Pattern SYMPTOM = Pattern.compile("\"symptom\":\"([^\"]+)\"");
  private static final Pattern PRODUCTS = Pattern.compile("\"products\":\\{([^}]*)\\}");
  private static final Pattern NAME = Pattern.compile("\"([^\"]+)\":");

  static ProbeOutcome of(String url, Duration maxTime, String... only) {
    return of(url, maxTime, Map.of(), only);
  }

  static ProbeOutcome of(
      String url, Duration maxTime, Map<Flag, List<String>> options, String... only) {
    return of(url, maxTime, options, end -> {}, only);
  }

  /** With what takes the task that ends it early. */
  static ProbeOutcome of(
      String url,
      Duration maxTime,
      Map<Flag, List<String>> options,
      Consumer<IntSupplier> atEnd,
      String... only) {
    Map<Flag, List<String>> given = new HashMap<>(options);
    given.put(Flag.JSON, List.of());
    return run(url, maxTime, given, atEnd, only);
  }

  /** As people see it: the lines are in {@code out}, too, which is no JSON. */
  static ProbeOutcome inWords(String url, Duration maxTime) {
    return run(url, maxTime, Map.of(), end -> {});
  }

  private static ProbeOutcome run(
      String url,
      Duration maxTime,
      Map<Flag, List<String>> given,
      Consumer<IntSupplier> atEnd,
      String... only) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    int exit =
        ProbeRun.run(
            url,
            new ProbeRun.Choice(
                List.of(only),
                List.of(),
                only.length == 0,
                Optional.of(maxTime),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            given,
            new ProcessEnvironment(
                InputStream.nullInputStream(),
                out,
                new PrintWriter(err, true),
                new Terminals(false, false, false),
                Map.of(),
                atEnd));
    return new ProbeOutcome(exit, out.toString(UTF_8), err.toString());
  }

  /** Each once, sorted. */
  List<String> symptoms() {
    return List.copyOf(
        new TreeSet<>(SYMPTOM.matcher(out).results().map(match -> match.group(1)).toList()));
  }

  /** Those that have said their name. */
  List<String> products() {
    return PRODUCTS
        .matcher(out)
        .results()
        .flatMap(all -> NAME.matcher(all.group(1)).results())
        .map(match -> match.group(1))
        .toList();
  }
}
