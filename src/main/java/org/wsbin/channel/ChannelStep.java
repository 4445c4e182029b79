package org.wsbin.channel;

import static org.wsbin.scenario.Declaration.Group.MESSAGES;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.wsbin.channel.MemberOptions.FaultOptions;
import org.wsbin.channel.MemberOptions.Format;
import org.wsbin.channel.MemberOptions.Slow;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;
import org.wsbin.scenario.TranscriptName;
import org.wsbin.settings.ValueType;

/** Joins a channel: what a member sends goes to all members. */
public final class ChannelStep implements ConnectionStep {
  private static final int MOST_HISTORY = 1_000_000;
  private static final int MOST_EACH = 1_000_000;
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

  private static final Parameter<String> NAME =
      Parameter.inPath("name", TranscriptName.PARAMETER.type());
  private static final Parameter<Format> FORMAT =
      new Parameter<>("format", ValueType.oneOf("FORMAT", Format.values()), "plain");
  private static final Parameter<Boolean> ECHO = flag("echo", "true");
  private static final Parameter<Integer> HISTORY = count("history", MOST_HISTORY);
  private static final Parameter<OptionalLong> SINCE =
      new Parameter<>(
          "since",
          new ValueType<>(
              "OFFSET", "an offset: a whole number of up to 18 digits", ChannelStep::offset),
          "");
  private static final Parameter<Boolean> PRESENCE = flag("presence", "false");
  private static final Parameter<Slow> SLOW =
      new Parameter<>("slow", ValueType.oneOf("WAY", Slow.values()), "close");

  private static final Parameter<Integer> GAP = count("gap", MOST_EACH);
  private static final Parameter<Integer> DUPLICATE = count("duplicate", MOST_EACH);
  private static final Parameter<Integer> REORDER = count("reorder", MOST_EACH);
  private static final Parameter<Boolean> LOST_HISTORY = flag("lost-history", "false");
  private static final Parameter<Duration> DELAY = duration("delay");
  private static final Parameter<Duration> SPLIT = duration("split-brain");
  private static final Parameter<Boolean> SPLIT_LOSES = flag("split-brain-loses", "false");

  private final ChannelHub hub;

  /** The step of these channels. */
  public ChannelStep(ChannelHub hub) {
    this.hub = hub;
  }

  private static Parameter<Boolean> flag(String name, String fallback) {
    return new Parameter<>(name, ValueType.flag(), fallback);
  }

  private static Parameter<Integer> count(String name, int most) {
    return new Parameter<>(name, ValueType.integer("N", 0, most), "0");
  }

  private static Parameter<Duration> duration(String name) {
    return new Parameter<>(name, ValueType.duration(Duration.ZERO, LONGEST_DELAY), "0s");
  }

  private static Optional<OptionalLong> offset(String text) {
    return Optional.of(text)
        .filter(digits -> digits.matches("\\d{0,18}"))
        .map(
            digits ->
                digits.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits)));
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "channel",
            MESSAGES,
            "Joins the channel of that name: every message of a member goes to all members, on both"
                + " engines and on all nodes, in one order. docs/channels.md describes the"
                + " parameters; those from gap on are faults, for this member only.")
        .path(NAME)
        .query(
            FORMAT,
            ECHO,
            HISTORY,
            SINCE,
            PRESENCE,
            SLOW,
            GAP,
            DUPLICATE,
            REORDER,
            LOST_HISTORY,
            DELAY,
            SPLIT,
            SPLIT_LOSES)
        .example("channel/tea", "> hello", "< hello", "> 0x00ff", "< 0x00ff")
        .example(
            "channel/coffee?format=json&echo=false",
            "< {\"type\":\"joined\",\"channel\":\"coffee\",…",
            "> hello",
            "< {\"type\":\"published\",\"offset\":…")
        .example("channel/milk?gap=2", "> one", "< one", "> two", "> three", "< three")
        .example("channel/sugar?duplicate=1", "> one", "< one", "< one")
        .example(
            "channel/water?reorder=2", "> one", "< one", "> two", "> three", "< three", "< two")
        .done();
  }

  /** Compression would be repeated for each member; a path can ask for it with {@code deflate}. */
  @Override
  public boolean exact() {
    return true;
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    return new ChannelAction(hub, arguments.get(NAME), opening.id(), options(arguments));
  }

  private static MemberOptions options(Arguments arguments) {
    return new MemberOptions(
            arguments.get(FORMAT),
            arguments.get(ECHO),
            arguments.get(HISTORY),
            arguments.get(SINCE),
            arguments.get(PRESENCE),
            arguments.get(SLOW),
            new FaultOptions(
                arguments.get(GAP),
                arguments.get(DUPLICATE),
                arguments.get(REORDER),
                arguments.get(LOST_HISTORY),
                arguments.get(DELAY),
                arguments.get(SPLIT),
                arguments.get(SPLIT_LOSES)))
        .checked();
  }

  /** What one is told who would open one channel too many. */
  static CloseStatus tooManyChannels(int most) {
    return new CloseStatus(
        CloseStatus.TRY_AGAIN_LATER,
        "All " + most + " channels are in use (--channels); try again later.");
  }
}
