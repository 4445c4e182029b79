package org.wsbin.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.ScenarioParser;
import org.wsbin.text.Json;

/** {@code GET /catalogue}: every step, as JSON. */
final class CataloguePage extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final byte[] body;

  /**
   * The page of these steps.
   *
   * @param enabled whether the step of that name is enabled
   */
  CataloguePage(List<Declaration> declarations, Predicate<String> enabled) {
    body = json(declarations, enabled).getBytes(UTF_8);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Content-Type", "application/json");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-cache");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** The steps in their groups, and the parameters of every path. */
  static String json(List<Declaration> declarations, Predicate<String> enabled) {
    List<Object> steps = new ArrayList<>();
    declarations.stream()
        .sorted(Comparator.comparing(Declaration::group))
        .forEach(declaration -> steps.add(step(declaration, enabled)));
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("steps", steps);
    members.put("parameters", List.of(StepJson.parameter("query", ScenarioParser.PING_INTERVAL)));
    return Json.of(members);
  }

  private static Map<String, Object> step(Declaration step, Predicate<String> enabled) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", step.name());
    members.put("aliases", step.aliases());
    members.put("group", step.group().title());
    members.put("pattern", step.pattern());
    members.put("summary", step.description());
    members.put("parameters", StepJson.parameters(step));
    members.put(
        "engines",
        Stream.of(Engine.values()).filter(step.engines()::contains).map(Engine::path).toList());
    members.put("ends", step.ends());
    members.put("rfc", step.rfc());
    members.put("duty", StepJson.duty(step));
    members.put("examples", StepJson.examples(step));
    members.put("enabled", enabled.test(step.name()));
    return members;
  }
}
