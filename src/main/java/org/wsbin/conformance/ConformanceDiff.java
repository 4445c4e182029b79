package org.wsbin.conformance;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.wsbin.conformance.ReportIndex.Entry;

/**
 * What is different between two runs, by their {@code index.json}.
 *
 * @param text lines for people: what is worse, missing, better, changed and new, and a sentence
 *     that sums it up
 * @param regressions how many cases are worse, or missing
 */
public record ConformanceDiff(String text, int regressions) {
  /** How a case differs, the most important first. */
  private enum Change {
    WORSE("worse"),
    MISSING("missing"),
    BETTER("better"),
    OTHER("changed"),
    NEW("new"),
    SAME("the same");

    private final String word;

    Change(String word) {
      this.word = word;
    }
  }

  /**
   * Compares two runs, agent by agent and case by case. If both have one agent only, these are
   * compared whatever their names are.
   *
   * @throws IllegalArgumentException with a sentence that says which of the two is no {@code
   *     index.json}, and why
   */
  public static ConformanceDiff of(String oldJson, String newJson) {
    ReportIndex before = ReportIndex.read("old", oldJson);
    ReportIndex after = ReportIndex.read("new", newJson);
    return new Writer().write(before, after);
  }

  /** Whether something is worse or missing. */
  public boolean hasRegressions() {
    return regressions > 0;
  }

  private static final class Writer {
    private final StringBuilder text = new StringBuilder();
    private final Map<Change, Integer> counts = new EnumMap<>(Change.class);

    ConformanceDiff write(ReportIndex before, ReportIndex after) {
      if (before.isRenamed(after)) {
        String old = before.agents().firstKey();
        String now = after.agents().firstKey();
        text.append("The agent is called ")
            .append(shown(now))
            .append(" now; it was ")
            .append(shown(old))
            .append(".\n");
        agent(now, before.agents().get(old), after.agents().get(now));
      } else {
        TreeSet<String> names = new TreeSet<>(before.agents().keySet());
        names.addAll(after.agents().keySet());
        names.forEach(name -> agent(name, before.of(name), after.of(name)));
      }
      text.append(summary()).append('\n');
      int regressions =
          counts.getOrDefault(Change.WORSE, 0) + counts.getOrDefault(Change.MISSING, 0);
      return new ConformanceDiff(text.toString(), regressions);
    }

    private void agent(String name, Map<CaseId, Entry> before, Map<CaseId, Entry> after) {
      Map<Change, List<String>> lines = new EnumMap<>(Change.class);
      TreeSet<CaseId> ids = new TreeSet<>(before.keySet());
      ids.addAll(after.keySet());
      for (CaseId id : ids) {
        Optional<Entry> old = Optional.ofNullable(before.get(id));
        Optional<Entry> now = Optional.ofNullable(after.get(id));
        Change change = change(old, now);
        counts.merge(change, 1, Integer::sum);
        lines
            .computeIfAbsent(change, each -> new ArrayList<>())
            .add("  %-8s %s: %s".formatted(change.word, id, verdicts(old, now)));
      }
      lines.remove(Change.SAME);
      if (lines.isEmpty()) {
        return;
      }
      text.append(shown(name)).append('\n');
      if (before.isEmpty() || after.isEmpty()) {
        text.append("  ")
            .append(before.isEmpty() ? "new" : "missing")
            .append(" with all its ")
            .append(cases(ids.size()))
            .append('\n');
      } else {
        lines.values().forEach(all -> all.forEach(line -> text.append(line).append('\n')));
      }
    }

    private static Change change(Optional<Entry> old, Optional<Entry> now) {
      if (old.isEmpty()) {
        return Change.NEW;
      } else if (now.isEmpty()) {
        return Change.MISSING;
      } else if (now.get().isWorseThan(old.get())) {
        return Change.WORSE;
      } else if (old.get().isWorseThan(now.get())) {
        return Change.BETTER;
      }
      return old.equals(now) ? Change.SAME : Change.OTHER;
    }

    private static String verdicts(Optional<Entry> old, Optional<Entry> now) {
      return old.isPresent() && now.isPresent()
          ? old.get() + " before, " + now.get() + " now"
          : old.or(() -> now).map(Entry::toString).orElse("");
    }

    private static String shown(String agent) {
      return "\"" + ReportText.line(agent) + "\"";
    }

    private static String cases(int count) {
      return count + (count == 1 ? " case" : " cases");
    }

    private String summary() {
      int same = counts.getOrDefault(Change.SAME, 0);
      if (counts.keySet().stream().allMatch(Change.SAME::equals)) {
        return "Both runs have the same verdicts: " + cases(same) + ".";
      }
      StringBuilder summary = new StringBuilder();
      counts.forEach(
          (change, count) ->
              summary
                  .append(summary.isEmpty() ? "" : ", ")
                  .append(count)
                  .append(' ')
                  .append(change.word));
      return summary.append('.').toString();
    }
  }
}
