package org.wsbin.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.Duty;
import org.wsbin.scenario.Parameter;
import org.wsbin.scenario.Reaction;

/** The members of a step as JSON, the same on every page. */
final class StepJson {
  private StepJson() {}

  static List<Map<String, Object>> parameters(Declaration step) {
    return Stream.concat(
            step.path().stream().map(parameter -> parameter("path", parameter)),
            step.query().stream().map(parameter -> parameter("query", parameter)))
        .toList();
  }

  /**
   * The members of a parameter.
   *
   * @param place path or query
   */
  static Map<String, Object> parameter(String place, Parameter<?> parameter) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", parameter.name());
    members.put("in", place);
    members.put("type", parameter.type().form().type());
    members.put("least", parameter.type().form().least());
    members.put("most", parameter.type().form().most());
    members.put("choices", parameter.type().form().choices());
    members.put("allowed", parameter.type().allowed());
    if (place.equals("query")) {
      members.put("default", parameter.fallback());
    }
    return members;
  }

  static List<Map<String, Object>> examples(Declaration step) {
    return step.examples().stream()
        .map(
            example -> {
              Map<String, Object> shown = new LinkedHashMap<>();
              shown.put("path", example.path());
              shown.put("transcript", example.transcript());
              return shown;
            })
        .toList();
  }

  /** The duty of a client, if the step is a fault. */
  static Optional<Map<String, Object>> duty(Declaration step) {
    return step.duty().map(StepJson::duty);
  }

  private static Map<String, Object> duty(Duty duty) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("sentence", duty.sentence());
    members.put("shows", duty.onset().words());
    members.put("strict", reactions(duty.strict()));
    members.put("lenient", reactions(duty.lenient()));
    return members;
  }

  private static List<Map<String, Object>> reactions(List<Reaction> reactions) {
    return reactions.stream()
        .map(
            reaction -> {
              Map<String, Object> members = new LinkedHashMap<>();
              members.put("reaction", reaction.kind().word());
              members.put("codes", reaction.codes());
              members.put("words", reaction.words());
              return members;
            })
        .toList();
  }
}
