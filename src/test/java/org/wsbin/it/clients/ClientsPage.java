package org.wsbin.it.clients;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.wsbin.scenario.DutyVerdict.Outcome;

/** {@code docs/clients.md}: the verdicts, client beside client, and what each did. */
record ClientsPage(List<PlayedFault> faults, List<ClientCell> cells, String date) {
  static final String COMMAND =
      "mvn package -DskipTests failsafe:integration-test@clients -Pclients -Dwsbin.docs.update=true";

  /** The columns of each table, since one for all would be too wide. */
  private static final List<List<String>> TABLES =
      List.of(
          List.of(
              "Chromium", "ws", "undici", "websockets", "aiohttp", "websocket-client", "gorilla"),
          List.of(
              "java.net.http",
              "OkHttp",
              "Tyrus",
              "Jetty",
              "Java-WebSocket",
              "nv-websocket-client",
              "wsbin"));

  private static final Map<Outcome, String> SYMBOLS =
      Map.of(
          Outcome.STRICT, "✅",
          Outcome.LENIENT, "🟡",
          Outcome.VIOLATED, "❌",
          Outcome.INCONCLUSIVE, "➖");

  ClientsPage {
    faults = List.copyOf(faults);
    cells = List.copyOf(cells);
  }

  String markdown() {
    ClientFindings findings = new ClientFindings(this);
    return Stream.of(
            introduction(), findings.markdown(), "## The verdicts", tables(), legend(), details())
        .collect(joining("\n\n", "", "\n"));
  }

  /** The clients that ran, in the order of the columns. */
  List<String> clients() {
    Set<String> ran = cells.stream().map(ClientCell::client).collect(toSet());
    return TABLES.stream().flatMap(List::stream).filter(ran::contains).toList();
  }

  ClientCell cell(String client, PlayedFault fault) {
    return cells.stream()
        .filter(c -> c.client().equals(client) && c.fault().label().equals(fault.label()))
        .findFirst()
        .orElseThrow();
  }

  private String introduction() {
    String versions =
        clients().stream()
            .map(
                client ->
                    "- "
                        + client
                        + " "
                        + cells.stream()
                            .filter(c -> c.client().equals(client))
                            .findFirst()
                            .orElseThrow()
                            .version())
            .collect(joining("\n"));
    return """
    # What real clients do about each fault

    %d WebSocket clients met every fault of `/wire/fault/` (`GET /wire/fault/` explains them) on %s. The server judged each by its
    transcript ([transcripts.md](transcripts.md)). Nothing here was written by hand: a test ran the clients and wrote the page,
    `%s`.

    %s

    Each client connects, sends `hello`, and closes with 1000 after a second, unless it has failed the connection before. In
    `half-frame` and `ping-unanswered` its user never closes; in the latter those with an option for pings ping every 2 s, and ws and
    gorilla by a timer. All other options have their defaults. The server waited 3 s for a reaction (`--fault-wait 3s`), and kept silent for 12 s
    (`--max-fault-duration 12s`). A later version, or other options, may behave differently.
    Some clients race with their own close frames, so a few cells change between ✅ and 🟡 from run to run."""
        .formatted(clients().size(), date, COMMAND, versions);
  }

