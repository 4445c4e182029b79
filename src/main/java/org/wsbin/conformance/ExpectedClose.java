package org.wsbin.conformance;

import java.util.List;

/**
 * How a case expects the connection to close.
 *
 * @param byUs whether the suite closes; otherwise the peer must, by a close frame or by ending TCP
 * @param codes of the peer's close frame, besides none; the suite closes with the first one
 * @param clean whether the closing handshake must be complete
 * @param detects whether the peer must have found what is wrong: if the suite had to close, the
 *     behaviour has failed too
 */
record ExpectedClose(boolean byUs, List<Integer> codes, boolean clean, boolean detects) {
  ExpectedClose {
    codes = List.copyOf(codes);
  }
}
