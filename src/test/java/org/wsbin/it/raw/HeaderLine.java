package org.wsbin.it.raw;

/** One header line. */
public record HeaderLine(String name, String value) {
  /** Splits a line at its first colon; the blanks around the value are not part of it. */
  static HeaderLine parse(String line) {
    int colon = line.indexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("Not a header line: \"" + line + "\".");
    }
    return new HeaderLine(line.substring(0, colon), line.substring(colon + 1).strip());
  }

  public String line() {
    return name + ": " + value;
  }
}
