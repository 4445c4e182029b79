package org.wsbin.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.Role;

/**
 * One case.
 *
 * @param number its place among all cases, from 1
 * @param title of its group
 * @param expected the lists of events that may come, by verdict; none if the script judges the
 *     echoes itself
 * @param compression what it offers or accepts; empty for a case without compression
 * @param own what only wsbin's own cases have
 */
public record ConformanceCase(
    CaseId id,
    int number,
    String title,
    List<CaseStep> script,
    Map<Verdicts.Behaviour, List<Event>> expected,
    ExpectedClose closing,
    Optional<Compression> compression,
    OwnCase own) {
  public ConformanceCase {
    script = List.copyOf(script);
  }

  /** Whether the script judges the echoes, so that they are not recorded as events. */
  boolean judgesEchoes() {
    return script.stream().anyMatch(CaseStep.Echoes.class::isInstance);
  }

  /** A case that tells how a peer behaves; nothing is right or wrong about it. */
  boolean informs() {
    return own.informs() || has("7.1.6", "7.13.1", "7.13.2");
  }

  /** Whether a wrong close code is a wrong behaviour too: the case is about closing. */
  boolean isAboutCloseCodes() {
    String text = id.toString();
    return text.matches("7\\.1\\.[1-5]|7\\.3\\..*|7\\.5\\.1|7\\.7\\..*|7\\.9\\..*");
  }

  /** Whether the time is of interest. */
  boolean reportsTime() {
    return List.of(9, 12, 13).contains(id.numbers().get(0));
  }

  /** Whether the suite can play it in this role. */
  public boolean isFor(Role suite) {
    return own.suite().orElse(suite) == suite;
  }

  /** The same, but a peer that ignores what is wrong behaves wrongly too. */
  ConformanceCase strict() {
    return new ConformanceCase(
        id, number, title, script, expected, closing.strict(), compression, own);
  }

  /** The most time that the case takes, whatever the peer does. */
  public Duration mostTime() {
    Duration most = Duration.ofSeconds(10).plus(own.head().pause());
    for (CaseStep step : script) {
      if (step instanceof CaseStep.Wait wait) {
        most = most.plus(wait.time());
      } else if (step instanceof CaseStep.Kill kill) {
        most = most.plus(kill.after());
      } else if (step instanceof CaseStep.End end) {
        most = most.plus(end.after());
      } else if (step instanceof CaseStep.Hold hold) {
        most = most.plus(hold.time());
      }
    }
    return most;
  }

  private boolean has(String... ids) {
    return List.of(ids).contains(id.toString());
  }

  /** What the case does, in a sentence. */
  public String description() {
    return CaseDescription.of(this);
  }

  /** What a peer should do, in a sentence. */
  public String expectation() {
    return CaseDescription.expectation(this);
  }
}
