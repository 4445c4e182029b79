package org.wsbin.protocol;

/**
 * The peer broke the protocol: the only thing that a decoder throws, whatever bytes it is given. It
 * has no stack trace, because the mistake is not in this program; its message is the violation's
 * sentence.
 */
public final class ViolationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Violation violation;

  ViolationException(Rule rule, String sentence) {
    this(new Violation(rule, sentence));
  }

  ViolationException(Violation violation) {
    super(violation.sentence(), null, false, false);
    this.violation = violation;
  }

  /** What was violated, how, and the close that answers it. */
  public Violation violation() {
    return violation;
  }
}
