package org.wsbin.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Finds which elements of two lists belong together: the longest common subsequence, so that a lost
 * one does not make all behind it different.
 */
final class Alignment {
  /** The most comparisons; more would take seconds. */
  private static final long MOST_CELLS = 4_000_000;

  private Alignment() {}

  /** Two that belong together, or one that has no other. */
  record Pair<T>(Optional<T> sent, Optional<T> arrived) {}

  /**
   * Aligns both. Between two matches, as many on both sides belong together one by one, as changed.
   *
   * @return empty if they are too many, and too different
   */
  static <T> Optional<List<Pair<T>>> of(
      List<T> sent, List<T> arrived, BiPredicate<T, T> same, BiPredicate<T, T> related) {
    int start = 0;
    int most = Math.min(sent.size(), arrived.size());
    while (start < most && same.test(sent.get(start), arrived.get(start))) {
      start++;
    }
    int end = 0;
    while (end < most - start
        && same.test(sent.get(sent.size() - 1 - end), arrived.get(arrived.size() - 1 - end))) {
      end++;
    }
    List<T> middleSent = sent.subList(start, sent.size() - end);
    List<T> middleArrived = arrived.subList(start, arrived.size() - end);
    if ((long) middleSent.size() * middleArrived.size() > MOST_CELLS) {
      return Optional.empty();
    }
    List<Pair<T>> pairs = new ArrayList<>();
    for (int i = 0; i < start; i++) {
      pairs.add(pair(sent.get(i), arrived.get(i)));
    }
    middle(middleSent, middleArrived, same, related, pairs);
    for (int i = end; i > 0; i--) {
      pairs.add(pair(sent.get(sent.size() - i), arrived.get(arrived.size() - i)));
    }
    return Optional.of(pairs);
  }

  private static <T> Pair<T> pair(T sent, T arrived) {
    return new Pair<>(Optional.of(sent), Optional.of(arrived));
  }

  private static <T> void middle(
      List<T> sent,
      List<T> arrived,
      BiPredicate<T, T> same,
      BiPredicate<T, T> related,
      List<Pair<T>> pairs) {
    int[][] longest = new int[sent.size() + 1][arrived.size() + 1];
    for (int i = sent.size() - 1; i >= 0; i--) {
      for (int j = arrived.size() - 1; j >= 0; j--) {
        longest[i][j] =
            same.test(sent.get(i), arrived.get(j))
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    List<T> lost = new ArrayList<>();
    List<T> added = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < sent.size() && j < arrived.size()) {
      if (same.test(sent.get(i), arrived.get(j))) {
        gap(lost, added, related, pairs);
        pairs.add(pair(sent.get(i++), arrived.get(j++)));
      } else if (longest[i + 1][j] >= longest[i][j + 1]) {
        lost.add(sent.get(i++));
      } else {
        added.add(arrived.get(j++));
      }
    }
    lost.addAll(sent.subList(i, sent.size()));
    added.addAll(arrived.subList(j, arrived.size()));
    gap(lost, added, related, pairs);
  }

  private static <T> void gap(
      List<T> lost, List<T> added, BiPredicate<T, T> related, List<Pair<T>> pairs) {
    boolean changed = lost.size() == added.size();
    for (int i = 0; changed && i < lost.size(); i++) {
      changed = related.test(lost.get(i), added.get(i));
    }
    if (changed) {
      for (int i = 0; i < lost.size(); i++) {
        pairs.add(pair(lost.get(i), added.get(i)));
      }
    } else {
      lost.forEach(one -> pairs.add(new Pair<>(Optional.of(one), Optional.empty())));
      added.forEach(one -> pairs.add(new Pair<>(Optional.empty(), Optional.of(one))));
    }
    lost.clear();
    added.clear();
  }
}
