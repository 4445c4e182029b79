package org.wsbin.observe;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Prometheus's text format 0.0.4, and refuses what its documentation does not allow: a sample
 * whose family has no type, families that are not in one piece, a sample that occurs twice, a
 * counter whose name does not end in _total.
 */
public final class PrometheusText {
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final Pattern TYPE =
      Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram|summary|untyped)");
  private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ")( .*)?");
  private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\\\\n]|\\\\[\\\\\"n])*\"";
  private static final Pattern SAMPLE =
      Pattern.compile("(" + NAME + ")(\\{(" + LABEL + "(," + LABEL + ")*)?,?})? (?<value>\\S+)");

  private final Map<String, Double> samples = new LinkedHashMap<>();
  private final Map<String, String> types = new HashMap<>();
  private final Set<String> finished = new HashSet<>();
  private String family = "";

  private PrometheusText() {}

  /** The samples by name and labels, as they are written. */
  public static Map<String, Double> samples(String text) {
    if (!text.endsWith("\n")) {
      throw new AssertionError("The last line has no end.");
    }
    PrometheusText reading = new PrometheusText();
    text.lines().forEach(reading::line);
    return reading.samples;
  }

  private void line(String line) {
    Matcher type = TYPE.matcher(line);
    Matcher help = HELP.matcher(line);
    Matcher sample = SAMPLE.matcher(line);
    if (type.matches()) {
      begin(type.group(1));
      if (types.put(type.group(1), type.group(2)) != null) {
        throw new AssertionError("A second type: " + line);
      }
    } else if (help.matches()) {
      begin(help.group(1));
    } else if (sample.matches()) {
      sample(
          sample.group(1), line.substring(0, line.lastIndexOf(' ')), sample.group("value"), line);
    } else {
      throw new AssertionError("Neither a comment nor a sample: " + line);
    }
  }

  private void begin(String name) {
    if (!name.equals(family)) {
      finished.add(family);
      family = name;
    }
    if (finished.contains(name)) {
      throw new AssertionError("A family in two pieces: " + name);
    }
  }

  private void sample(String name, String key, String value, String line) {
    String type = types.get(family);
    boolean parts = type != null && Set.of("histogram", "summary").contains(type);
    String rest = name.startsWith(family) ? name.substring(family.length()) : "?";
    if (type == null
        || !(rest.isEmpty() || (parts && Set.of("_bucket", "_sum", "_count").contains(rest)))) {
      throw new AssertionError("A sample outside of its family: " + line);
    }
    if (type.equals("counter") && !name.endsWith("_total")) {
      throw new AssertionError("A counter that is not a _total: " + line);
    }
    if (samples.put(key, number(value)) != null) {
      throw new AssertionError("A sample twice: " + line);
    }
  }

  private static double number(String value) {
    return switch (value) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(value);
    };
  }
}