  /** The faults, with their values, that have no row in the tables of a page. */
  static List<String> missingRows(String page, List<PlayedFault> faults) {
    Set<String> rows = new HashSet<>();
    page.lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("`", -1)[1])
        .forEach(
            row -> {
              String name = row.contains("/") ? row.substring(0, row.indexOf('/') + 1) : "";
              for (String value : row.substring(name.length()).split(", ", -1)) {
                rows.add(name + value);
              }
            });
    return faults.stream().map(PlayedFault::label).filter(label -> !rows.contains(label)).toList();
  }

  private String tables() {
    return TABLES.stream()
        .map(columns -> columns.stream().filter(clients()::contains).toList())
        .filter(some -> !some.isEmpty())
        .map(this::table)
        .collect(joining("\n\n"));
  }

  private String table(List<String> columns) {
    StringBuilder table = new StringBuilder();
    table.append("| fault | ").append(String.join(" | ", columns)).append(" |\n");
    table.append("|---|").append(":-:|".repeat(columns.size())).append('\n');
    rows(columns)
        .forEach(
            (row, symbols) ->
                table.append("| `").append(row).append("` | ").append(symbols).append(" |\n"));
    for (Outcome outcome : Outcome.values()) {
      String counts =
          columns.stream()
              .map(client -> Long.toString(count(client, outcome)))
              .collect(joining(" | "));
      table.append("| **" + outcome.word() + "** | ").append(counts).append(" |\n");
    }
    return table.toString().stripTrailing();
  }

  private long count(String client, Outcome outcome) {
    return faults.stream()
        .collect(groupingBy(fault -> cell(client, fault).verdict().outcome(), counting()))
        .getOrDefault(outcome, 0L);
  }

  /** The symbols by row; values of one fault that got the same share a row. */
  private Map<String, String> rows(List<String> columns) {
    Map<String, List<PlayedFault>> alike = new LinkedHashMap<>();
    for (PlayedFault fault : faults) {
      String key = fault.name() + "\t" + symbols(columns, fault);
      alike.computeIfAbsent(key, unused -> new ArrayList<>()).add(fault);
    }
    Map<String, String> rows = new LinkedHashMap<>();
    alike.values().forEach(same -> rows.put(label(same), symbols(columns, same.get(0))));
    return rows;
  }

  /** Such as {@code rsv/1, 2}. */
  static String label(List<PlayedFault> same) {
    PlayedFault first = same.get(0);
    return first.value().isEmpty()
        ? first.name()
        : first.name() + "/" + same.stream().map(PlayedFault::value).collect(joining(", "));
  }

  private String symbols(List<String> columns, PlayedFault fault) {
    return columns.stream()
        .map(client -> SYMBOLS.get(cell(client, fault).verdict().outcome()))
        .collect(joining(" | "));
  }

  private static String legend() {
    return """
    - ✅ strict: the client did what the fault's page demands, such as closing with 1002.
    - 🟡 lenient: less than that, but tolerable, such as to end TCP without a close frame, or to close with another code of failure.
    - ❌ violated: it did something else, such as to deliver the message and go on.
    - ➖ inconclusive: the server cannot tell, for example what a client reports to its user after a `drop`, or because the client
      sends no ping; the details below say what its API told.""";
  }

  private String details() {
    Map<String, List<PlayedFault>> byName =
        faults.stream().collect(groupingBy(PlayedFault::name, LinkedHashMap::new, toList()));
    return "## What each client did\n\n"
        + byName.values().stream().map(this::details).collect(joining("\n\n"));
  }

  private String details(List<PlayedFault> values) {
    PlayedFault fault = values.get(0);
    boolean several = values.size() > 1;
    StringBuilder text = new StringBuilder();
    text.append("<details><summary><code>").append(fault.name()).append("</code>: ");
    text.append(fault.declaration().summary()).append("</summary>\n\n");
    text.append(fault.duty().sentence());
    fault.declaration().rfc().ifPresent(rfc -> text.append(" (").append(rfc).append(")"));
    text.append("\n\n| client |").append(several ? " value |" : "");
    text.append(" verdict | what the server saw | what its API told |\n|---|");
    text.append("---|".repeat(several ? 4 : 3)).append('\n');
    for (String client : clients()) {
      alike(client, values)
          .forEach(
              (row, same) -> {
                text.append("| ").append(client).append(" | ");
                if (several) {
                  text.append(same.stream().map(PlayedFault::value).collect(joining(", ")));
                  text.append(" | ");
                }
                text.append(row).append(" |\n");
              });
    }
    return text.append("\n</details>").toString();
  }

  private Map<String, List<PlayedFault>> alike(String client, List<PlayedFault> values) {
    Map<String, List<PlayedFault>> alike = new LinkedHashMap<>();
    for (PlayedFault fault : values) {
      ClientCell cell = cell(client, fault);
      ClientWords words = new ClientWords(cell);
      String row =
          SYMBOLS.get(cell.verdict().outcome())
              + " | "
              + Stream.of(words.seen(), words.told())
                  .map(w -> anyValue(w, fault, values.size()))
                  .collect(joining(" | "));
      alike.computeIfAbsent(row, unused -> new ArrayList<>()).add(fault);
    }
    return alike;
  }

  /** With {@code N} for a value that is a code, so that values with the same words share a row. */
  private static String anyValue(String words, PlayedFault fault, int values) {
    if (values == 1 || fault.value().equals("1006")) {
      return words;
    }
    boolean clear = fault.value().length() > 2;
    String before = clear ? "\\b()" : "\\b((?:code|opcode|close|wire:|opcode:|code:) ?=?)";
    String code = before + fault.value() + "\\b";
    return words.replaceAll(code, "$1N");
  }
}
