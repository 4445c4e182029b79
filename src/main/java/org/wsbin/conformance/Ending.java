package org.wsbin.conformance;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** How a connection closed, as far as it did: what decides about the verdict. */
final class Ending {
  /** The suite's close was the first. */
  boolean closedByMe;

  /** The suite has failed the connection, for what the peer did or did not do. */
  boolean failedByMe;

  /** The suite has ended TCP. */
  boolean droppedByMe;

  /** Both close frames were exchanged. */
  boolean clean;

  boolean serverKeptTcp;
  boolean notAnswered;

  /** Why it is not clean, or null. */
  String why;

  OptionalInt localCode = OptionalInt.empty();
  OptionalInt remoteCode = OptionalInt.empty();

  /** Null if there was none. */
  String localReason;

  String remoteReason;

  /** What the texts take of the heap, about. */
  long bytes() {
    return Stream.of(why, localReason, remoteReason)
        .filter(Objects::nonNull)
        .mapToLong(text -> 2L * text.length())
        .sum();
  }
}
