package org.wsbin.terminal;

/** The far end cannot be reached, or has no transcript; the message is a sentence. */
final class NotThereException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotThereException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  NotThereException(String sentence) {
    super(sentence);
  }
}
