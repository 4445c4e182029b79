package org.wsbin.text;

import java.util.Comparator;
import java.util.List;

/** Which word somebody may have meant. */
public final class NearestWord {
  private NearestWord() {}

  /** One that it begins, else the one with the fewest letters to insert, delete or replace. */
  public static String to(String word, List<String> words) {
    return words.stream()
        .min(
            Comparator.comparing((String other) -> !other.startsWith(word))
                .thenComparingInt(other -> EditDistance.distance(word, other)))
        .orElseThrow();
  }
}
