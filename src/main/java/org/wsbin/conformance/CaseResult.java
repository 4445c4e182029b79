package org.wsbin.conformance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What came of a case with one agent.
 *
 * @param opened whether the opening handshake was completed
 * @param time from the opening handshake to the end of TCP
 */
record CaseResult(
    ConformanceCase played,
    CaseRun.Setting setting,
    boolean opened,
    Instant started,
    Duration time,
    CaseJudgement judgement,
    Ending ending,
    List<Event> events,
    Wirelog log) {
  /** Whether both columns are good: what most scripts ask. */
  boolean passed() {
    return judgement.behaviour() != Verdicts.Behaviour.FAILED
        && (judgement.close() == Verdicts.Close.OK
            || judgement.close() == Verdicts.Close.INFORMATIONAL);
  }
}
