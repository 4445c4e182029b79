package org.wsbin.terminal;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsbin.client.ClientOptions;
import org.wsbin.protocol.Quoted;
import org.wsbin.settings.InvalidSettingException;
import org.wsbin.settings.ValueType;

/** The options of the command line about the connection. */
final class ConnectionOptions {
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Pattern HEADER = Pattern.compile("([^:]+):(.*)");
  private static final String PART = "(\\[[^\\]]*\\]|[^:]*)";
  private static final Pattern CONNECT_TO =
      Pattern.compile(PART + ":(\\d{0,5}):" + PART + ":(\\d{0,5})");
  private static final Pattern RESOLVE =
      Pattern.compile(PART + ":(\\d{1,5}):(\\[[^\\]]+\\]|[^:]+)");
  private static final Pattern AUTH = Pattern.compile("([^:]+):(.*)");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
  private static final Pattern PROXY =
      Pattern.compile(
          "(?:http://)?(?:([^:@]+):([^@]*)@)?(\\[[0-9a-fA-F:.]+\\]|[^:@/]+):(\\d{1,5})/?");

  private ConnectionOptions() {}

  /**
   * Sets the options. Credentials that are not given may be in the environment.
   *
   * @throws InvalidSettingException with a sentence, if an option is wrong
   */
  static void set(
      Map<Flag, List<String>> given, Map<String, String> environment, ClientOptions control) {
    try {
      handshake(given, control);
      credentials(given, environment, control);
      proxy(given, environment, control);
      detours(given, control);
      limits(given, control);
      Tls.of(given).ifPresent(context -> control.sslContext(context));
      control.hostNameChecked(!given.containsKey(Flag.NO_CHECK));
    } catch (IllegalArgumentException wrong) {
      throw new InvalidSettingException(wrong.getMessage());
    }
  }

  private static void handshake(Map<Flag, List<String>> given, ClientOptions control) {
    for (Secret header : Secret.all(Flag.HEADER, given)) {
      Matcher parts =
          parts(header, HEADER, "a name, a colon and a value, such as 'X-Colour: green', or @FILE");
      String name = parts.group(1).strip();
      if (given.containsKey(Flag.SERVER_VIEW) && name.equalsIgnoreCase(ServerView.HEADER)) {
        throw new InvalidSettingException(
            "The option --server-view sends the header Wsbin-Transcript itself: give the name with"
                + " --transcript NAME instead.");
      }
      if (name.equalsIgnoreCase("host")) {
        control.host(parts.group(2).strip());
      } else {
        control.header(name, parts.group(2).strip());
      }
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
    if (given.containsKey(Flag.NO_DEFLATE)) {
      control.noDeflate();
    }
  }

  private static void credentials(
      Map<Flag, List<String>> given, Map<String, String> environment, ClientOptions control) {
    Secret.of(Flag.AUTH, given, environment)
        .map(secret -> parts(secret, AUTH, "USER:PASSWORD, or @FILE"))
        .ifPresent(auth -> control.basic(auth.group(1), auth.group(2)));
    Secret.of(Flag.BEARER, given, environment)
        .map(secret -> parts(secret, TOKEN, "a token of letters, digits and -._~+/, or @FILE"))
        .ifPresent(token -> control.bearer(token.group()));
  }

  private static void proxy(
      Map<Flag, List<String>> given, Map<String, String> environment, ClientOptions control) {
    Secret.of(Flag.PROXY, given, environment)
        .map(secret -> parts(secret, PROXY, "[USER:PASSWORD@]HOST:PORT, or @FILE"))
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

  /** As curl has them; an IPv6 address is in brackets. */
  private static void detours(Map<Flag, List<String>> given, ClientOptions control) {
    for (String text : given.getOrDefault(Flag.CONNECT_TO, List.of())) {
      Matcher parts =
          matched(Flag.CONNECT_TO, text, CONNECT_TO, "HOST1:PORT1:HOST2:PORT2, as a.test:80::8080");
      control.connectTo(
          parts.group(1), number(parts.group(2)), parts.group(3), number(parts.group(4)));
    }
    for (String text : given.getOrDefault(Flag.RESOLVE, List.of())) {
      Matcher parts =
          matched(Flag.RESOLVE, text, RESOLVE, "HOST:PORT:ADDRESS, as a.test:443:192.0.2.1");
      control.connectTo(parts.group(1), number(parts.group(2)), parts.group(3), 0);
    }
  }

  private static Matcher matched(Flag flag, String text, Pattern pattern, String allowed) {
    Matcher parts = pattern.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "The option "
              + flag.option()
              + " is "
              + Quoted.of(text)
              + "; allowed is "
              + allowed
              + ".");
    }
    return parts;
  }

  private static int number(String digits) {
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
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

  private static Matcher parts(Secret secret, Pattern pattern, String allowed) {
    Matcher matcher = pattern.matcher(secret.value());
    if (!matcher.matches()) {
      throw secret.wrong(allowed);
    }
    return matcher;
  }
}
