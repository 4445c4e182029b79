package org.wsbin.transcript;

/** Sentences about what a transcript of several nodes does not have. */
final class Remarks {
  static final String FOREIGN =
      "Some events are missing: nodes of another version of wsbin have recorded them.";

  private Remarks() {}

  static String lost(String node, long events) {
    return "%d events of node %s are missing: Redis was away, and there was no more room for what waits for it (--redis-queue, --memory)."
        .formatted(events, node);
  }

  static String gone(long entries) {
    return "The oldest events are missing: there were more of them than Redis keeps (%d entries)."
        .formatted(entries);
  }

  static String nodeIsUnknown(String connection, String node) {
    return "Connection %s is on node %s, which this node does not know yet: its end is unknown."
        .formatted(connection, node);
  }

  static String nodeIsGone(String connection, String node) {
    return "Connection %s was on node %s, which is gone: nobody has seen its end."
        .formatted(connection, node);
  }
}
