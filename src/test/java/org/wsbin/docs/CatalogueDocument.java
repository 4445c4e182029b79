package org.wsbin.docs;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.Declaration.Group;
import org.wsbin.scenario.Duty;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.Parameter;

/** docs/catalogue.md, as the steps' own declarations have it. */
record CatalogueDocument(List<Declaration> steps) {
  private static final String HEAD =
      """
      # Catalogue

      Every step that a path can have, with examples. This page is generated from the declarations of the steps; `GET /catalogue`
      has the same as JSON.

      A path is an engine followed by steps. Each step is a name and its values, all percent-encoded:
      `/ws/delay/2/message/hello/after/3/close/4001?reason=enough` waits for two seconds, sends hello, and closes with 4001 after the
      client's third message. `/ws/…` is the container's own WebSocket implementation, `/wire/…` is wsbin's. Steps that act on the
      handshake come first. After the last step the server closes with 1000, unless a step such as `echo` goes on. A fault that a
      client may ignore, such as `fault/accept-wrong`, is followed by an echo if no other step acts on the connection. A path can have
      at most 32 steps. If a path is wrong, the server answers 400 before the upgrade (404 for an unknown fault), and the body says
      why.

      Every path takes `?ping-interval=`, a duration from 0 to 1h: the time between the server's pings on this connection, instead of
      the server's `--ping-interval`. With 0 there are none.

      The transcripts show what a client sees: `+` is a header that it sends, `=` the status, headers or body of the response (101 if
      not shown), `>` what it sends, `<` what it receives: a text, a binary message (`0x…`), a message in two fragments (`one|two`), a
      control frame, or the end of TCP. `…` stands for text that differs from run to run. A test runs each example on every server.

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
        + step.duty().map(CatalogueDocument::verdicts).orElse("")
        + facts(step)
        + parameters(step)
        + examples(step);
  }

  private static String verdicts(Duty duty) {
    String onset =
        duty.onset() == Duty.Onset.AT_ONCE ? "" : "It shows " + duty.onset().words() + ". ";
    String lenient = duty.lenient().isEmpty() ? "" : "; a lenient one " + duty.lenientWords();
    return onset + "A strict client " + duty.strictWords() + lenient + ".\n\n";
  }

  private static String facts(Declaration step) {
    String engines =
        step.engines().contains(Engine.CONTAINER) ? "`/ws` and `/wire`" : "`/wire` only";
    String aliases =
        step.aliases().isEmpty() ? "" : ", also as `" + String.join("`, `", step.aliases()) + "`";
    String ends = step.ends() ? "; must be the last step" : "";
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
