package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the head of an opening handshake differs from a correct one, and how it is written.
 *
 * @param edits as the file of cases has them, in order
 * @param chop the size of the writes; 0 if it does not matter
 * @param pause in the middle of it
 * @param glued whether the first frame is in the same write
 */
record HeadEdits(List<String> edits, int chop, Duration pause, boolean glued) {
  /** A correct head. */
  static final HeadEdits NONE = new HeadEdits(List.of(), 0, Duration.ZERO, false);

  private static final String END = "\r\n";
  private static final String FIRST = "first ";
  private static final Pattern FILL = Pattern.compile("fill (\\d{1,5}) (\\d{1,5})");
  private static final Pattern CHOP = Pattern.compile("chop (\\d{1,5})");
  private static final Pattern PAUSE = Pattern.compile("pause (\\d{1,3})");
  private static final Pattern REPEATED = Pattern.compile("rep\\(\"[^\"]*\",\\d{1,6}\\)");
  private static final Pattern LINE = Pattern.compile("\\+?[A-Za-z-]+: .*|-[A-Za-z-]+");

  HeadEdits {
    edits = List.copyOf(edits);
  }

  /**
   * The same with one more.
   *
   * @throws IllegalArgumentException if it is no edit
   */
  HeadEdits with(String edit) {
    Matcher chopped = CHOP.matcher(edit);
    Matcher paused = PAUSE.matcher(edit);
    if (chopped.matches()) {
      return new HeadEdits(edits, Integer.parseInt(chopped.group(1)), pause, glued);
    } else if (paused.matches()) {
      long seconds = Long.parseLong(paused.group(1));
      return new HeadEdits(edits, chop, Duration.ofSeconds(seconds), glued);
    } else if (edit.equals("glued")) {
      return new HeadEdits(edits, chop, pause, true);
    }
    if (!edit.startsWith(FIRST)
        && !edit.equals("lower")
        && !FILL.matcher(edit).matches()
        && !LINE.matcher(edit).matches()) {
      throw new IllegalArgumentException("\"" + edit + "\" is no change of a head.");
    }
    List<String> more = new ArrayList<>(edits);
    more.add(edit);
    return new HeadEdits(more, chop, pause, glued);
  }

  boolean isEmpty() {
    return equals(NONE);
  }

  /** The head after the edits. */
  String applyTo(String head) {
    List<String> lines = new ArrayList<>(head.lines().filter(line -> !line.isEmpty()).toList());
    edits.forEach(edit -> apply(edit, lines));
    return lines.stream().map(line -> line + END).collect(joining("", "", END));
  }

  private static void apply(String edit, List<String> lines) {
    Matcher fill = FILL.matcher(edit);
    if (edit.startsWith(FIRST)) {
      String[] words = lines.get(0).split(" ", -1);
      lines.set(0, edit.substring(FIRST.length()).replace("{target}", words[1]));
    } else if (edit.equals("lower")) {
      lines.subList(1, lines.size()).replaceAll(HeadEdits::withLowerName);
    } else if (fill.matches()) {
      String value = "x".repeat(Integer.parseInt(fill.group(2)));
      for (int i = 1; i <= Integer.parseInt(fill.group(1)); i++) {
        lines.add("X-Fill-" + i + ": " + value);
      }
    } else if (edit.startsWith("+")) {
      lines.add(unfolded(edit.substring(1)));
    } else {
      replace(edit, lines);
    }
  }

  private static void replace(String edit, List<String> lines) {
    boolean remove = edit.startsWith("-");
    String name = remove ? edit.substring(1) : edit.substring(0, edit.indexOf(':'));
    String start = name.toLowerCase(Locale.ROOT) + ":";
    lines.removeIf(line -> line.toLowerCase(Locale.ROOT).startsWith(start));
    if (!remove) {
      lines.add(unfolded(edit));
    }
  }

  private static String withLowerName(String line) {
    int colon = line.indexOf(':');
    return line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon);
  }

  private static String unfolded(String line) {
    return REPEATED
        .matcher(line)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    new String(Payload.parse(found.group()).bytes(), ISO_8859_1)));
  }

  /** The edits for people. */
  String inWords() {
    List<String> words = new ArrayList<>(edits);
    if (chop > 0) {
      words.add("in writes of " + chop + " bytes");
    }
    if (!pause.isZero()) {
      words.add("with a pause of " + pause.toSeconds() + " s in the middle");
    }
    if (glued) {
      words.add("in one write with the first frame");
    }
    return String.join(", ", words);
  }
}
