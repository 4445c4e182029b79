package org.wsbin.proxy;

import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the proxy does to frames.
 *
 * @param maxFrame the most bytes in the payload of a frame
 * @param maxMessage the most bytes in the payloads of a message
 * @param limitEnd how a larger one ends the connection; {@link EndHow#CLOSE} sends 1009
 * @param swallowPings whether pings and pongs are not forwarded
 * @param answerPings whether the proxy answers pings itself, and does not forward them
 * @param reframe the size of the frames in which messages are forwarded, in bytes
 * @param closeCodes what becomes of the codes of close frames
 * @param dropClose whether a close frame is not forwarded, but ends TCP
 */
public record FrameChanges(
    OptionalLong maxFrame,
    OptionalLong maxMessage,
    EndHow limitEnd,
    boolean swallowPings,
    boolean answerPings,
    OptionalInt reframe,
    Map<Integer, Integer> closeCodes,
    boolean dropClose) {
  /** In {@link #closeCodes}: a close frame without a code. */
  public static final int WITHOUT_CODE = 1005;

  /** In {@link #closeCodes}, as the second: TCP ends without a close frame. */
  public static final int WITHOUT_CLOSE = 1006;

  /** Changes nothing. */
  public static final FrameChanges NONE =
      new FrameChanges(
          OptionalLong.empty(),
          OptionalLong.empty(),
          EndHow.CLOSE,
          false,
          false,
          OptionalInt.empty(),
          Map.of(),
          false);

  public FrameChanges {
    closeCodes = Map.copyOf(closeCodes);
  }
}
