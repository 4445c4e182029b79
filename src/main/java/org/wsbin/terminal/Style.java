package org.wsbin.terminal;

import java.util.Map;

/** Colours, if they are on. */
record Style(boolean coloured) {
  private static final String ESCAPE = "\u001b[";

  /** See no-color.org. */
  static Style of(boolean terminal, Map<String, String> environment) {
    return new Style(
        terminal
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb"));
  }

  String sent(String text) {
    return in("32", text);
  }

  String received(String text) {
    return in("36", text);
  }

  String aside(String text) {
    return in("2", text);
  }

  String bad(String text) {
    return in("31", text);
  }

  private String in(String colour, String text) {
    return coloured ? ESCAPE + colour + "m" + text + ESCAPE + "0m" : text;
  }
}
