package org.wsbin.it.clients;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.wsbin.scenario.DutyVerdict.Outcome;
import org.wsbin.scenario.Reaction;

/** What to notice in the results: sentences, each with the clients that it is true of. */
record ClientFindings(ClientsPage page) {
  private static final String ILLEGAL = "\"rule\":\"close-code\"";
  private static final String ECHO = "message \"hello\"";

  String markdown() {
    List<String> all = new ArrayList<>();
    all.add(deliveries());
    all.add(opened());
    all.add(leftOpen());
    all.add(normalCloses());
    all.add(withoutClose());
    all.add(sometimesWithoutClose());
    who(
            "length-2-63",
            "wait for the 2^63 bytes",
            cell -> violated(cell) && cell.told().contains("closes"))
        .ifPresent(all::add);
    who("data-after-close", "deliver a message that comes after the close frame", this::delivered)
        .ifPresent(all::add);
    who(
            "data-after-close",
            "report another end than 1000",
            cell -> cell.told().stream().noneMatch(event -> event.contains("1000")))
        .ifPresent(all::add);
    all.add(illegalCodes());
    all.add(hiddenCodes());
    who("frame-with-101", "lose the frame that comes with the 101", c -> !delivered(c))
        .ifPresent(all::add);
    who("drop", "report a lost connection as a close with a code other than 1006", this::otherLoss)
        .ifPresent(all::add);
    who("no-answer", "give up within 12 s if the handshake gets no answer", this::strict)
        .ifPresent(all::add);
    who("close-unanswered", "end TCP within 12 s if their close gets no answer", this::strict)
        .ifPresent(all::add);
    who("half-frame", "give up within 12 s if the rest of a frame does not come", this::strict)
        .ifPresent(all::add);
    who("ping-unanswered", "end the connection if their ping gets no pong", this::strict)
        .ifPresent(all::add);
    uncaught().ifPresent(all::add);
    all.add(strictest());
    return "## What to notice\n\n"
        + all.stream().filter(l -> !l.isEmpty()).map(l -> "- " + l).collect(joining("\n"));
  }

  /** Who hands what should have failed the connection to its user. */
  private String deliveries() {
    Map<String, List<String>> byClients = new LinkedHashMap<>();
    for (PlayedFault fault : page.faults()) {
      boolean mustFail =
          fault.duty().strict().stream().anyMatch(r -> r.kind() == Reaction.Kind.CLOSES)
              && fault.hasBytes()
              && !fault.name().equals("data-after-close");
      String clients = clients(fault, this::delivered);
      if (mustFail && !clients.isEmpty()) {
        byClients
            .computeIfAbsent(clients, unused -> new ArrayList<>())
            .add("`" + fault.label() + "`");
      }
    }
    return byClients.isEmpty()
        ? "No client delivers a message that must fail the connection."
        : "These deliver to their user what must fail the connection:\n"
            + byClients.entrySet().stream()
                .map(e -> "  - " + String.join(", ", e.getValue()) + ": " + e.getKey())
                .collect(joining("\n"));
  }

  /** Who notices what is wrong, and closes as if nothing were. */
  private String normalCloses() {
    List<String> some = new ArrayList<>();
    for (String client : page.clients()) {
      long faults =
          page.faults().stream().filter(f -> closesNormally(page.cell(client, f))).count();
      if (faults > 0) {
        some.add(client + " (" + faults + " of " + page.faults().size() + ")");
      }
    }
    return some.isEmpty()
        ? ""
        : "These tell their user of an error, but tell the server 1000, as if nothing were wrong: "
            + String.join(", ", some);
  }

  private boolean closesNormally(ClientCell cell) {
    return violated(cell)
        && !cell.told().contains("closes")
        && cell.told().stream().anyMatch(event -> event.startsWith("error"))
        && sentCode(cell).filter(code -> code == 1000).isPresent();
  }

  /** Who opens a connection on a wrong handshake. */
  private String opened() {
    List<String> lines = new ArrayList<>();
    for (PlayedFault fault : page.faults()) {
      boolean mustFail =
          fault.duty().strict().stream().anyMatch(r -> r.kind() == Reaction.Kind.FAILS_HANDSHAKE);
      String clients = clients(fault, cell -> cell.told().contains("open"));
      if (mustFail && !clients.isEmpty()) {
        lines.add("  - `" + fault.label() + "`: " + clients);
      }
    }
    return lines.isEmpty()
        ? "No client opens a connection on a wrong handshake."
        : "These open a connection although the handshake is wrong:\n" + String.join("\n", lines);
  }

  private String illegalCodes() {
    Map<String, List<String>> byClients = new LinkedHashMap<>();
    for (PlayedFault fault : page.faults()) {
      String clients = clients(fault, cell -> cell.transcript().contains(ILLEGAL));
      if (fault.name().equals("close-code") && !clients.isEmpty()) {
        byClients.computeIfAbsent(clients, unused -> new ArrayList<>()).add(fault.value());
      }
    }
    return byClients.isEmpty()
        ? "No client answers an illegal close code with an illegal code."
        : "These answer an illegal close code with an illegal code:\n"
            + byClients.entrySet().stream()
                .map(e -> "  - " + String.join(", ", e.getValue()) + ": " + e.getKey())
                .collect(joining("\n"));
  }

