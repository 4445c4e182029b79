package org.wsbin.scenario;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All steps that there are, by name. */
public final class Catalogue {
  private static final int LONGEST_COMPARED = 64;

  private final List<Step> steps;
  private final Map<String, List<Step>> byName = new LinkedHashMap<>();

  /**
   * A catalogue of these steps, in the order in which a person would read them. Two may have the
   * same name where one of them takes nothing behind it.
   */
  public Catalogue(List<? extends Step> steps) {
    this.steps = List.copyOf(steps);
    for (Step step : steps) {
      step.declaration()
          .names()
          .forEach(name -> byName.computeIfAbsent(name, n -> new ArrayList<>()).add(step));
    }
  }

  /** What there is. */
  public List<Declaration> declarations() {
    return steps.stream().map(Step::declaration).toList();
  }

  /** Whether a step has that name. */
  public boolean has(String name) {
    return byName.containsKey(name);
  }

  /** Whether a step's name begins with this as its first of two parts. */
  public boolean hasLonger(String first) {
    return byName.keySet().stream().anyMatch(name -> name.startsWith(first + "/"));
  }

  /** Those of that name. */
  List<Step> named(String name) {
    return byName.getOrDefault(name, List.of());
  }

  /**
   * The one that has a name most like this, of which the beginning counts: where names go on behind
   * it, one of those.
   */
  public Step nearest(String name) {
    String start = name.substring(0, Math.min(name.length(), LONGEST_COMPARED));
    String family = hasLonger(start) ? start + "/" : "";
    return byName.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(family))
        .min(comparingInt(entry -> distance(start, entry.getKey())))
        .orElseThrow()
        .getValue()
        .get(0);
  }

  /** How many letters have to be changed, left out or put in (Levenshtein); names are short. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
