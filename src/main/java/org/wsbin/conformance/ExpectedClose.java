package org.wsbin.conformance;

import java.util.List;

/**
 * How a case expects the connection to close.
 *
 * @param byUs whether the suite closes; otherwise the peer must, by a close frame or by ending TCP
 * @param codes of the peer's close frame, besides none; the suite closes with the first one
 * @param clean whether the closing handshake must be complete
 * @param detects whether the peer must have found what is wrong: if the suite had to close, the
 *     behaviour has failed too, at least where nothing else speaks for the peer
 * @param byEither whether it does not matter who closes
 */
record ExpectedClose(
    boolean byUs, List<Integer> codes, boolean clean, boolean detects, boolean byEither) {
  ExpectedClose {
    codes = List.copyOf(codes);
  }

  ExpectedClose(boolean byUs, List<Integer> codes, boolean clean, boolean detects) {
    this(byUs, codes, clean, detects, false);
  }

  /** With a peer that must find what is wrong, if it must close. */
  ExpectedClose strict() {
    return new ExpectedClose(byUs, codes, clean, detects || !byUs, byEither);
  }
}
