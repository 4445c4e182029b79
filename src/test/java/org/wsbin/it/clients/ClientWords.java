package org.wsbin.it.clients;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a client did in one cell, in words for a table, without what differs from run to run. */
record ClientWords(ClientCell cell) {
  private static final String LETTER_G = "47";
  private static final int LONGEST = 180;
  private static final double AT_ONCE = 1.5;

  /** What the server saw after the fault. */
  String seen() {
    Map<String, Object> transcript = cell.seen();
    List<Map<String, Object>> connections = JsonTree.objects(transcript.get("connections"));
    List<Map<String, Object>> refused = JsonTree.objects(transcript.get("refused"));
    if (connections.isEmpty()) {
      return refused.isEmpty()
          ? "no handshake"
          : "got the " + ((Number) refused.get(0).get("status")).intValue() + requests(refused);
    }
    Map<String, Object> connection = connections.get(0);
    return violation(connection) + end(connection) + pings(connection);
  }

  private static String requests(List<Map<String, Object>> refused) {
    return refused.size() == 1 ? "" : " " + refused.size() + " times";
  }

  private static String violation(Map<String, Object> connection) {
    if (connection.get("violation") == null) {
      return "";
    }
    Map<String, Object> violation = JsonTree.members(connection.get("violation"));
    String sentence = String.valueOf(violation.get("sentence")).replaceFirst("\\.$", "");
    String another =
        violation.get("header").equals(LETTER_G)
            ? " (its first byte is a G, like that of another GET)"
            : "";
    return "violated the protocol itself: " + quoted(sentence) + another + "; then it ";
  }

  private String end(Map<String, Object> connection) {
    Object received = JsonTree.members(connection.get("close")).get("received");
    Object end = connection.get("end");
    String tcp = end == null ? "open" : String.valueOf(JsonTree.members(end).get("tcp"));
    if (received != null) {
      Map<String, Object> close = JsonTree.members(received);
      return closed(close)
          + later(close, connection)
          + (tcp.equals("timeout") ? ", then waited until the server ended TCP" : "");
    }
    return switch (tcp) {
      case "fin" -> "ended TCP (FIN) without a close" + later(JsonTree.members(end), connection);
      case "reset" -> "ended TCP (RST) without a close" + later(JsonTree.members(end), connection);
      case "local" -> "nothing: the server ended TCP";
      case "open" -> "nothing, and the connection stayed open";
      default -> "nothing, until the server ended TCP" + later(JsonTree.members(end), connection);
    };
  }

  private String closed(Map<String, Object> close) {
    if (!(close.get("code") instanceof Number code)) {
      return "closed without a code";
    }
    String reason = String.valueOf(close.get("reason"));
    boolean user = cell.told().contains("closes") && code.intValue() == 1000;
    return "closed with "
        + code.intValue()
        + (reason.isEmpty() ? "" : " " + quoted(reason))
        + (user ? ", when its user did" : "");
  }

  private static String later(Map<String, Object> timed, Map<String, Object> connection) {
    List<Map<String, Object>> faults = JsonTree.objects(connection.get("faults"));
    double from = faults.isEmpty() ? 0 : ((Number) faults.get(0).get("at")).doubleValue();
    double seconds = ((Number) timed.get("at")).doubleValue() - from;
    return seconds < AT_ONCE ? "" : String.format(Locale.ROOT, ", after %.0f s", seconds);
  }

  private static String pings(Map<String, Object> connection) {
    long pings =
        JsonTree.objects(connection.get("pings")).stream()
            .filter(ping -> "client".equals(ping.get("by")))
            .count();
    return pings == 0 ? "" : "; sent pings";
  }

  /** What the client's API told its user. */
  String told() {
    String all =
        cell.told().stream()
            .filter(event -> !event.equals("message \"hello\""))
            .map(ClientWords::event)
            .collect(joining("; "));
    return all.isEmpty() ? "nothing" : all;
  }

  private static String event(String event) {
    String plain =
        event
            .replace("\\\"", "'")
            .replaceAll("(wss?|https?)://127\\.0\\.0\\.1:\\d+", "")
            .replaceAll("127\\.0\\.0\\.1(:|/)\\d+", "the server")
            .replaceAll("\\?transcript=[0-9a-zA-Z.%-]+", "")
            .replaceAll("@[0-9a-f]{5,8}", "@…")
            .replaceAll("'date': '[^']*'", "'date': '…'");
    if (plain.equals("open")) {
      return "opened";
    }
    if (plain.equals("closes")) {
      return "*(the user closes)*";
    }
    return quoted(plain);
  }

  /** A text that has neither markup nor more than a line. */
  static String quoted(String text) {
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    StringBuilder safe = new StringBuilder();
    shown
        .codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c) || c == 0xfffd || c > 0xffff) {
                safe.append(String.format(Locale.ROOT, "\\\\u%04x", c));
              } else if ("\\`*_|[]<>&".indexOf(c) >= 0) {
                safe.append("&#").append(c).append(';');
              } else {
                safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }

  /** The code of the close frame that the client sent; empty without one. */
  Optional<Integer> sentCode() {
    return JsonTree.objects(cell.seen().get("connections")).stream()
        .findFirst()
        .map(c -> JsonTree.members(c.get("close")).get("received"))
        .map(close -> JsonTree.members(close).get("code"))
        .map(code -> ((Number) code).intValue());
  }
}