  /** Who never sends a close frame when it fails the connection. */
  private String withoutClose() {
    String clients =
        page.clients().stream()
            .filter(client -> !failed(client).isEmpty())
            .filter(client -> failed(client).stream().noneMatch(c -> sentCode(c).isPresent()))
            .collect(joining(", "));
    return clients.isEmpty()
        ? ""
        : "These fail the connection without a close frame, whatever the fault: " + clients;
  }

  private String sometimesWithoutClose() {
    List<String> some = new ArrayList<>();
    for (String client : page.clients()) {
      List<ClientCell> failed = failed(client);
      long closed = failed.stream().filter(cell -> sentCode(cell).isPresent()).count();
      if (closed > 0 && closed < failed.size()) {
        some.add(client + " (" + closed + " of " + failed.size() + " with one)");
      }
    }
    return some.isEmpty()
        ? ""
        : "These fail the connection sometimes with a close frame and sometimes without: "
            + String.join(", ", some);
  }

  private List<ClientCell> failed(String client) {
    List<ClientCell> failed = new ArrayList<>();
    page.faults().stream()
        .filter(f -> f.hasBytes() && f.duty().lenient().contains(Reaction.ENDS_TCP))
        .forEach(fault -> failed.add(page.cell(client, fault)));
    failed.removeIf(this::violated);
    return failed;
  }

  /** Who reports that the handshake failed, but keeps TCP open for longer than the run. */
  private String leftOpen() {
    Map<String, List<String>> byClient = new LinkedHashMap<>();
    page.cells().stream()
        .filter(cell -> cell.transcript().contains("\"end\":null"))
        .forEach(
            cell ->
                byClient
                    .computeIfAbsent(cell.client(), unused -> new ArrayList<>())
                    .add("`" + cell.fault().label() + "`"));
    return byClient.isEmpty()
        ? ""
        : "These leave TCP open for more than 10 s after they have reported an error: "
            + byClient.entrySet().stream()
                .map(e -> e.getKey() + " (" + String.join(", ", e.getValue()) + ")")
                .collect(joining(", "));
  }

  private static Optional<Integer> sentCode(ClientCell cell) {
    return new ClientWords(cell).sentCode();
  }

  /** Who tells its user nothing of the code that it sent. */
  private String hiddenCodes() {
    List<PlayedFault> framing =
        page.faults().stream()
            .filter(fault -> fault.duty().strict().contains(Reaction.closesWith(1002)))
            .filter(fault -> !fault.name().startsWith("close-"))
            .toList();
    String clients = page.clients().stream().filter(c -> hides(c, framing)).collect(joining(", "));
    return clients.isEmpty()
        ? ""
        : "These send 1002 to the server, but tell their user no such code, rather 1006 or none"
            + " (an error text may say more): "
            + clients;
  }

  private boolean hides(String client, List<PlayedFault> framing) {
    List<ClientCell> failed = new ArrayList<>();
    framing.forEach(fault -> failed.add(page.cell(client, fault)));
    failed.removeIf(cell -> !strict(cell));
    return !failed.isEmpty()
        && failed.stream()
            .allMatch(cell -> cell.told().stream().noneMatch(event -> event.contains("1002")));
  }

  private Optional<String> uncaught() {
    List<String> some =
        page.cells().stream()
            .filter(cell -> cell.told().stream().anyMatch(e -> e.startsWith("uncaught")))
            .map(cell -> cell.client() + " on `" + cell.fault().label() + "`")
            .toList();
    return Optional.of(
            "These throw an exception that nothing can catch, which ends a program: "
                + String.join(", ", some))
        .filter(unused -> !some.isEmpty());
  }

  private String strictest() {
    long best = page.clients().stream().mapToLong(this::violations).min().orElse(0);
    return "Fewest violated duties, "
        + best
        + " of "
        + page.faults().size()
        + ": "
        + page.clients().stream().filter(c -> violations(c) == best).collect(joining(", "));
  }

  private long violations(String client) {
    return page.faults().stream().filter(f -> violated(page.cell(client, f))).count();
  }

  private Optional<String> who(String fault, String does, Predicate<ClientCell> which) {
    PlayedFault played =
        page.faults().stream().filter(f -> f.label().equals(fault)).findFirst().orElseThrow();
    String clients = clients(played, which);
    return Optional.of("`" + fault + "`: these " + does + ": " + clients)
        .filter(unused -> !clients.isEmpty());
  }

  private String clients(PlayedFault fault, Predicate<ClientCell> which) {
    List<String> some =
        page.clients().stream().filter(client -> which.test(page.cell(client, fault))).toList();
    return some.size() == page.clients().size() ? "all of them" : String.join(", ", some);
  }

  private boolean delivered(ClientCell cell) {
    return cell.told().stream()
        .anyMatch(event -> event.startsWith("message") && !event.equals(ECHO));
  }

  private boolean otherLoss(ClientCell cell) {
    Stream<String> closes = cell.told().stream().filter(event -> event.matches("close \\d+.*"));
    return closes.anyMatch(event -> !event.startsWith("close 1006"));
  }

  private boolean strict(ClientCell cell) {
    return cell.verdict().outcome() == Outcome.STRICT;
  }

  private boolean violated(ClientCell cell) {
    return cell.verdict().outcome() == Outcome.VIOLATED;
  }
}
