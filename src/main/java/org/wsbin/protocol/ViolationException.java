package org.wsbin.protocol;

/**
 * The peer violated the protocol. Decoders throw nothing else, whatever the bytes. It has no stack
 * trace, because the error is not in this program; its message is the sentence of the violation.
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

  /** The violated rule, the sentence, and the close code. */
  public Violation violation() {
    return violation;
  }
}
