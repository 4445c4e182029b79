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
  /** What it takes of the heap, about. */
  long bytes() {
    return 2000L
        + log.bytes()
        + events.size() * 300L
        + 2L * (setting.request().length() + setting.response().length())
        + 2L * (judgement.result().length() + judgement.closeResult().length())
        + ending.bytes();
  }

  /** The same, but for what went over the wire. */
  CaseResult withoutLog() {
    return new CaseResult(
        played,
        new CaseRun.Setting(setting.agent(), setting.index(), setting.role(), "?", "?"),
        opened,
        started,
        time,
        judgement,
        ending,
        events.subList(0, Math.min(events.size(), 10)),
        new Wirelog());
  }

  /** The same, of an agent with another name. */
  CaseResult of(String agent) {
    return new CaseResult(
        played,
        new CaseRun.Setting(
            agent, setting.index(), setting.role(), setting.request(), setting.response()),
        opened,
        started,
        time,
        judgement,
        ending,
        events,
        log);
  }

  /** Whether both columns are good: what most scripts ask. */
  boolean passed() {
    return judgement.behaviour() != Verdicts.Behaviour.FAILED
        && (judgement.close() == Verdicts.Close.OK
            || judgement.close() == Verdicts.Close.INFORMATIONAL);
  }
}
