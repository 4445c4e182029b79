package org.wsbin.conformance;

import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.conformance.Verdicts.Close;

/** A verdict as HTML: its word, and a class for the colour. */
final class HtmlVerdict {
  private HtmlVerdict() {}

  static String of(Behaviour verdict) {
    return "<b class=\"%s\">%s</b>".formatted(tone(verdict), verdict);
  }

  /** With something behind the word, such as a close code. */
  static String of(Close verdict, String more) {
    return "<b class=\"%s\">Close %s%s</b>".formatted(tone(verdict), verdict, more);
  }

  static String tone(Behaviour verdict) {
    return switch (verdict) {
      case OK -> "ok";
      case NON_STRICT -> "lax";
      case INFORMATIONAL -> "info";
      case UNIMPLEMENTED -> "none";
      case FAILED -> "failed";
    };
  }

  static String tone(Close verdict) {
    return switch (verdict) {
      case OK -> "ok";
      case INFORMATIONAL -> "info";
      default -> "failed";
    };
  }
}
