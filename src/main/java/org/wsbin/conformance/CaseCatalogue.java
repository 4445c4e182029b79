package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** All cases, in the order of their ids. */
public final class CaseCatalogue {
  private static final String FILE = "cases.txt";
  private static final String OWN_FILE = "own-cases.txt";
  private static final String GROUP = "= ";

  private final Map<CaseId, ConformanceCase> cases = new TreeMap<>();
  private final Map<CaseId, String> titles = new TreeMap<>();

  /**
   * The cases of these lines.
   *
   * @throws IllegalArgumentException with the line that is wrong
   */
  CaseCatalogue(List<String> lines) {
    for (String line : lines) {
      if (line.startsWith(GROUP)) {
        String[] words = line.substring(GROUP.length()).split(" ", 2);
        titles.put(CaseId.of(words[0]), words[1]);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        ConformanceCase read = read(line, cases.size() + 1);
        if (cases.put(read.id(), read) != null) {
          throw new IllegalArgumentException("There are two cases " + read.id() + ".");
        }
      }
    }
  }

  /** The 517 cases of the suite that client projects drive. */
  public static CaseCatalogue load() {
    return new CaseCatalogue(lines(FILE));
  }

  /**
   * Those cases and wsbin's own (groups 20 and up), judged strictly: a peer that ignores what is
   * wrong has failed in both columns, not only in that of the closing.
   */
  public static CaseCatalogue strict() {
    List<String> lines = new ArrayList<>(lines(FILE));
    lines.addAll(lines(OWN_FILE));
    CaseCatalogue catalogue = new CaseCatalogue(lines);
    catalogue.cases.replaceAll((id, each) -> each.strict());
    return catalogue;
  }

  private static List<String> lines(String name) {
    try (InputStream file = CaseCatalogue.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException unreadable) {
      throw new IllegalStateException("The cases cannot be read.", unreadable);
    }
  }

  private ConformanceCase read(String line, int number) {
    String[] parts = whole(line).split(" \\| ", -1);
    if (parts.length != 4 && parts.length != 6) {
      throw new IllegalArgumentException(
          "\"" + line + "\" is no case: it has neither four parts nor six.");
    }
    try {
      return read(parts, number);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          wrong.getMessage() + " The case is \"" + line + "\".", wrong);
    }
  }

  private ConformanceCase read(String[] parts, int number) {
    CaseId id = CaseId.of(parts[0]);
    if (parts.length > 4) {
      OwnCaseParser own = OwnCaseParser.of(parts[1]);
      return new ConformanceCase(
          id,
          number,
          title(id),
          CaseParser.script(own.script()),
          CaseParser.expected(OwnCaseParser.events(parts[2])),
          CaseParser.closing(parts[3]),
          own.compression(),
          own.done(parts[2], parts[4], parts[5]));
    }
    return new ConformanceCase(
        id,
        number,
        title(id),
        CaseParser.script(parts[1]),
        CaseParser.expected(parts[2]),
        CaseParser.closing(parts[3]),
        Compression.of(id),
        OwnCase.NONE);
  }

  /** The short form of the cases about UTF-8, as the file explains it. */
  private static String whole(String line) {
    return line.replaceFirst("utf8 valid (\\S+)$", "M1:$1; kill 0.5 | OK=[T$1] | me{1000}clean")
        .replaceFirst("utf8 invalid (\\S+)$", "M1:$1; kill 0.5 | OK=[] | peer{1007}!");
  }

  /** All cases. */
  public List<ConformanceCase> all() {
    return List.copyOf(cases.values());
  }

  /** The title of a case's group, such as "Text messages". */
  public String title(CaseId id) {
    return titles.getOrDefault(id.beginning(2), titles.getOrDefault(id.beginning(1), ""));
  }

  /** The groups of the first number, such as 1, with their titles. */
  public Map<CaseId, String> groups() {
    Map<CaseId, String> groups = new TreeMap<>(titles);
    groups.keySet().removeIf(id -> id.numbers().size() > 1);
    return groups;
  }

  /**
   * The cases that a selection leaves.
   *
   * @param patterns which cases: an id, or a pattern with {@code *} for any characters, which only
   *     the beginning of an id must match
   * @param excluded which of them not
   */
  public List<ConformanceCase> select(List<String> patterns, List<String> excluded) {
    List<ConformanceCase> selected = new ArrayList<>();
    for (ConformanceCase each : cases.values()) {
      String id = each.id().toString();
      if (matches(id, patterns) && !matches(id, excluded)) {
        selected.add(each);
      }
    }
    return selected;
  }

  private static boolean matches(String id, List<String> patterns) {
    return patterns.stream()
        .anyMatch(pattern -> pattern.contains("*") ? begins(id, pattern) : id.equals(pattern));
  }

  private static boolean begins(String id, String pattern) {
    return Arrays.stream(pattern.split("\\*+", -1))
        .map(Pattern::quote)
        .collect(collectingAndThen(joining(".*"), begin -> Pattern.matches(begin + ".*", id)));
  }
}
