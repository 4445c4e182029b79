package org.wsbin.terminal;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.Quoted;
import org.wsbin.settings.InvalidSettingException;
import org.wsbin.settings.ValueType;

/**
 * The options of the command line about a session, checked. Those about the connection are in
 * {@link ConnectionOptions}.
 *
 * @param execute empty if standard input is read
 * @param patience how long to wait before closing; empty waits for the peer to close
 */
record Options(
    URI uri,
    List<Command> execute,
    Optional<Duration> patience,
    boolean binary,
    boolean oneMessage,
    boolean verbose,
    boolean showPings,
    boolean json,
    boolean serverView,
    Optional<Path> output) {

  private static final Duration WAIT = Duration.ofSeconds(2);
  private static final ValueType<Duration> SECONDS =
      new ValueType<>(
          "SECONDS",
          "seconds from 0 to 86400, such as 2 or 0.5, or -1 to wait forever",
          Options::seconds);

  /**
   * Reads the options.
   *
   * @throws InvalidSettingException with a sentence, if an option is wrong
   */
  static Options of(String url, Map<Flag, List<String>> given) {
    return new Options(
        TranscriptFile.named(TargetUri.of(url), text(given, Flag.TRANSCRIPT)),
        given.getOrDefault(Flag.EXECUTE, List.of()).stream().map(Options::command).toList(),
        wait(given),
        given.containsKey(Flag.BINARY),
        given.containsKey(Flag.ONE_MESSAGE),
        given.containsKey(Flag.VERBOSE),
        given.containsKey(Flag.SHOW_PINGS),
        given.containsKey(Flag.JSON),
        given.containsKey(Flag.SERVER_VIEW),
        text(given, Flag.OUTPUT).map(Path::of));
  }

  private static Optional<Duration> wait(Map<Flag, List<String>> given) {
    Duration fallback = given.containsKey(Flag.ONE_MESSAGE) ? Duration.ofMillis(-1) : WAIT;
    return Optional.of(value(given, Flag.WAIT, SECONDS).orElse(fallback))
        .filter(wait -> !wait.isNegative());
  }

  private static Optional<Duration> seconds(String text) {
    if (text.equals("-1")) {
      return Optional.of(Duration.ofMillis(-1));
    }
    return Optional.of(text)
        .filter(t -> t.matches("\\d{1,5}(\\.\\d{1,3})?"))
        .map(t -> Duration.ofMillis(Math.round(Double.parseDouble(t) * 1000)))
        .filter(t -> t.compareTo(Duration.ofDays(1)) <= 0);
  }

  private static Command command(String text) {
    Command command = Command.parse(text);
    if (command instanceof Command.Wrong wrong) {
      throw new InvalidSettingException("The option --execute is wrong: " + wrong.sentence());
    }
    return command;
  }

  /** The value of an option that can be given only once. */
  static Optional<String> text(Map<Flag, List<String>> given, Flag flag) {
    return given.getOrDefault(flag, List.of()).stream().findFirst();
  }

  /**
   * The value of an option of that type.
   *
   * @throws InvalidSettingException if the text is not of that type
   */
  static <T> Optional<T> value(Map<Flag, List<String>> given, Flag flag, ValueType<T> type) {
    return text(given, flag)
        .map(
            text -> type.parser().apply(text).orElseThrow(() -> wrong(flag, text, type.allowed())));
  }

  static InvalidSettingException wrong(Flag flag, String value, String allowed) {
    return new InvalidSettingException(
        "The option "
            + flag.option()
            + " is "
            + Quoted.of(value)
            + "; allowed is "
            + allowed
            + ".");
  }
}
