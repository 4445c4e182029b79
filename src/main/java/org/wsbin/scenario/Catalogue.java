package org.wsbin.scenario;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsbin.text.EditDistance;

/** All steps, by name. */
public final class Catalogue {
  private static final int LONGEST_COMPARED = 64;

  private final List<Step> steps;
  private final Map<String, List<Step>> byName = new LinkedHashMap<>();

  /**
   * A catalogue of these steps, in reading order. Two steps may have the same name if one of them
   * has no parameters.
   */
  public Catalogue(List<? extends Step> steps) {
    this.steps = List.copyOf(steps);
    for (Step step : steps) {
      step.declaration()
          .names()
          .forEach(name -> byName.computeIfAbsent(name, n -> new ArrayList<>()).add(step));
    }
  }

  /** All declarations. */
  public List<Declaration> declarations() {
    return steps.stream().map(Step::declaration).toList();
  }

  /** Whether a step has that name. */
  public boolean has(String name) {
    return byName.containsKey(name);
  }

  /** Whether a step has a name of two parts that begins with this one. */
  public boolean hasLonger(String first) {
    return !longer(first).isEmpty();
  }

  /** The names of two parts that begin with this one. */
  List<String> longer(String first) {
    return byName.keySet().stream().filter(name -> name.startsWith(first + "/")).toList();
  }

  /** The steps of that name. */
  List<Step> named(String name) {
    return byName.getOrDefault(name, List.of());
  }

  /**
   * The step with the most similar name. If names of two parts begin with this one, it is one of
   * those.
   */
  public Step nearest(String name) {
    String start = name.substring(0, Math.min(name.length(), LONGEST_COMPARED));
    String family = hasLonger(start) ? start + "/" : "";
    return byName.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(family))
        .min(comparingInt(entry -> EditDistance.distance(start, entry.getKey())))
        .orElseThrow()
        .getValue()
        .get(0);
  }
}
