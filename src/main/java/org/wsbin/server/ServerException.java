package org.wsbin.server;

/** The server cannot start; the message is a sentence for the operator. */
public final class ServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ServerException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
