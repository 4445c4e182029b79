package org.wsbin.scenario;

/**
 * What a connection leaves unanswered.
 *
 * @param pong pings get no pong
 * @param close a close frame gets none in return, and TCP does not end
 * @param own the engine sends nothing of its own accord, such as pings and closes
 * @param input what comes is discarded unread
 */
public record Silence(boolean pong, boolean close, boolean own, boolean input) {
  /** Everything is answered. */
  public static final Silence NONE = new Silence(false, false, false, false);

  /** Pings are not answered. */
  public static final Silence PONG = new Silence(true, false, false, false);

  /** Closes are not answered. */
  public static final Silence CLOSE = new Silence(false, true, false, false);

  /** Nothing is answered, and the engine sends nothing of its own accord. */
  public static final Silence ALL = new Silence(true, true, true, false);

  /** The same, and what comes is discarded unread. */
  public static final Silence DEAF = new Silence(true, true, true, true);

  /** What either of them leaves unanswered. */
  public Silence or(Silence other) {
    return new Silence(
        pong || other.pong, close || other.close, own || other.own, input || other.input);
  }
}
