package org.wsbin.settings;

/** How the access log is written. */
public enum AccessLog {
  OFF,
  /** A line of words and {@code name=value} pairs. */
  TEXT,
  /** A line of JSON. */
  JSON
}
