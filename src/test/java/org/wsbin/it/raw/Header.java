package org.wsbin.it.raw;

/** One header line. */
public record Header(String name, String value) {
  /** Splits a line at its first colon; the blanks around the value are not part of it. */
  static Header parse(String line) {
    int colon = line.indexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("Not a header line: \"" + line + "\".");
    }
    return new Header(line.substring(0, colon), line.substring(colon + 1).strip());
  }

  public String line() {
    return name + ": " + value;
  }
}
