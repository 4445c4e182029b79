package org.wsbin.scenario;

/** The client requested something invalid. The message is a sentence for the client. */
public final class BadParameterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** The response is 400. */
  public BadParameterException(String sentence) {
    this(400, sentence);
  }

  /** The response has that status. */
  public BadParameterException(int status, String sentence) {
    super(sentence);
    this.status = status;
  }

  /** The status of the response. */
  public int status() {
    return status;
  }
}
