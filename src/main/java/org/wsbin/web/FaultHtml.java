package org.wsbin.web;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.Duty;

/**
 * The faults as HTML.
 *
 * @param context the context path
 * @param base the WebSocket URL of the engine that runs them
 */
record FaultHtml(String context, String base) {
  private static final Pattern SECTION = Pattern.compile("RFC (\\d+) section ([\\d.]+)");

  String list(List<Declaration> faults) {
    StringBuilder rows = new StringBuilder();
    for (Declaration fault : faults) {
      rows.append(
          """
              <tr><td><a href="%s"><code>%s</code></a></td><td>%s</td><td>%s</td><td>%s</td></tr>
          """
              .formatted(
                  escaped(context + "/wire/" + fault.name()),
                  escaped(pattern(fault)),
                  escaped(fault.summary()),
                  escaped(fault.duty().map(Duty::sentence).orElse("")),
                  section(fault)));
    }
    return page(
        "Faults",
        """
            <h1>Faults</h1>
            <p class="lead">What this server does wrong on request, and what a correct client must do about it.</p>
            <p>Connect a WebSocket to <code>%s</code> and a name from this table; the server logs how the client took
              it. A plain GET of the same path is a page about it.</p>
            <div class="wide"><table>
              <thead><tr><th>Path</th><th>What goes wrong</th><th>A correct client</th><th>Source</th></tr></thead>
              <tbody>
        %s      </tbody>
            </table></div>
        """
            .formatted(escaped(base + "fault/"), rows));
  }

  String one(Declaration fault) {
    String values =
        fault.path().stream()
            .map(
                value ->
                    "<dt><code>%s</code></dt><dd>%s</dd>"
                        .formatted(
                            escaped(value.type().placeholder()), escaped(value.type().allowed())))
            .collect(joining());
    return page(
        nameOf(fault),
        """
            <h1><code>%s</code></h1>
            <p class="lead">%s</p>
            <dl>
              <dt>A correct client</dt><dd>%s</dd>
              %s
              <dt>Source</dt><dd>%s</dd>
              <dt>Connect to</dt><dd><code>%s</code></dd>
              %s
            </dl>
            <p><a href="%s/wire/fault/">All faults</a></p>
        """
            .formatted(
                escaped(pattern(fault)),
                escaped(fault.summary()),
                escaped(fault.duty().map(Duty::sentence).orElse("")),
                fault.duty().map(FaultHtml::verdicts).orElse(""),
                section(fault),
                escaped(base + FaultPages.example(fault)),
                values,
                context));
  }

  /** Which reactions are strict, and which lenient. */
  private static String verdicts(Duty duty) {
    String lenient =
        duty.lenient().isEmpty()
            ? ""
            : "<dt>A lenient client</dt><dd>" + escaped(duty.lenientWords()) + "</dd>";
    return "<dt>A strict client</dt><dd>" + escaped(duty.strictWords()) + "</dd>" + lenient;
  }

  String unknown(List<Declaration> faults) {
    return list(faults).replace("<h1>Faults</h1>", "<h1>There is no such fault</h1>");
  }

  private static String nameOf(Declaration fault) {
    return fault.name().substring(fault.name().indexOf('/') + 1);
  }

  /** The path below the list, with the placeholder of its value. */
  private static String pattern(Declaration fault) {
    return nameOf(fault)
        + fault.path().stream().map(value -> "/" + value.type().placeholder()).collect(joining());
  }

  private static String section(Declaration fault) {
    String source = fault.rfc().orElse("");
    Matcher rfc = SECTION.matcher(source);
    return rfc.matches()
        ? "<a href=\"https://www.rfc-editor.org/rfc/rfc%s#section-%s\">%s</a>"
            .formatted(rfc.group(1), rfc.group(2), escaped(source))
        : escaped(source);
  }

  private String page(String title, String main) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>%s – wsbin</title>
          <link rel="stylesheet" href="%s/style.css">
        </head>
        <body>
          <main>
        %s  </main>
        </body>
        </html>
        """
        .formatted(escaped(title), context, main);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
