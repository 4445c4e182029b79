package org.wsbin.channel;

import java.time.Duration;
import java.util.OptionalLong;
import org.wsbin.scenario.BadParameterException;

/**
 * What one member asks for.
 *
 * @param echo whether it gets its own messages
 * @param history how many of the newest messages it gets on joining
 * @param since the offset after which it resumes
 * @param presence whether it hears of joins and leaves
 * @param slow what happens if it does not read
 */
record MemberOptions(
    Format format,
    boolean echo,
    int history,
    OptionalLong since,
    boolean presence,
    Slow slow,
    FaultOptions faults) {

  /** How messages look. */
  enum Format {
    /** As they were sent. */
    PLAIN,
    JSON
  }

  /** What happens to a member that does not read. */
  enum Slow {
    /** Its messages are left out. */
    DROP,
    /** It is closed. */
    CLOSE,
    /** Everybody waits for it, for a while. */
    BLOCK
  }

  /**
   * What is done wrong for it; 0 means never.
   *
   * @param gap each such message is left out
   * @param duplicate each such message comes twice
   * @param reorder each such message comes after the next one
   * @param lostHistory whether {@code since} finds nothing
   * @param delay how much later each message comes
   * @param split how long it sees only its own half
   * @param splitLoses whether it never gets what it did not see
   */
  record FaultOptions(
      int gap,
      int duplicate,
      int reorder,
      boolean lostHistory,
      Duration delay,
      Duration split,
      boolean splitLoses) {}

  /**
   * The same options.
   *
   * @throws BadParameterException if they do not fit together
   */
  MemberOptions checked() {
    if (format != Format.JSON && (since.isPresent() || presence)) {
      throw new BadParameterException(
          "The parameter "
              + (presence ? "presence" : "since")
              + " needs format=json: plain messages have no offsets, and nothing but messages is"
              + " sent.");
    }
    if (history > 0 && since.isPresent()) {
      throw new BadParameterException(
          "The parameters history and since are both given; since has the history after its"
              + " offset, so give one of them.");
    }
    if (faults.splitLoses() && faults.split().isZero()) {
      throw new BadParameterException(
          "The parameter split-brain-loses needs split-brain, such as split-brain=5s.");
    }
    if (faults.lostHistory() && since.isEmpty()) {
      throw new BadParameterException("The parameter lost-history needs since, such as since=17.");
    }
    return this;
  }
}
