package org.wsbin.endpoint;

import java.util.Optional;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.settings.Settings.Limits;
import org.wsbin.text.Sizes;

/**
 * Counts what the messages of one peer hold, slice by slice, and so before anything is kept. The
 * containers' own limits disagree and can be bypassed, so that these count on all of them. Called
 * from one thread at a time.
 */
final class MessageMeter {
  /**
   * A container cuts a large frame into slices; one of at least this size is not counted as a
   * fragment: {@code --max-message} bounds how many of them there can be.
   */
  static final int CONTAINER_SLICE_BYTES = 4096;

  private final long maxMessage;
  private final int maxFragments;
  private long bytes;
  private int fragments;

  MessageMeter(Limits limits) {
    this.maxMessage = limits.maxMessage();
    this.maxFragments = limits.maxFragments();
  }

  /** Counts a slice; gives the close where it is one too many. */
  Optional<CloseStatus> objection(int sliceBytes, boolean last) {
    bytes += sliceBytes;
    fragments += sliceBytes < CONTAINER_SLICE_BYTES ? 1 : 0;
    if (bytes > maxMessage) {
      return tooBig("The message is larger than " + Sizes.format(maxMessage) + ".");
    }
    if (fragments > maxFragments) {
      return tooBig("The message has more than " + maxFragments + " fragments.");
    }
    if (last) {
      bytes = 0;
      fragments = 0;
    }
    return Optional.empty();
  }

  /** Whether a message has begun and not ended. */
  boolean insideMessage() {
    return bytes > 0 || fragments > 0;
  }

  private static Optional<CloseStatus> tooBig(String reason) {
    return Optional.of(new CloseStatus(CloseStatus.TOO_BIG, reason));
  }
}
