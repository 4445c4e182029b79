package org.wsbin.cluster;

/** Something could not be shared; the message is a sentence for whoever asked. */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With that sentence. */
  public ClusterException(String message) {
    super(message);
  }

  /** With that sentence, because of that. */
  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
