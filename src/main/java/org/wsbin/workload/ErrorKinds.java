package org.wsbin.workload;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.wsbin.text.PlainText;

/** Failures of sockets, in the words of the report. */
final class ErrorKinds {
  private static final String NO_PORT = "connect: no free port";

  /** By what Java's message contains, in lower case. */
  private static final Map<String, String> CONNECTING =
      Map.of(
          "refused", "connect: refused",
          "timed out", "connect: timeout",
          "unreachable", "connect: no route",
          "no route", "connect: no route",
          "cannot assign", NO_PORT,
          "address already in use", NO_PORT,
          "too many open files", "connect: too many open files");

  private static final int MOST_CHARACTERS = 120;

  private ErrorKinds() {}

  /**
   * The kind of a failure.
   *
   * @param opened whether the handshake was over
   */
  static String of(IOException failed, boolean opened) {
    String message = String.valueOf(failed.getMessage());
    if (failed instanceof SSLException) {
      return "TLS: " + tls(message);
    }
    if (opened) {
      return "closed 1006: TCP was reset";
    }
    String lower = message.toLowerCase(Locale.ROOT);
    return CONNECTING.entrySet().stream()
        .filter(each -> lower.contains(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(
            () ->
                lower.contains("reset") || lower.contains("broken pipe")
                    ? "handshake: TCP was reset"
                    : "connect: " + shortened(message));
  }

  private static String tls(String message) {
    if (message.contains("PKIX path")) {
      return "the certificate is not trusted; --ca FILE trusts it, --no-check trusts any";
    }
    return message.startsWith("No name matching") || message.startsWith("No subject alternative")
        ? "the certificate is for another host; --no-check takes it"
        : shortened(message);
  }

  private static String shortened(String message) {
    String plain = PlainText.of(message);
    return plain.length() > MOST_CHARACTERS ? plain.substring(0, MOST_CHARACTERS) + "…" : plain;
  }
}
