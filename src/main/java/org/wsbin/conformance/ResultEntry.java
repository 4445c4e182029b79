package org.wsbin.conformance;

/** What a node tells the others of a case that it plays. */
sealed interface ResultEntry {
  /** A number that each node draws when it starts. */
  long node();

  /** The case has begun. */
  record Begun(long node, String agent, ConformanceCase played) implements ResultEntry {}

  /** It is over. */
  record Done(long node, CaseResult result) implements ResultEntry {}
}
