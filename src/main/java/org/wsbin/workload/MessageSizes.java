package org.wsbin.workload;

import java.util.Optional;
import org.wsbin.text.Sizes;

/**
 * How large messages are: one size, or sizes spread evenly from one to another.
 *
 * @param least bytes
 * @param most bytes, at most {@link #MOST}
 */
public record MessageSizes(int least, int most) {
  /** The largest message. */
  public static final int MOST = 64 << 20;

  private static final String SEPARATOR = "..";

  /** Reads {@code SIZE} or {@code SIZE..SIZE}; empty if the text is neither. */
  public static Optional<MessageSizes> parse(String text) {
    int at = text.indexOf(SEPARATOR);
    Optional<Integer> least = size(at < 0 ? text : text.substring(0, at));
    Optional<Integer> most = at < 0 ? least : size(text.substring(at + SEPARATOR.length()));
    return least
        .filter(from -> most.isPresent() && from <= most.get())
        .map(from -> new MessageSizes(from, most.orElse(from)));
  }

  private static Optional<Integer> size(String text) {
    return Sizes.parse(text).filter(bytes -> bytes <= MOST).map(Long::intValue);
  }

  /** The size of a message by its number, always the same for that number and seed. */
  int of(long number, long seed) {
    return least == most
        ? least
        : least + (int) Math.floorMod(mix(number + seed), most - least + 1L);
  }

  /** SplitMix64: neighbouring numbers become independent. */
  private static long mix(long number) {
    long z = number * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  @Override
  public String toString() {
    return least == most
        ? Sizes.format(least)
        : Sizes.format(least) + SEPARATOR + Sizes.format(most);
  }
}
