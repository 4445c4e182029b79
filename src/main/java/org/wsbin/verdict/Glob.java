package org.wsbin.verdict;

import java.util.List;

/**
 * A text in which each star stands for anything. Matching takes no longer than the text times the
 * number of its parts, whatever they are.
 *
 * @param parts what is between the stars
 */
record Glob(List<String> parts) {

  static Glob of(String text) {
    return new Glob(List.of(text.split("\\*", -1)));
  }

  boolean matches(String text) {
    String first = parts.get(0);
    String last = parts.get(parts.size() - 1);
    if (parts.size() == 1) {
      return text.equals(first);
    }
    if (!text.startsWith(first) || text.length() < first.length() + last.length()) {
      return false;
    }
    int at = first.length();
    for (String part : parts.subList(1, parts.size() - 1)) {
      int found = text.indexOf(part, at);
      if (found < 0) {
        return false;
      }
      at = found + part.length();
    }
    return text.length() - last.length() >= at && text.endsWith(last);
  }
}
