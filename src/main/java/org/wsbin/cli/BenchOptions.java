package org.wsbin.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.Quoted;
import org.wsbin.settings.InvalidSettingException;
import org.wsbin.settings.ValueType;
import org.wsbin.terminal.BenchRun;
import org.wsbin.text.Words;
import org.wsbin.workload.LoadScenario;
import org.wsbin.workload.LoadSettings;
import org.wsbin.workload.MessageContent;
import org.wsbin.workload.MessageSizes;
import org.wsbin.workload.Threshold;
import picocli.CommandLine.ParseResult;

/**
 * The options of {@code bench}, as they were given; each getter throws a sentence if it is wrong.
 */
record BenchOptions(ParseResult parsed) {
  static final String RATE = "--rate";
  static final String CONNECTIONS = "--connections";
  static final String RAMP = "--ramp";
  static final String SIZE = "--size";
  static final String CONTENT = "--content";
  static final String INFLIGHT = "--inflight";
  static final String DURATION = "--duration";
  static final String WARMUP = "--warmup";
  static final String DRAIN = "--drain";
  static final String SCENARIO = "--scenario";
  static final String PUBLISHERS = "--publishers";
  static final String THREADS = "--threads";
  static final String FAIL_IF = "--fail-if";
  static final String HTML = "--html";
  static final String SVG = "--svg";
  static final String HISTOGRAMS = "--hdr-log";

  /** How many unanswered messages a connection may have, with a rate and without. */
  static final int INFLIGHT_WITH_RATE = 1000;

  private static final int INFLIGHT_WITHOUT_RATE = 1;
  private static final int USUAL_CONNECTIONS = 10;
  private static final int USUAL_SIZE = 125;
  private static final Duration LONGEST = Duration.ofHours(24);

  private static final ValueType<Double> RATES =
      new ValueType<>(
          "N",
          "a number a second from 0.01 to 10000000, such as 500 or 0.5",
          text ->
              Optional.of(text)
                  .filter(t -> t.matches("\\d{1,8}(\\.\\d{1,3})?"))
                  .map(Double::valueOf)
                  .filter(rate -> rate >= 0.01 && rate <= LoadSettings.MOST_RATE));

  private static final ValueType<MessageSizes> SIZES =
      new ValueType<>(
          "SIZE",
          "a size such as 125 or 64k, or two for a range, such as 16..4k, from 0 to 64m",
          MessageSizes::parse);

  private static final ValueType<Threshold> THRESHOLDS =
      new ValueType<>("CONDITION", Threshold.ALLOWED, Threshold::parse);

  /** All of them. */
  BenchRun.Choice choice() {
    LoadScenario scenario =
        value(SCENARIO, ValueType.oneOf("SCENARIO", LoadScenario.values()))
            .orElse(LoadScenario.ECHO);
    checkFor(scenario);
    Optional<Double> rate = value(RATE, RATES);
    int usualInflight = rate.isPresent() ? INFLIGHT_WITH_RATE : INFLIGHT_WITHOUT_RATE;
    return new BenchRun.Choice(
        scenario,
        rate,
        number(CONNECTIONS, LoadSettings.MOST_CONNECTIONS).orElse(USUAL_CONNECTIONS),
        number(PUBLISHERS, LoadSettings.MOST_CONNECTIONS).orElse(1),
        number(INFLIGHT, LoadSettings.MOST_INFLIGHT).orElse(usualInflight),
        duration(DURATION, Duration.ofSeconds(1)).orElse(Duration.ofSeconds(10)),
        duration(WARMUP, Duration.ZERO).orElse(Duration.ofSeconds(2)),
        duration(RAMP, Duration.ZERO).orElse(Duration.ZERO),
        duration(DRAIN, Duration.ZERO).orElse(Duration.ofSeconds(5)),
        value(SIZE, SIZES).orElse(new MessageSizes(USUAL_SIZE, USUAL_SIZE)),
        value(CONTENT, contents()).orElse(MessageContent.TEXT),
        number(THREADS, LoadSettings.MOST_THREADS).orElse(1),
        parsed.matchedOptionValue(FAIL_IF, List.<String>of()).stream()
            .map(text -> read(FAIL_IF, text, THRESHOLDS))
            .toList(),
        text(HTML).map(Path::of),
        text(SVG).map(Path::of),
        text(HISTOGRAMS).map(Path::of));
  }

  /** An option that would do nothing is more likely a mistake. */
  private void checkFor(LoadScenario scenario) {
    if (scenario != LoadScenario.CHANNEL) {
      refuse(
          PUBLISHERS, "goes with --scenario channel only; the scenario is " + Words.of(scenario));
    }
    if (scenario == LoadScenario.CONNECT) {
      List.of(INFLIGHT, SIZE, CONTENT)
          .forEach(
              each -> refuse(each, "does not go with --scenario connect, which sends nothing"));
      refuse(RAMP, "does not go with --scenario connect; --rate says how fast connections open");
    }
    if (scenario == LoadScenario.SINK && text(RATE).isEmpty()) {
      refuse(INFLIGHT, "does not go with --scenario sink without --rate: nothing is answered");
    }
  }

  private void refuse(String option, String why) {
    if (text(option).isPresent()) {
      throw new InvalidSettingException("The option " + option + " " + why + ".");
    }
  }

  private static ValueType<MessageContent> contents() {
    Map<String, MessageContent> byWord = new LinkedHashMap<>();
    for (MessageContent content : MessageContent.values()) {
      byWord.put(Words.of(content), content);
    }
    return ValueType.choice("CONTENT", byWord);
  }

  private Optional<Integer> number(String option, int most) {
    return value(option, ValueType.integer("N", 1, most));
  }

  private Optional<Duration> duration(String option, Duration least) {
    return value(option, ValueType.duration(least, LONGEST));
  }

  private <T> Optional<T> value(String option, ValueType<T> type) {
    return text(option).map(text -> read(option, text, type));
  }

  private static <T> T read(String option, String text, ValueType<T> type) {
    return type.parser()
        .apply(text)
        .orElseThrow(
            () ->
                new InvalidSettingException(
                    "The option "
                        + option
                        + " is "
                        + Quoted.plain(text)
                        + "; allowed is "
                        + type.allowed()
                        + "."));
  }

  private Optional<String> text(String option) {
    return Optional.ofNullable(parsed.matchedOptionValue(option, (String) null));
  }
}
