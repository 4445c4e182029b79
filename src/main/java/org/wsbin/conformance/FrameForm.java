package org.wsbin.conformance;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a frame is written, where it is not as RFC 6455 section 5.2 wants it.
 *
 * @param otherMask a server masks it, or a client does not
 * @param lengthOctets the octets that the length takes behind the second octet, 2 or 8; empty for
 *     the shortest form
 * @param told the length that the header tells instead of the real one, in 8 octets
 */
record FrameForm(boolean otherMask, OptionalInt lengthOctets, OptionalLong told) {
  /** As it should be. */
  static FrameForm correct() {
    return new FrameForm(false, OptionalInt.empty(), OptionalLong.empty());
  }

  String inWords() {
    return (otherMask ? ", masked by a server or unmasked by a client" : "")
        + (lengthOctets.isPresent() ? ", its length in " + lengthOctets.getAsInt() + " bytes" : "")
        + (told.isPresent()
            ? ", whose header tells a length of " + Long.toUnsignedString(told.getAsLong())
            : "");
  }
}
