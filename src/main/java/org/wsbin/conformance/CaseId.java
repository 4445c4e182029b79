package org.wsbin.conformance;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;

/**
 * The id of a case: numbers with dots, such as {@code 1.1.8}, which sort as numbers.
 *
 * @param numbers at least one
 */
public record CaseId(List<Integer> numbers) implements Comparable<CaseId> {
  public CaseId {
    numbers = List.copyOf(numbers);
  }

  /**
   * The id of this text.
   *
   * @throws IllegalArgumentException if it is not numbers with dots between them
   */
  public static CaseId of(String text) {
    if (!text.matches("\\d{1,6}(\\.\\d{1,6})*")) {
      throw new IllegalArgumentException(text + " is no id of a case, such as 1.1.8.");
    }
    return new CaseId(Arrays.stream(text.split("\\.", -1)).map(Integer::valueOf).toList());
  }

  /** The id of its group: the first so many numbers, or fewer if it has no more. */
  public CaseId beginning(int count) {
    return new CaseId(numbers.subList(0, Math.min(count, numbers.size())));
  }

  @Override
  public int compareTo(CaseId other) {
    for (int i = 0; i < Math.min(numbers.size(), other.numbers.size()); i++) {
      int order = Integer.compare(numbers.get(i), other.numbers.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(numbers.size(), other.numbers.size());
  }

  @Override
  public String toString() {
    return numbers.stream().map(String::valueOf).collect(joining("."));
  }
}
