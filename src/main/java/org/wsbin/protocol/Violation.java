package org.wsbin.protocol;

/**
 * A violation by the peer, which fails the connection (RFC 6455 section 7.1.7).
 *
 * @param sentence what was found and what is allowed
 */
public record Violation(Rule rule, String sentence) {

  /** The close frame that says so. */
  public CloseStatus close() {
    return new CloseStatus(rule.closeCode(), sentence);
  }
}
