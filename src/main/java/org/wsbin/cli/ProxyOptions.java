package org.wsbin.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.wsbin.protocol.Quoted;
import org.wsbin.proxy.EndHow;
import org.wsbin.proxy.FrameChanges;
import org.wsbin.proxy.HeadChanges;
import org.wsbin.proxy.Proxy;
import org.wsbin.proxy.ProxySettings;
import org.wsbin.proxy.ProxyTarget;
import org.wsbin.proxy.ProxyTimes;
import org.wsbin.settings.InvalidSettingException;
import org.wsbin.settings.ValueType;
import picocli.CommandLine.ParseResult;

/** Reads the options of {@code proxy}. Each wrong one is an {@link InvalidSettingException}. */
final class ProxyOptions {
  static final String HOST = "--host";
  static final String PORT = "--port";
  static final String INSECURE = "--insecure";
  static final String IDLE_TIMEOUT = "--idle-timeout";
  static final String IDLE_END = "--idle-end";
  static final String PINGS_ARE_IDLE = "--pings-are-idle";
  static final String MAX_AGE = "--max-age";
  static final String STRIP = "--strip";
  static final String STRIP_RESPONSE = "--strip-response";
  static final String ADD = "--add";
  static final String SET = "--set";
  static final String HTTP = "--http";
  static final String STRIP_COMPRESSION = "--strip-compression";
  static final String REPLY = "--reply";
  static final String MAX_FRAME = "--max-frame";
  static final String MAX_MESSAGE = "--max-message";
  static final String LIMIT_END = "--limit-end";
  static final String BUFFER = "--buffer";
  static final String LATENCY = "--latency";
  static final String SWALLOW_PINGS = "--swallow-pings";
  static final String ANSWER_PINGS = "--answer-pings";
  static final String REFRAME = "--reframe";
  static final String CLOSE_CODE = "--close-code";
  static final String DROP_CLOSE = "--drop-close";
  static final String MAX_CONNECTIONS = "--max-connections";
  static final String SMUGGLE = "--smuggle";

  static final String STANDARD_HOST = "127.0.0.1";
  static final String STANDARD_PORT = "9000";

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String FIELD = TOKEN + ":[^\\r\\n\\x00]*";
  private static final String NONE = "none";

  private static final ValueType<Duration> TIMEOUT =
      ValueType.duration(Duration.ofMillis(10), Duration.ofHours(24));
  private static final ValueType<Duration> DELAY =
      ValueType.duration(Duration.ofMillis(1), Duration.ofMinutes(1));
  private static final ValueType<Long> LIMIT = ValueType.size(0, 1L << 40);
  private static final ValueType<Long> FRAME = ValueType.size(1, 1L << 20);
  private static final ValueType<Integer> PORTS = ValueType.integer("N", 0, 65535);
  private static final ValueType<Integer> STATUS = ValueType.integer("STATUS", 200, 599);
  private static final ValueType<Integer> CONNECTIONS =
      ValueType.integer("N", 1, Proxy.MOST_CONNECTIONS);
  private static final ValueType<EndHow> IDLE_ENDS = ValueType.oneOf("HOW", EndHow.values());
  private static final ValueType<EndHow> LIMIT_ENDS =
      new ValueType<>("HOW", "1009, fin or rst", ProxyOptions::limitEnd);

  private final ParseResult parsed;

  ProxyOptions(ParseResult parsed) {
    this.parsed = parsed;
  }

  ProxySettings settings() {
    return new ProxySettings(
        text(HOST).orElse(STANDARD_HOST),
        value(PORT, PORTS).orElse(Integer.valueOf(STANDARD_PORT)),
        target(),
        heads(),
        frames(),
        times(),
        integer(MAX_CONNECTIONS, CONNECTIONS),
        flag(SMUGGLE));
  }

  private HeadChanges heads() {
    text(HTTP)
        .filter(version -> !version.equals("1.0"))
        .ifPresent(
            version -> {
              throw wrong(HTTP, version, "1.0");
            });
    return new HeadChanges(
        names(STRIP),
        names(STRIP_RESPONSE),
        fields(ADD),
        fields(SET),
        text(HTTP).isPresent(),
        flag(STRIP_COMPRESSION),
        integer(REPLY, STATUS));
  }

  private FrameChanges frames() {
    needs(LIMIT_END, Set.of(MAX_FRAME, MAX_MESSAGE));
    return new FrameChanges(
        size(MAX_FRAME),
        size(MAX_MESSAGE),
        value(LIMIT_END, LIMIT_ENDS).orElse(EndHow.CLOSE),
        flag(SWALLOW_PINGS),
        flag(ANSWER_PINGS),
        value(REFRAME, FRAME).map(s -> OptionalInt.of(s.intValue())).orElse(OptionalInt.empty()),
        closeCodes(),
        flag(DROP_CLOSE));
  }

