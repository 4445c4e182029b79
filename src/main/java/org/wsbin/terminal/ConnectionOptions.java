package org.wsbin.terminal;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsbin.client.ClientOptions;
import org.wsbin.settings.InvalidSettingException;
import org.wsbin.settings.ValueType;

/** The options of the command line about the connection. */
final class ConnectionOptions {
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Pattern HEADER = Pattern.compile("([^:]+):(.*)");
  private static final Pattern AUTH = Pattern.compile("([^:]+):(.*)");
  private static final Pattern PROXY =
      Pattern.compile(
          "(?:http://)?(?:([^:@]+):([^@]*)@)?(\\[[0-9a-fA-F:.]+\\]|[^:@/]+):(\\d{1,5})/?");

  private ConnectionOptions() {}

  /**
   * Sets the options.
   *
   * @throws InvalidSettingException with a sentence, if an option is wrong
   */
  static void set(Map<Flag, List<String>> given, ClientOptions control) {
    try {
      handshake(given, control);
      proxy(given, control);
      limits(given, control);
      Tls.of(given).ifPresent(context -> control.sslContext(context));
      control.hostNameChecked(!given.containsKey(Flag.NO_CHECK));
    } catch (IllegalArgumentException wrong) {
      throw new InvalidSettingException(wrong.getMessage());
    }
  }

  private static void handshake(Map<Flag, List<String>> given, ClientOptions control) {
    for (String header : given.getOrDefault(Flag.HEADER, List.of())) {
      Matcher parts =
          parts(
              Flag.HEADER,
              HEADER,
              header,
              "a name, a colon and a value, such as 'X-Colour: green'");
      control.header(parts.group(1).strip(), parts.group(2).strip());
    }
    Options.text(given, Flag.ORIGIN).ifPresent(control::origin);
    List<String> names =
        given.getOrDefault(Flag.SUBPROTOCOL, List.of()).stream()
            .flatMap(list -> Arrays.stream(list.split(",", -1)))
            .map(String::strip)
            .toList();
    if (!names.isEmpty()) {
      control.subprotocols(names.toArray(String[]::new));
    }
    Options.text(given, Flag.AUTH)
        .map(text -> parts(Flag.AUTH, AUTH, text, "USER:PASSWORD"))
        .ifPresent(auth -> control.basic(auth.group(1), auth.group(2)));
    Options.text(given, Flag.BEARER).ifPresent(control::bearer);
    if (given.containsKey(Flag.NO_DEFLATE)) {
      control.noDeflate();
    }
  }

  private static void proxy(Map<Flag, List<String>> given, ClientOptions control) {
    Options.text(given, Flag.PROXY)
        .map(text -> parts(Flag.PROXY, PROXY, text, "[USER:PASSWORD@]HOST:PORT"))
        .ifPresent(
            proxy -> {
              String host = proxy.group(3);
              int port = Integer.parseInt(proxy.group(4));
              if (proxy.group(1) == null) {
                control.proxy(host, port);
              } else {
                control.proxy(host, port, proxy.group(1), proxy.group(2));
              }
            });
  }

  private static void limits(Map<Flag, List<String>> given, ClientOptions control) {
    Options.value(given, Flag.CONNECT_TIMEOUT, ValueType.duration(Duration.ofMillis(1), LONGEST))
        .ifPresent(control::connectTimeout);
    Options.value(given, Flag.PING_INTERVAL, ValueType.duration(Duration.ZERO, LONGEST))
        .ifPresent(control::pingInterval);
    control.maxMessage(
        Options.value(given, Flag.MAX_MESSAGE, ValueType.size(1, 1024L << 30))
            .orElse(Long.MAX_VALUE));
  }

  /** A secret is never shown. */
  private static Matcher parts(Flag flag, Pattern pattern, String text, String allowed) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      boolean secret = flag == Flag.AUTH || text.contains("@");
      throw Options.wrong(flag, secret ? "***" : text, allowed);
    }
    return matcher;
  }
}
