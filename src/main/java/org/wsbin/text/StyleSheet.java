package org.wsbin.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The style of a report that is one page of HTML, and the policy that allows it. */
public final class StyleSheet {
  private StyleSheet() {}

  /** The text of a style sheet that lies beside that class. */
  public static String read(Class<?> beside, String file) {
    try (InputStream in = beside.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException("The style of the report cannot be read.", unreadable);
    }
  }

  /** A Content-Security-Policy that allows this style and nothing else. */
  public static String policy(String css) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(css.getBytes(UTF_8));
      return "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-"
          + Base64.getEncoder().encodeToString(hash)
          + "'";
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
