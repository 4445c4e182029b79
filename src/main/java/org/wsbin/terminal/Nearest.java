package org.wsbin.terminal;

import java.util.Comparator;
import java.util.List;
import org.wsbin.scenario.Letters;

/** Which word somebody may have meant. */
public final class Nearest {
  private Nearest() {}

  /** One that it begins, else the one with the fewest letters to insert, delete or replace. */
  public static String to(String word, List<String> words) {
    return words.stream()
        .min(
            Comparator.comparing((String other) -> !other.startsWith(word))
                .thenComparingInt(other -> Letters.distance(word, other)))
        .orElseThrow();
  }
}
