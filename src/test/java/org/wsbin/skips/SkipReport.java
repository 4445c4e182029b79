package org.wsbin.skips;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Compares skips with the list, and prints each allowed one the first time its line applies. */
final class SkipReport {
  private final List<AllowedSkip> list;
  private final Consumer<String> print;
  private final Set<AllowedSkip> printed = new HashSet<>();
  private final List<Skip> notAllowed = new ArrayList<>();

  SkipReport(List<AllowedSkip> list, Consumer<String> print) {
    this.list = list;
    this.print = print;
  }

  synchronized void add(Skip skip) {
    Optional<AllowedSkip> allowed = list.stream().filter(line -> line.allows(skip)).findFirst();
    if (allowed.isEmpty()) {
      notAllowed.add(skip);
      print.accept("Skipped: " + skip);
    } else if (printed.add(allowed.get())) {
      print.accept("Skipped, which is allowed: " + skip);
    }
  }

  /**
   * Call this after the last test.
   *
   * @throws AssertionError if a skip is not on the list
   */
  synchronized void requireAllAllowed() {
    if (!notAllowed.isEmpty()) {
      StringBuilder sentence =
          new StringBuilder(
              "Tests were skipped in CI that src/test/resources/allowed-skips.txt does not list."
                  + " Install what they need, or add a line with the reason:");
      notAllowed.forEach(skip -> sentence.append("\n  ").append(skip));
      throw new AssertionError(sentence);
    }
  }
}
