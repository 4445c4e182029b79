package org.wsbin.cluster;

/**
 * Which log.
 *
 * @param name unique within its kind
 */
public record LogKey(Kind kind, String name) {
  /** What a log is for; it decides how much is kept. */
  public enum Kind {
    TRANSCRIPT,
    CHANNEL,
    RESULTS
  }
}
