package org.wsbin.scenario;

/** A client asked for something that is not on offer; the message is a sentence for it. */
public final class BadParameterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** Answered with 400. */
  public BadParameterException(String sentence) {
    this(400, sentence);
  }

  /** Answered with that status. */
  public BadParameterException(int status, String sentence) {
    super(sentence);
    this.status = status;
  }

  /** The status of the answer. */
  public int status() {
    return status;
  }
}
