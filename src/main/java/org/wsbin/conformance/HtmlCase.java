package org.wsbin.conformance;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** What a case unfolds to, for one agent, as HTML. */
final class HtmlCase {
  /** Rows of a wire log; the JSON has the others. */
  static final int MOST_ROWS = 100;

  /** Characters of an agent's name. */
  static final int MOST_NAME = 120;

  private static final int MOST_EVENTS = 50;

  private final CaseResult result;
  private final String file;

  HtmlCase(CaseResult result, String file) {
    this.result = result;
    this.file = file;
  }

  /** The section, with these classes. */
  String section(String classes) {
    CaseJudgement judgement = result.judgement();
    return """
        <section class="%s">
        <h4>%s <a href="%s">JSON</a></h4>
        <p>%s <span>%s</span></p>
        <p>%s <span>%s</span></p>
        <dl>%s</dl>
        %s%s%s</section>
        """
        .formatted(
            classes,
            ReportText.html(ReportText.line(result.setting().agent(), MOST_NAME)),
            file,
            HtmlVerdict.of(judgement.behaviour()),
            ReportText.html(judgement.result()),
            HtmlVerdict.of(judgement.close(), ""),
            ReportText.html(judgement.closeResult()),
            facts(),
            events(),
            log(),
            heads());
  }

  private String facts() {
    Ending ending = result.ending();
    if (!result.opened()) {
      return fact("Opening handshake", "not completed");
    }
    return fact("First to close", ending.closedByMe ? "the suite" : "the peer, or TCP ended")
        + fact("Suite’s close", close(ending.localCode, ending.localReason))
        + fact("Peer’s close", close(ending.remoteCode, ending.remoteReason))
        + fact("Clean", ending.clean ? "yes" : "no")
        + (ending.why == null ? "" : fact("Why not", ending.why))
        + fact("Connection failed by the suite", ending.failedByMe ? "yes" : "no")
        + fact("First to end TCP", ending.droppedByMe ? "the suite" : "the peer")
        + fact("Time", result.time().toMillis() + " ms");
  }

  private static String fact(String name, String value) {
    return "<div><dt>%s</dt><dd>%s</dd></div>".formatted(name, ReportText.html(value));
  }

  private static String close(OptionalInt code, String reason) {
    String number = code.isPresent() ? String.valueOf(code.getAsInt()) : "no code";
    return reason == null || reason.isEmpty() ? number : number + " “" + reason + "”";
  }

  private String events() {
    List<Event> events = List.copyOf(result.events());
    return events.isEmpty()
        ? ""
        : "<p>Events: "
            + events.stream().limit(MOST_EVENTS).map(HtmlCase::event).collect(joining(", "))
            + (events.size() > MOST_EVENTS ? ", and more" : "")
            + ".</p>\n";
  }

  private static String event(Event event) {
    String content = "<code>%s</code>".formatted(ReportText.html(event.content().shown()));
    return switch (event.kind()) {
      case TEXT -> "a text of " + event.content().length() + " bytes " + content;
      case BINARY -> "a binary message of " + event.content().length() + " bytes " + content;
      case PONG -> "a pong of " + event.content().length() + " bytes " + content;
      case TIME -> "the end of a wait " + content;
    };
  }

  private String log() {
    List<WirelogWords> rows = WirelogWords.of(result.log(), MOST_ROWS);
    if (rows.isEmpty()) {
      return "";
    }
    String more =
        result.log().rows().size() > rows.size()
            ? "<p class=\"soft\">The first %s rows; the JSON has more.</p>\n".formatted(MOST_ROWS)
            : "";
    return """
        <div class="log" tabindex="0" role="region" aria-label="Wire log"><table>
        <thead><tr><th>Way</th><th>What</th><th>Hex</th><th>Payload</th></tr></thead>
        <tbody>
        """
        + rows.stream().map(HtmlCase::row).collect(joining())
        + "</tbody></table></div>\n"
        + more;
  }

  private static String row(WirelogWords row) {
    String payload = row.payloadHex();
    String hex = row.hex() + (payload.isEmpty() || row.hex().isEmpty() ? payload : " | " + payload);
    return "<tr class=\"%s\"><td>%s</td><td>%s</td><td><code>%s</code></td><td><code>%s</code></td></tr>\n"
        .formatted(
            row.way().name().toLowerCase(Locale.ROOT),
            row.wayInWords(),
            ReportText.html(row.words()),
            hex,
            ReportText.html(row.text()));
  }

  private String heads() {
    return head("Request", result.setting().request())
        + head("Response", result.setting().response());
  }

  private static String head(String name, String head) {
    return head.isBlank()
        ? ""
        : "<details class=\"head\"><summary>%s</summary><pre>%s</pre></details>\n"
            .formatted(name, ReportText.htmlLines(head.strip()));
  }
}
