package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The style sheet of the page: the filters are rules too, so that it needs no script. */
record HtmlStyle(String css) {
  private static final String FILE = "report.css";

  /** With the rules for filters of the catalogue's groups and of all agents that there may be. */
  static HtmlStyle of(CaseCatalogue catalogue) {
    StringBuilder rules = new StringBuilder(file());
    for (CaseId group : catalogue.groups().keySet()) {
      rules.append(
          "body:has(#g%1$s:checked) .group:not(.g%1$s) { display: none; }\n".formatted(group));
    }
    for (int agent = 0; agent < Results.MOST_AGENTS; agent++) {
      rules.append(
          """
          body:has(#a%1$s:checked) .by:not(.a%1$s) { display: none; }
          body:has(#failed:checked):has(#a%1$s:checked) .can:not(.f%1$s) { display: none; }
          """
              .formatted(agent));
    }
    return new HtmlStyle(rules.toString());
  }

  private static String file() {
    try (InputStream file = HtmlStyle.class.getResourceAsStream(FILE)) {
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException("The style of the report cannot be read.", unreadable);
    }
  }

  /** A Content-Security-Policy that allows this style and nothing else. */
  String policy() {
    return "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-"
        + Base64.getEncoder().encodeToString(sha256(css.getBytes(UTF_8)))
        + "'";
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
