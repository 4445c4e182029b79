package org.wsbin.endpoint;

import java.util.Optional;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.Violation;
import org.wsbin.settings.Settings.Limits;

/**
 * Counts the bytes and fragments of a peer's messages, slice by slice, before anything is stored.
 * The containers' own limits differ and can be bypassed, so these limits apply on all of them. Used
 * by the container's thread that delivers the messages, one at a time.
 */
final class MessageMeter {
  /**
   * A container cuts a large frame into slices; one of at least this size is not counted as a
   * fragment, because {@code --max-message} limits how many there can be.
   */
  static final int CONTAINER_SLICE_BYTES = 4096;

  private final MessageDecoder.Limits limits;
  private long bytes;
  private int fragments;

  MessageMeter(Limits limits) {
    this.limits = new MessageDecoder.Limits(limits.maxMessage(), limits.maxFragments());
  }

  /** Counts a slice; returns the violation if it exceeds a limit. */
  Optional<Violation> objection(int sliceBytes, boolean last) {
    bytes += sliceBytes;
    fragments += sliceBytes < CONTAINER_SLICE_BYTES ? 1 : 0;
    Optional<Violation> violation = violation();
    if (violation.isEmpty() && last) {
      bytes = 0;
      fragments = 0;
    }
    return violation;
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
