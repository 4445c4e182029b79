package org.wsbin.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsbin.protocol.Quoted;
import org.wsbin.scenario.Declaration;
import org.wsbin.text.Json;

/**
 * The faults as JSON.
 *
 * @param base the WebSocket URL of the engine that runs them
 */
record FaultJson(String base) {

  String list(List<Declaration> faults) {
    return Json.of(Map.of("faults", faults.stream().map(this::members).toList()));
  }

  String one(Declaration fault) {
    return Json.of(members(fault));
  }

  String unknown(String name, List<Declaration> faults) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("error", "There is no fault " + Quoted.of(name) + "; faults has the names of all.");
    members.put("faults", faults.stream().map(Declaration::name).toList());
    return Json.of(members);
  }

  private Map<String, Object> members(Declaration fault) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", fault.name());
    members.put("url", base + FaultPages.example(fault));
    members.put("parameters", StepJson.parameters(fault));
    members.put("summary", fault.summary());
    members.put("rfc", fault.rfc());
    members.put("duty", StepJson.duty(fault));
    members.put("examples", StepJson.examples(fault));
    return members;
  }
}
