package org.wsbin.protocol;

/**
 * What a peer did wrong, and so why the connection fails (RFC 6455 section 7.1.7).
 *
 * @param sentence what was found and what is allowed
 */
public record Violation(Rule rule, String sentence) {

  /** The close frame that says so. */
  public CloseStatus close() {
    return new CloseStatus(rule.closeCode(), sentence);
  }
}
