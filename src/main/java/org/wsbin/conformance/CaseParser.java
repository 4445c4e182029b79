package org.wsbin.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the language of the cases. A line is {@code id | script | expected events | closing}; the
 * file says what each part may be.
 */
final class CaseParser {
  private static final Pattern FRAME =
      Pattern.compile(
          "([0-9A-F])(-)?(?:r([0-7]))?(?:c(\\d{1,9}))?(s)?(w)?(?:l([28]))?(?:l=([0-9a-f]{16}))?:(.*)");
  private static final Pattern MESSAGE = Pattern.compile("M([12])(?:f(\\d{1,9}))?:(.*)");
  private static final Pattern DATA = Pattern.compile("D(?:f(\\d{1,9}))?:(\\w+),(\\d{1,9})");
  private static final Pattern HEADER = Pattern.compile("hdr\\((\\d{1,9})\\)");
  private static final Pattern CLOSE = Pattern.compile("close\\((\\d{0,5})(?:,(.*))?\\)");
  private static final Pattern WAIT = Pattern.compile("wait (\\d{1,6}(?:\\.\\d+)?)(?: (\\w+))?");
  private static final Pattern KILL = Pattern.compile("kill (\\d{1,6}(?:\\.\\d+)?)");
  private static final Pattern END = Pattern.compile("end (\\d{1,6}(?:\\.\\d+)?)");
  private static final Pattern ECHOES = Pattern.compile("echo (\\d{1,9}) (.*)");
  private static final Pattern TIMES = Pattern.compile("times (\\d{1,6}) (.*)");
  private static final Pattern STALL = Pattern.compile("stall (\\d{1,3})");
  private static final Pattern HOLD = Pattern.compile("hold (\\d{1,3})");
  private static final Pattern EXPECTED = Pattern.compile("(OK|NS)=\\[(.*?)\\]");
  private static final Pattern EVENT = Pattern.compile("([TBP@])(\"[^\"]*\"|\\S+)");
  private static final Pattern CLOSING =
      Pattern.compile("(me|peer|any)\\{(\\d{1,5}(?:,\\d{1,5})*)?\\}(clean)?(!)?");

  private static final int MOST_CODE = 65_535;

  private CaseParser() {}

  /** The script of this text: steps with semicolons between. */
  static List<CaseStep> script(String text) {
    return Arrays.stream(text.split("; ", -1)).map(CaseParser::step).toList();
  }

  private static CaseStep step(String text) {
    Matcher echoes = ECHOES.matcher(text);
    Matcher header = HEADER.matcher(text);
    Matcher close = CLOSE.matcher(text);
    Matcher wait = WAIT.matcher(text);
    Matcher kill = KILL.matcher(text);
    Matcher end = END.matcher(text);
    if (echoes.matches()) {
      return new CaseStep.Echoes(Integer.parseInt(echoes.group(1)), sent(echoes.group(2)));
    } else if (header.matches()) {
      return new CaseStep.Header(Integer.parseInt(header.group(1)));
    } else if (text.startsWith("raw:")) {
      return new CaseStep.Octets(Payload.parse(text.substring("raw:".length())));
    } else if (close.matches()) {
      OptionalInt code =
          close.group(1).isEmpty() ? OptionalInt.empty() : OptionalInt.of(number(close.group(1)));
      if (code.orElse(0) > MOST_CODE) {
        throw new IllegalArgumentException(
            "\"" + text + "\" has no close code: those end at " + MOST_CODE + ".");
      }
      return new CaseStep.Close(
          code, close.group(2) == null ? Payload.EMPTY : Payload.parse(close.group(2)));
    } else if (wait.matches()) {
      return new CaseStep.Wait(seconds(wait.group(1)), Optional.ofNullable(wait.group(2)));
    } else if (kill.matches()) {
      return new CaseStep.Kill(seconds(kill.group(1)));
    } else if (end.matches()) {
      return new CaseStep.End(seconds(end.group(1)));
    }
    return unusual(text).orElseGet(() -> sent(text));
  }

