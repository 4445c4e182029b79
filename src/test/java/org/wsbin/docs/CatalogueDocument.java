package org.wsbin.docs;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.Declaration.Group;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.Parameter;

/** docs/catalogue.md, as the steps' own declarations have it. */
record CatalogueDocument(List<Declaration> steps) {
  private static final String HEAD =
      """
      # Catalogue

      Every step that a path may have, with examples. This page is written from the steps' own declarations, and `GET /catalogue`
      is the same as JSON.

      A path is an engine and then steps, each a name and its values, all percent-encoded:
      `/ws/delay/2/message/hello/after/3/close/4001?reason=enough` waits for two seconds, says hello, and after the client's third
      message closes with 4001. `/ws/…` is the container's own WebSocket implementation, `/wire/…` is wsbin's. Steps about the
      handshake come first. When the steps are done the server closes with 1000, unless one of them goes on, such as `echo`. A fault
      that the client need not mind, such as `fault/accept-wrong`, is an echo if no other step acts on the connection. A path has at
      most 32 steps. If a path is wrong, the body of a 400 says why, before the upgrade; 404 if there is no such fault.

      The transcripts are what a client sees: `+` a header that it sends, `=` status, headers and body of the answer (101 where
      nothing is said), `>` what it sends, `<` what comes: a text, `0x…` a binary message, `one|two` a message in two fragments, a
      control frame, or the end of TCP. `…` stands for what differs from run to run. Each is played by a test, on every server.

      """;

  String text() {
    StringBuilder text = new StringBuilder(HEAD);
    for (Group group : Group.values()) {
      text.append("## ").append(group.title()).append("\n\n");
      steps.stream().filter(step -> step.group() == group).map(this::step).forEach(text::append);
    }
    return text.toString().stripTrailing() + "\n";
  }

  private String step(Declaration step) {
    return "### `"
        + step.pattern()
        + "`\n\n"
        + step.description()
        + "\n\n"
        + facts(step)
        + parameters(step)
        + examples(step);
  }

  private static String facts(Declaration step) {
    String engines =
        step.engines().contains(Engine.CONTAINER) ? "`/ws` and `/wire`" : "`/wire` only";
    String aliases =
        step.aliases().isEmpty() ? "" : ", also as `" + String.join("`, `", step.aliases()) + "`";
    String ends = step.ends() ? "; nothing can come behind it" : "";
    return engines + aliases + ends + step.rfc().map(rfc -> "; " + rfc).orElse("") + ".\n\n";
  }

  private static String parameters(Declaration step) {
    if (step.path().isEmpty() && step.query().isEmpty()) {
      return "";
    }
    return "| parameter | allowed | default |\n|---|---|---|\n"
        + Stream.concat(
                step.path().stream().map(parameter -> row(parameter, "{%s}", "")),
                step.query().stream()
                    .map(parameter -> row(parameter, "?%s=", parameter.fallback())))
            .collect(Collectors.joining())
        + "\n";
  }

  private static String row(Parameter<?> parameter, String form, String fallback) {
    return String.format(
        Locale.ROOT,
        "| `" + form + "` | %s | %s |\n",
        parameter.name(),
        parameter.type().allowed().replace("|", "\\|"),
        fallback.isEmpty() ? "" : "`" + fallback + "`");
  }

  private static String examples(Declaration step) {
    return step.examples().stream()
        .map(
            example ->
                "```\n"
                    + example.path()
                    + "\n"
                    + example.transcript().stream()
                        .map(line -> "  " + line + "\n")
                        .collect(Collectors.joining())
                    + "```\n\n")
        .collect(Collectors.joining());
  }
}
