package org.wsbin.scenario;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.Rule;
import org.wsbin.protocol.Violation;
import org.wsbin.scenario.ClientConduct.AfterFault;
import org.wsbin.scenario.ClientConduct.FaultNotSent;
import org.wsbin.scenario.ClientConduct.HandshakeRefused;

/**
 * What was seen of a client, in words: {@code unsent}; {@code refused 503}; {@code open}; or how
 * TCP ended, such as {@code fin}, with more words in any order: {@code 1002} or {@code no-code} for
 * its close frame, {@code server-1001} for one of the server before it, {@code raw-close} for a
 * close among the bytes of the fault, {@code message}, {@code ping}, {@code pong}, {@code
 * violation}, {@code late} for ten seconds instead of three milliseconds.
 */
public final class ConductExamples {
  private ConductExamples() {}

  /** The conduct of these words. */
  public static ClientConduct of(String words) {
    if (words.equals("unsent")) {
      return new FaultNotSent();
    }
    if (words.startsWith("refused ")) {
      return new HandshakeRefused(Integer.parseInt(words.substring("refused ".length())));
    }
    ConnectionState state = ConnectionState.OPEN;
    Optional<EndOfStream> end = Optional.empty();
    Optional<Violation> violation = Optional.empty();
    long messages = 0;
    long pings = 0;
    long pongs = 0;
    Duration time = Duration.ofMillis(3);
    for (String word : words.split(" ", -1)) {
      switch (word) {
        case "open" -> end = Optional.empty();
        case "message" -> messages++;
        case "ping" -> pings++;
        case "pong" -> pongs++;
        case "late" -> time = Duration.ofSeconds(10);
        case "violation" ->
            violation = Optional.of(new Violation(Rule.MASKING, "A frame is not masked."));
        case "raw-close" -> state = state.sent(CloseFrame.WITHOUT_CODE);
        case "no-code" -> state = state.received(CloseFrame.WITHOUT_CODE);
        default -> {
          if (word.startsWith("server-")) {
            int code = Integer.parseInt(word.substring("server-".length()));
            state = state.sent(CloseFrame.of(code, ""));
          } else if (word.matches("\\d+")) {
            state = state.received(CloseFrame.of(Integer.parseInt(word), ""));
          } else {
            end = Optional.of(EndOfStream.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')));
          }
        }
      }
    }
    ConnectionState last = end.isPresent() ? state.ended() : state;
    return new AfterFault(last, end, violation, messages, pings, pongs, time);
  }
}