  /** What only wsbin's own cases do. */
  private static Optional<CaseStep> unusual(String text) {
    Matcher times = TIMES.matcher(text);
    Matcher stall = STALL.matcher(text);
    Matcher hold = HOLD.matcher(text);
    if (times.matches() && sent(times.group(2)) instanceof CaseStep.Frame frame) {
      return Optional.of(new CaseStep.Times(Integer.parseInt(times.group(1)), frame));
    } else if (stall.matches()) {
      return Optional.of(new CaseStep.Stall(seconds(stall.group(1))));
    } else if (hold.matches()) {
      return Optional.of(new CaseStep.Hold(seconds(hold.group(1))));
    }
    return text.equals("fin") ? Optional.of(new CaseStep.EndOutput()) : Optional.empty();
  }

  private static CaseStep.Sent sent(String text) {
    Matcher message = MESSAGE.matcher(text);
    if (message.matches()) {
      return new CaseStep.Message(
          Integer.parseInt(message.group(1)),
          number(message.group(2)),
          Payload.parse(message.group(3)));
    }
    Matcher data = DATA.matcher(text);
    if (data.matches()) {
      return new CaseStep.Data(
          DataFile.named(data.group(2)), Integer.parseInt(data.group(3)), number(data.group(1)));
    }
    Matcher frame = FRAME.matcher(text);
    if (frame.matches()) {
      return new CaseStep.Frame(
          frame.group(2) == null,
          number(frame.group(3)),
          Integer.parseInt(frame.group(1), 16),
          number(frame.group(4)),
          frame.group(5) != null,
          Payload.parse(frame.group(9)),
          new FrameForm(
              frame.group(6) != null,
              frame.group(7) == null ? OptionalInt.empty() : OptionalInt.of(number(frame.group(7))),
              frame.group(8) == null
                  ? OptionalLong.empty()
                  : OptionalLong.of(Long.parseUnsignedLong(frame.group(8), 16))));
    }
    throw new IllegalArgumentException("\"" + text + "\" is no step of a case.");
  }

  /**
   * The lists of events that a case expects, by verdict: the best comes first. None for {@code -}.
   */
  static Map<Verdicts.Behaviour, List<Event>> expected(String text) {
    Map<Verdicts.Behaviour, List<Event>> expected = new LinkedHashMap<>();
    Matcher lists = EXPECTED.matcher(text);
    while (lists.find()) {
      expected.put(
          lists.group(1).equals("OK") ? Verdicts.Behaviour.OK : Verdicts.Behaviour.NON_STRICT,
          events(lists.group(2)));
    }
    if (!text.equals("-") && (expected.isEmpty() || !lists.replaceAll("").isBlank())) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not what a case may expect, such as OK=[T\"hi\"], or -.");
    }
    return expected;
  }

  private static List<Event> events(String list) {
    List<Event> events = new ArrayList<>();
    Matcher each = EVENT.matcher(list);
    while (each.find()) {
      events.add(event(each.group(1), each.group(2)));
    }
    if (!each.replaceAll("").isBlank()) {
      throw new IllegalArgumentException("\"" + list + "\" is no list of events.");
    }
    return events;
  }

  private static Event event(String kind, String what) {
    return switch (kind) {
      case "T" -> Event.of(Event.Kind.TEXT, Payload.parse(what));
      case "B" -> Event.of(Event.Kind.BINARY, Payload.parse(what));
      case "P" -> Event.of(Event.Kind.PONG, Payload.parse(what));
      default -> Event.time(what);
    };
  }

  /** How the connection is expected to close. */
  static ExpectedClose closing(String text) {
    Matcher closing = CLOSING.matcher(text);
    if (!closing.matches() || text.startsWith("me{}")) {
      throw new IllegalArgumentException("\"" + text + "\" is no way to close a case.");
    }
    String codes = Optional.ofNullable(closing.group(2)).orElse("");
    return new ExpectedClose(
        !closing.group(1).equals("peer"),
        Arrays.stream(codes.split(",", -1))
            .filter(code -> !code.isEmpty())
            .map(Integer::valueOf)
            .toList(),
        closing.group(3) != null,
        closing.group(4) != null,
        closing.group(1).equals("any"));
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static Duration seconds(String number) {
    return Duration.ofMillis(Math.round(Double.parseDouble(number) * 1000));
  }
}
