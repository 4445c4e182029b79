package org.wsbin.transcript;

import org.wsbin.transcript.Transcript.Snapshot;

/** What was seen of all connections with one name: on this node, or on all. */
public sealed interface TranscriptView permits Transcript, MergedTranscript {
  /** The name that the clients gave. */
  String name();

  /** What was seen up to now. */
  Snapshot now();

  /** How many connections have opened. */
  long opened();

  /** How many connections have ended. */
  long ended();

  /** What happened, in order. */
  EventLog log();
}
