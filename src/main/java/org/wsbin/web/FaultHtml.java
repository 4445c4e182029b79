package org.wsbin.web;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsbin.wire.FaultEntry;

/**
 * The faults as HTML.
 *
 * @param context the context path
 * @param base the WebSocket URL below which they are
 */
record FaultHtml(String context, String base) {
  private static final Pattern SECTION = Pattern.compile("RFC (\\d+) section ([\\d.]+)");

  String list(List<FaultEntry> entries) {
    StringBuilder rows = new StringBuilder();
    for (FaultEntry entry : entries) {
      rows.append(
          """
              <tr><td><a href="%s"><code>%s</code></a></td><td>%s</td><td>%s</td><td>%s</td></tr>
          """
              .formatted(
                  escaped(context + "/wire/fault/" + entry.name()),
                  escaped(entry.pattern()),
                  escaped(entry.breaks()),
                  escaped(entry.duty()),
                  section(entry)));
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
            .formatted(escaped(base), rows));
  }

  String one(FaultEntry entry) {
    String values =
        entry
            .value()
            .map(
                value ->
                    "<dt><code>%s</code></dt><dd>%s</dd>"
                        .formatted(escaped(value.placeholder()), escaped(value.allowed())))
            .orElse("");
    return page(
        entry.name(),
        """
            <h1><code>%s</code></h1>
            <p class="lead">%s</p>
            <dl>
              <dt>A correct client</dt><dd>%s</dd>
              <dt>Source</dt><dd>%s</dd>
              <dt>Connect to</dt><dd><code>%s</code></dd>
              %s
            </dl>
            <p><a href="%s/wire/fault/">All faults</a></p>
        """
            .formatted(
                escaped(entry.pattern()),
                escaped(entry.breaks()),
                escaped(entry.duty()),
                section(entry),
                escaped(base + entry.examplePath()),
                values,
                context));
  }

  String unknown(List<FaultEntry> entries) {
    return list(entries).replace("<h1>Faults</h1>", "<h1>There is no such fault</h1>");
  }

  private static String section(FaultEntry entry) {
    Matcher rfc = SECTION.matcher(entry.rfc());
    return rfc.matches()
        ? "<a href=\"https://www.rfc-editor.org/rfc/rfc%s#section-%s\">%s</a>"
            .formatted(rfc.group(1), rfc.group(2), escaped(entry.rfc()))
        : escaped(entry.rfc());
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
