package org.wsbin.diff;

/** A recording cannot be used; the message is a sentence that says why. */
public final class SideException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence for the user. */
  public SideException(String sentence) {
    super(sentence);
  }

  /** With a sentence for the user, and the cause. */
  SideException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
