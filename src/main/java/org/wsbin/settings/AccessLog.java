package org.wsbin.settings;

/** The format of the access log. */
public enum AccessLog {
  OFF,
  /** Names and values, such as {@code status=101}. */
  TEXT,
  /** A JSON object in each line. */
  JSON
}
