package org.wsbin.terminal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces secrets with three stars in what is shown of a handshake: credentials, cookies and
 * tokens in headers, users in URLs, and parameters of queries that are named like a secret. What a
 * message or the body of a refusal contains is shown as it is.
 */
final class SecretMask {
  private static final String MASK = "***";
  private static final Pattern HEADER = Pattern.compile("([^\\s:]+):\\s*(.*)");
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "authorization|cookie|token|secret|passw|api-?_?key|credential|signature|jwt");
  private static final Pattern SECRET_PARAMETER =
      Pattern.compile("key|sig|auth|pass|pwd|code|ticket");
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9-]*) +\\S.*");
  private static final Pattern COOKIE = Pattern.compile("([^=;]*=)[^;]*");
  private static final Pattern USER = Pattern.compile("(://)[^/?#\\s\"]*@");
  private static final Pattern PARAMETER = Pattern.compile("([?&]([^=&?\\s#\"]*)=)[^&\\s#\"]*");

  private SecretMask() {}

  /** The request line or a header line of a request. */
  static String line(String line) {
    Matcher header = HEADER.matcher(line);
    return header.matches()
        ? header.group(1) + ": " + value(header.group(1), header.group(2))
        : text(line);
  }

  /** A header line of a response. */
  static String line(Map.Entry<String, String> header) {
    return header.getKey() + ": " + value(header.getKey(), header.getValue());
  }

  /** All header lines of a response. */
  static List<String> lines(List<Map.Entry<String, String>> headers) {
    return headers.stream().map(SecretMask::line).toList();
  }

  /** A text with URLs in it. */
  static String text(String text) {
    String without = USER.matcher(text).replaceAll("$1***@");
    return PARAMETER
        .matcher(without)
        .replaceAll(
            found ->
                isSecret(found.group(2))
                    ? Matcher.quoteReplacement(found.group(1) + MASK)
                    : Matcher.quoteReplacement(found.group()));
  }

  private static boolean isSecret(String parameter) {
    String lower = parameter.toLowerCase(Locale.ROOT);
    return SECRET_NAME.matcher(lower).find() || SECRET_PARAMETER.matcher(lower).matches();
  }

  private static String value(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (value.isBlank() || !SECRET_NAME.matcher(lower).find()) {
      return text(value);
    }
    return switch (lower) {
      case "cookie" -> cookies(value);
      // the attributes behind the first pair are no secrets: Path, HttpOnly
      case "set-cookie" -> value.contains("=") ? COOKIE.matcher(value).replaceFirst("$1***") : MASK;
      case "authorization", "proxy-authorization" -> credentials(value);
      default -> MASK;
    };
  }

  private static String cookies(String value) {
    return value.contains("=") ? COOKIE.matcher(value).replaceAll("$1***") : MASK;
  }

  /** The scheme is no secret: {@code Basic ***} (RFC 9110 section 11.4). */
  private static String credentials(String value) {
    Matcher scheme = SCHEME.matcher(value);
    return scheme.matches() ? scheme.group(1) + " " + MASK : MASK;
  }
}
