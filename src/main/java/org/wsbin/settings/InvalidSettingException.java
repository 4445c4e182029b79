package org.wsbin.settings;

/** A setting has an invalid value. The message is a sentence for the operator. */
public final class InvalidSettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidSettingException(String sentence) {
    super(sentence);
  }
}
