package org.wsbin.channel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.wsbin.channel.MemberOptions.FaultOptions;
import org.wsbin.limits.MemoryAccount;

/**
 * What is done wrong on purpose with the messages to one member. Each message counts once, also
 * those of the history. Used by one thread at a time.
 */
final class MemberFaults {
  /** The most messages that wait for the end of the split, or of the delay. */
  static final int MOST_WAITING = 1000;

  /** The most bytes of them, and one message. */
  private static final long MOST_BYTES = 1 << 20;

  private record Delayed(ChannelMessage message, long due) {}

  private final FaultOptions options;
  private final MemoryAccount memory;
  private final BiConsumer<String, String> note;
  private final Deque<ChannelMessage> unseen = new ArrayDeque<>(0);
  private final Deque<Delayed> delayed = new ArrayDeque<>(0);
  private Optional<ChannelMessage> swapped = Optional.empty();
  private OptionalLong splitEnd;
  private long count;
  private long held;

  /**
   * No message has come.
   *
   * @param joinedAt the time of joining, in nanoseconds
   * @param note is told what was done, in one word and in a sentence
   */
  MemberFaults(
      FaultOptions options, long joinedAt, MemoryAccount memory, BiConsumer<String, String> note) {
    this.options = options;
    this.memory = memory;
    this.note = note;
    this.splitEnd =
        options.split().isZero()
            ? OptionalLong.empty()
            : OptionalLong.of(joinedAt + options.split().toNanos());
  }

  /** Whether so many messages are delayed that no further one may come. */
  boolean delaysTooMuch() {
    return !delayed.isEmpty() && full();
  }

  private boolean full() {
    return delayed.size() >= MOST_WAITING || unseen.size() >= MOST_WAITING || held >= MOST_BYTES;
  }

  /**
   * A message for the member.
   *
   * @param far whether it comes from the other half
   * @param out receives what is to be sent now
   */
  void take(ChannelMessage message, boolean far, long now, Consumer<ChannelMessage> out) {
    due(now, out);
    if (splitEnd.isEmpty() || !far) {
      count(message, now, out);
    } else if (options.splitLoses() || full()) {
      note.accept("split-brain", "Lost " + named(message) + ", which is from the other half.");
    } else {
      note.accept(
          "split-brain",
          "Held " + named(message) + ", which is from the other half, until the end.");
      hold(message.cost());
      unseen.add(message);
    }
  }

  /** Sends what is due by now. */
  void due(long now, Consumer<ChannelMessage> out) {
    if (splitEnd.isPresent() && now - splitEnd.getAsLong() >= 0) {
      splitEnd = OptionalLong.empty();
      note.accept("split-brain", "The split is over.");
      while (!unseen.isEmpty()) {
        hold(-unseen.peek().cost());
        count(unseen.remove(), now, out);
      }
    }
    while (!delayed.isEmpty() && now - delayed.peek().due() >= 0) {
      hold(-delayed.peek().message().cost());
      out.accept(delayed.remove().message());
    }
  }

  /** When something will be due; empty if nothing will. */
  OptionalLong nextDue() {
    OptionalLong next =
        delayed.isEmpty() ? OptionalLong.empty() : OptionalLong.of(delayed.peek().due());
    if (splitEnd.isEmpty()) {
      return next;
    }
    boolean delayFirst = next.isPresent() && next.getAsLong() - splitEnd.getAsLong() < 0;
    return delayFirst ? next : splitEnd;
  }

  private void count(ChannelMessage message, long now, Consumer<ChannelMessage> out) {
    count++;
    Consumer<ChannelMessage> late = one -> delay(one, now, out);
    if (isEach(options.gap())) {
      note.accept("gap", "Left out " + named(message) + ".");
    } else if (isEach(options.reorder()) && swapped.isEmpty()) {
      note.accept("reorder", "Held " + named(message) + ", until the next one is sent.");
      swapped = Optional.of(message);
      return;
    } else {
      late.accept(message);
      if (isEach(options.duplicate())) {
        note.accept("duplicate", "Sent " + named(message) + " twice.");
        late.accept(message);
      }
    }
    swapped.ifPresent(late);
    swapped = Optional.empty();
  }

  private boolean isEach(int number) {
    return number > 0 && count % number == 0;
  }

  private void delay(ChannelMessage message, long now, Consumer<ChannelMessage> out) {
    if (options.delay().isZero()) {
      out.accept(message);
    } else {
      hold(message.cost());
      delayed.add(new Delayed(message, now + options.delay().toNanos()));
    }
  }

  private void hold(long more) {
    held += more;
    memory.hold(held);
  }

  private static String named(ChannelMessage message) {
    return "the message with offset " + message.offset();
  }

  /** Nothing more is sent. */
  void end() {
    unseen.clear();
    delayed.clear();
    swapped = Optional.empty();
    memory.hold(0);
  }
}
