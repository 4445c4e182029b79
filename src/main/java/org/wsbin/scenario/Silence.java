package org.wsbin.scenario;

/**
 * What a connection leaves unanswered.
 *
 * @param pong pings get no pong
 * @param close a close frame is not answered, and TCP does not end
 * @param own the engine sends nothing on its own, such as pings and closes
 * @param input discards input unread
 */
public record Silence(boolean pong, boolean close, boolean own, boolean input) {
  /** Everything is answered. */
  public static final Silence NONE = new Silence(false, false, false, false);

  /** Pings are not answered. */
  public static final Silence PONG = new Silence(true, false, false, false);

  /** Closes are not answered. */
  public static final Silence CLOSE = new Silence(false, true, false, false);

  /** Nothing is answered, and the engine sends nothing on its own. */
  public static final Silence ALL = new Silence(true, true, true, false);

  /** The same, and input is discarded unread. */
  public static final Silence DEAF = new Silence(true, true, true, true);

  /** The combination of both. */
  public Silence or(Silence other) {
    return new Silence(
        pong || other.pong, close || other.close, own || other.own, input || other.input);
  }
}
