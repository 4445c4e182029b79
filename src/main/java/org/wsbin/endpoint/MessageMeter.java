package org.wsbin.endpoint;

import java.util.Optional;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.Violation;
import org.wsbin.settings.Settings.Limits;

/**
 * Counts what the messages of one peer hold, slice by slice, and so before anything is kept. The
 * containers' own limits disagree and can be bypassed, so that these count on all of them. Belongs
 * to the container's thread that brings the messages, one at a time.
 */
final class MessageMeter {
  /**
   * A container cuts a large frame into slices; one of at least this size is not counted as a
   * fragment: {@code --max-message} bounds how many of them there can be.
   */
  static final int CONTAINER_SLICE_BYTES = 4096;

  private final MessageDecoder.Limits limits;
  private long bytes;
  private int fragments;

  MessageMeter(Limits limits) {
    this.limits = new MessageDecoder.Limits(limits.maxMessage(), limits.maxFragments());
  }

  /** Counts a slice; gives the close if it is one too many. */
  Optional<CloseStatus> objection(int sliceBytes, boolean last) {
    bytes += sliceBytes;
    fragments += sliceBytes < CONTAINER_SLICE_BYTES ? 1 : 0;
    Optional<Violation> violation = violation();
    if (violation.isEmpty() && last) {
      bytes = 0;
      fragments = 0;
    }
    return violation.map(Violation::close);
  }

  private Optional<Violation> violation() {
    if (bytes > limits.maxMessage()) {
      return Optional.of(limits.tooLarge());
    }
    return fragments > limits.maxFragments()
        ? Optional.of(limits.tooManyFragments())
        : Optional.empty();
  }
}
