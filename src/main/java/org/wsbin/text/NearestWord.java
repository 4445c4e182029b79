package org.wsbin.text;

import java.util.Comparator;
import java.util.List;

/** Finds the word that somebody may have meant. */
public final class NearestWord {
  private NearestWord() {}

  /**
   * The first word that starts with the given one; otherwise the one with the smallest edit
   * distance.
   */
  public static String to(String word, List<String> words) {
    return words.stream()
        .min(
            Comparator.comparing((String other) -> !other.startsWith(word))
                .thenComparingInt(other -> EditDistance.distance(word, other)))
        .orElseThrow();
  }
}