  private ProxyTimes times() {
    needs(IDLE_END, Set.of(IDLE_TIMEOUT, MAX_AGE));
    needs(PINGS_ARE_IDLE, Set.of(IDLE_TIMEOUT));
    return new ProxyTimes(
        value(IDLE_TIMEOUT, TIMEOUT),
        flag(PINGS_ARE_IDLE),
        value(MAX_AGE, TIMEOUT),
        value(IDLE_END, IDLE_ENDS).orElse(EndHow.FIN),
        value(BUFFER, DELAY).orElse(Duration.ZERO),
        value(LATENCY, DELAY).orElse(Duration.ZERO));
  }

  private static Optional<EndHow> limitEnd(String text) {
    return switch (text) {
      case "1009" -> Optional.of(EndHow.CLOSE);
      case "fin" -> Optional.of(EndHow.FIN);
      case "rst" -> Optional.of(EndHow.RST);
      default -> Optional.empty();
    };
  }

  private void needs(String option, Set<String> others) {
    if (parsed.hasMatchedOption(option) && others.stream().noneMatch(parsed::hasMatchedOption)) {
      throw new InvalidSettingException(
          "The option "
              + option
              + " does nothing alone; give "
              + String.join(" or ", others.stream().sorted().toList())
              + " too.");
    }
  }

  private boolean flag(String option) {
    return parsed.hasMatchedOption(option);
  }

  private Optional<String> text(String option) {
    return Optional.ofNullable(parsed.matchedOptionValue(option, (String) null));
  }

  private <T> Optional<T> value(String option, ValueType<T> type) {
    return text(option)
        .map(
            text ->
                type.parser().apply(text).orElseThrow(() -> wrong(option, text, type.allowed())));
  }

  private OptionalInt integer(String option, ValueType<Integer> type) {
    return value(option, type).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private OptionalLong size(String option) {
    return value(option, LIMIT).map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  private List<String> many(String option) {
    return parsed.matchedOptionValue(option, List.<String>of());
  }

  private List<String> names(String option) {
    for (String name : many(option)) {
      if (!name.matches(TOKEN)) {
        throw wrong(option, name, "the name of a header, such as Upgrade");
      }
    }
    return many(option);
  }

  private List<Map.Entry<String, String>> fields(String option) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (String line : many(option)) {
      if (!line.matches(FIELD)) {
        throw wrong(option, line, "'NAME: VALUE'");
      }
      int colon = line.indexOf(':');
      fields.add(Map.entry(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return fields;
  }

  private Map<Integer, Integer> closeCodes() {
    Map<Integer, Integer> codes = new HashMap<>();
    for (String pair : many(CLOSE_CODE)) {
      String allowed = "FROM=TO with codes from 1000 to 4999, such as 1000=1006, or none for one";
      if (!pair.matches("([1-4]\\d{3}|none)=([1-4]\\d{3}|none)")) {
        throw wrong(CLOSE_CODE, pair, allowed);
      }
      if (pair.startsWith("1006=")) { // which stands for the end of TCP, and is in no frame
        throw wrong(CLOSE_CODE, pair, "a code that a close frame can have as the first");
      }
      String[] both = pair.split("=", 2);
      codes.put(
          both[0].equals(NONE) ? FrameChanges.WITHOUT_CODE : Integer.valueOf(both[0]),
          both[1].equals(NONE) ? FrameChanges.WITHOUT_CLOSE : Integer.valueOf(both[1]));
    }
    return codes;
  }

  private ProxyTarget target() {
    List<String> targets = parsed.matchedPositionalValue(0, List.<String>of());
    if (targets.isEmpty()) {
      throw new InvalidSettingException(
          "The target is missing. Example: wsbin proxy --idle-timeout 30s http://localhost:8000");
    }
    if (targets.size() > 1) {
      throw new InvalidSettingException(
          "The target is followed by "
              + Quoted.of(targets.get(1))
              + "; only one is allowed. Put quotes around a value with spaces.");
    }
    return target(targets.get(0));
  }

  private ProxyTarget target(String text) {
    try {
      URI uri = new URI(text.contains("://") ? text : "http://" + text);
      boolean secure = Set.of("https", "wss").contains(String.valueOf(uri.getScheme()));
      boolean plain = Set.of("http", "ws").contains(String.valueOf(uri.getScheme()));
      boolean bare = String.valueOf(uri.getRawPath()).matches("/?") && uri.getRawQuery() == null;
      boolean port = uri.getPort() != 0 && uri.getPort() < 65536;
      if ((secure || plain)
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getFragment() == null
          && bare
          && port) {
        int standard = secure ? 443 : 80;
        return new ProxyTarget(
            uri.getHost().replaceAll("[\\[\\]]", ""),
            uri.getPort() < 0 ? standard : uri.getPort(),
            secure,
            flag(INSECURE));
      }
    } catch (URISyntaxException wrong) {
      // the sentence below says it
    }
    throw new InvalidSettingException(
        "The target is "
            + Quoted.of(text)
            + "; allowed is http://HOST:PORT, https://…, ws://… or wss://…, without a path.");
  }

  private static InvalidSettingException wrong(String option, String value, String allowed) {
    return new InvalidSettingException(
        "The option " + option + " is " + Quoted.of(value) + "; allowed is " + allowed + ".");
  }
}
