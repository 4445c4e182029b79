package org.wsbin.conformance;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.protocol.Role;

/** Reads what wsbin's own cases have in front of the script, as their file explains it. */
final class OwnCaseParser {
  private static final Pattern HEAD = Pattern.compile("(?:request|response) (.*)");
  private static final Pattern KEYS = Pattern.compile("keys (\\d{1,3})");
  private static final Pattern DEFLATE = Pattern.compile("deflate(?: (alone|context|\\d{1,2}))?");
  private static final Pattern REFUSED =
      Pattern.compile("(OK|NS)=refused(?:\\{(\\d{3}(?:,\\d{3})*)\\})?");
  private static final String INFORMS = "INFO";

  private Optional<Role> suite = Optional.empty();
  private HeadEdits head = HeadEdits.NONE;
  private Optional<Compression> compression = Optional.empty();
  private boolean ignoresPongs;
  private int keys;

  /** The steps that are left. */
  private String script = "";

  private OwnCaseParser() {}

  /** Reads the first steps. */
  static OwnCaseParser of(String script) {
    OwnCaseParser parser = new OwnCaseParser();
    List<String> steps = Arrays.asList(script.split("; ", -1));
    int at = 0;
    while (at < steps.size() && parser.take(steps.get(at))) {
      at++;
    }
    parser.script = String.join("; ", steps.subList(at, steps.size()));
    return parser;
  }

  private boolean take(String step) {
    Matcher edit = HEAD.matcher(step);
    Matcher compared = KEYS.matcher(step);
    Matcher deflate = DEFLATE.matcher(step);
    if (edit.matches()) {
      head = head.with(edit.group(1));
    } else if (compared.matches()) {
      keys = Integer.parseInt(compared.group(1));
    } else if (deflate.matches()) {
      compression = Optional.of(Compression.ofOurs(Optional.ofNullable(deflate.group(1))));
    } else if (step.equals("ignore pongs")) {
      ignoresPongs = true;
    } else if (step.equals("tests servers")) {
      suite = Optional.of(Role.CLIENT);
    } else if (step.equals("tests clients")) {
      suite = Optional.of(Role.SERVER);
    } else {
      return false;
    }
    return true;
  }

  String script() {
    return script;
  }

  Optional<Compression> compression() {
    return compression;
  }

  OwnCase done(String expected, String source, String words) {
    return new OwnCase(
        words,
        source,
        suite,
        head,
        expected.equals(INFORMS),
        ignoresPongs,
        keys,
        refusals(expected));
  }

  private static Map<Behaviour, Set<Integer>> refusals(String expected) {
    Map<Behaviour, Set<Integer>> refusals = new EnumMap<>(Behaviour.class);
    Matcher each = REFUSED.matcher(expected);
    while (each.find()) {
      Set<Integer> statuses =
          each.group(2) == null
              ? Set.of()
              : Arrays.stream(each.group(2).split(",", -1))
                  .map(Integer::valueOf)
                  .collect(Collectors.toSet());
      refusals.put(each.group(1).equals("OK") ? Behaviour.OK : Behaviour.NON_STRICT, statuses);
    }
    return refusals;
  }

  /** The expected events, without what else may be there. */
  static String events(String expected) {
    String events = REFUSED.matcher(expected).replaceAll("").replace(INFORMS, "").trim();
    return events.isEmpty() ? "-" : events;
  }
}
