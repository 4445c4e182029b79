package org.wsbin.it.clients;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wsbin.it.scenario.Examples;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.Duty;
import org.wsbin.scenario.Parameter;
import org.wsbin.scenario.Reaction;

/**
 * A fault with one of its values.
 *
 * @param name without {@code fault/}
 * @param value empty if it has none
 */
record PlayedFault(String name, String value, Declaration declaration) {
  private static final Duration PATIENCE = Duration.ofSeconds(16);
  private static final Duration CLOSE = Duration.ofSeconds(1);
  private static final Duration PING = Duration.ofSeconds(2);

  /** Every fault that exists with every value, or its example if there are many. */
  static List<PlayedFault> all() {
    return Examples.catalogue().declarations().stream()
        .filter(step -> step.name().startsWith("fault/"))
        .flatMap(PlayedFault::of)
        .toList();
  }

  private static Stream<PlayedFault> of(Declaration step) {
    String name = step.name().substring("fault/".length());
    if (step.path().isEmpty()) {
      return Stream.of(new PlayedFault(name, "", step));
    }
    Parameter<?> parameter = step.path().get(0);
    List<String> choices = parameter.type().form().choices();
    return (choices.isEmpty() ? List.of(example(step)) : choices)
        .stream().map(value -> new PlayedFault(name, value, step));
  }

  private static String example(Declaration step) {
    Matcher value =
        Pattern.compile(step.name() + "/([^/]+)").matcher(step.examples().get(0).path());
    return value.find() ? value.group(1) : "";
  }

  /** Such as {@code rsv/1}. */
  String label() {
    return value.isEmpty() ? name : name + "/" + value;
  }

  Duty duty() {
    return declaration.duty().orElseThrow();
  }

  /**
   * Whether bytes of its own show it; otherwise the handshake does, or that something is missing.
   */
  boolean hasBytes() {
    return declaration.sendsOctets();
  }

  /**
   * The visit of a client. If the duty is to close by itself, whatever the code, the user of the
   * client does not; if the fault shows after a ping, the client pings if it has an option.
   */
  Visit visit(URI base, String transcript) {
    return new Visit(
        label(),
        URI.create(
            base.toString().replaceFirst("^http", "ws")
                + "wire/fault/"
                + label()
                + "?transcript="
                + transcript),
        duty().strict().contains(Reaction.CLOSES) ? Duration.ZERO : CLOSE,
        duty().onset() == Duty.Onset.AFTER_PING ? PING : Duration.ZERO,
        PATIENCE);
  }

  /** Faults that keep a client connecting come last: some clients connect one at a time. */
  boolean delaysConnecting() {
    return name.equals("no-answer") || name.equals("delay");
  }
}
