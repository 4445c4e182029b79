package org.wsbin.scenario;

/** A client asked for something that is not on offer; the message is a sentence for it. */
public final class BadParameterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadParameterException(String sentence) {
    super(sentence);
  }
}
