package org.wsbin.terminal;

import java.util.Comparator;
import java.util.List;

/** Which word somebody may have meant. */
public final class Nearest {
  private Nearest() {}

  /** One that it begins, else the one with the fewest letters to insert, delete or replace. */
  public static String to(String word, List<String> words) {
    return words.stream()
        .min(
            Comparator.comparing((String other) -> !other.startsWith(word))
                .thenComparingInt(other -> distance(word, other)))
        .orElseThrow();
  }

  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
