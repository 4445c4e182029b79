package org.wsbin.diff;

import java.util.Optional;
import java.util.Set;
import org.wsbin.diff.Side.Close;

/** Compares the closing handshake and the end of TCP. */
record EndComparison(Findings findings, Side client, Side server) {
  private static final String ENDED_BETWEEN = "Something between ended the connection.";

  void compare() {
    for (Way way : Way.values()) {
      close(way, way.sent(client, server), way.arrived(client, server));
    }
    end();
  }

  private void close(Way way, Side sender, Side receiver) {
    String what = "close from " + way.sender();
    Optional<Close> sent = sender.close(way);
    Optional<Close> arrived = receiver.close(way);
    if (way == Way.FROM_SERVER && sender.faulty() && !sent.equals(arrived)) {
      unknown(way, what, sent, arrived, "The server sent raw bytes, which may be a close.");
    } else if (sent.equals(arrived)) {
      findings.same(what, shown(sent));
    } else if (!server.notShown().isEmpty() && server.close(way).isEmpty()) {
      unknown(way, what, sent, arrived, "On /ws the server may not see the close " + from(way));
    } else if (arrived.isEmpty() && receiver.tcp().isEmpty()) {
      unknown(way, what, sent, arrived, "The connection was open when it was recorded.");
    } else {
      different(way, what, sent, arrived);
    }
  }

  private static String from(Way way) {
    return "from the " + way.sender() + ".";
  }

  private void unknown(
      Way way, String what, Optional<Close> sent, Optional<Close> arrived, String note) {
    findings.unknown(
        what,
        way.sent(shown(sent), shown(arrived)),
        way.arrived(shown(sent), shown(arrived)),
        note);
  }

  private void different(Way way, String what, Optional<Close> sent, Optional<Close> arrived) {
    String kind;
    String words;
    String cause;
    if (arrived.isEmpty()) {
      kind = "close-lost";
      words =
          "The close of the %s, %s, did not arrive: for the %s the code is 1006."
              .formatted(way.sender(), shown(sent), way.receiver());
      cause = ENDED_BETWEEN;
    } else if (sent.isEmpty()) {
      kind = "close-added";
      words =
          "The %s got a close, %s, that the %s did not send."
              .formatted(way.receiver(), shown(arrived), way.sender());
      cause = "Something between closed the connection.";
    } else {
      boolean code = !sent.get().code().equals(arrived.get().code());
      kind = code ? "close-code" : "close-reason";
      words =
          "The close %s of the %s was replaced: %s arrived as %s."
              .formatted(code ? "code" : "reason", way.sender(), shown(sent), shown(arrived));
      cause = "Something between closes by itself.";
    }
    findings.different(kind, what, way, shown(sent), shown(arrived), words, cause);
  }

  private static String shown(Optional<Close> close) {
    return close.map(Close::toString).orElse(Findings.NONE);
  }

  private void end() {
    if (client.tcp().isEmpty() || server.tcp().isEmpty()) {
      findings.unknown("end", end(client), end(server), "A connection was open when recorded.");
    } else if (!server.notShown().isEmpty()) {
      findings.unknown(
          "end", end(client), end(server), "On /ws the server does not see how TCP ended.");
    } else if (server.faulty() && client.clean() != server.clean()) {
      findings.unknown(
          "end",
          end(client),
          end(server),
          "The server sent raw bytes (a fault), after which both may see another end.");
    } else if (client.clean() != server.clean()) {
      String broken = client.clean() ? "server" : "client";
      findings.different(
          "end-unclean",
          "end",
          Way.FROM_CLIENT,
          end(client),
          end(server),
          "Only for the " + broken + " the connection ended without a closing handshake.",
          ENDED_BETWEEN);
    } else if (!client.clean() && byTheOther(client) && byTheOther(server)) {
      findings.different(
          "tcp-ended",
          "end",
          Way.FROM_CLIENT,
          end(client),
          end(server),
          "Neither end ended TCP: each saw the other do it.",
          ENDED_BETWEEN);
    } else {
      findings.same("end", client.clean() ? "clean" : "not clean");
    }
  }

  private static boolean byTheOther(Side side) {
    return Set.of("fin", "reset").contains(side.tcp().orElse(""));
  }

  private static String end(Side side) {
    return side.tcp()
        .map(
            tcp ->
                (side.clean() ? "clean" : "not clean")
                    + side.closedBy().map(by -> ", by the " + by).orElse("")
                    + ", TCP "
                    + tcp)
        .orElse("open");
  }
}
