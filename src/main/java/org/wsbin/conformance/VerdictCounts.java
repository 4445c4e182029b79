package org.wsbin.conformance;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.conformance.Verdicts.Close;

/** How many results have each verdict. */
final class VerdictCounts {
  private final Map<Behaviour, Integer> behaviours = new EnumMap<>(Behaviour.class);
  private final Map<Close, Integer> closes = new EnumMap<>(Close.class);
  private int all;
  private int passed;
  private int failed;

  /** Those of the results. */
  static VerdictCounts of(Collection<CaseResult> results) {
    VerdictCounts counts = new VerdictCounts();
    results.forEach(counts::add);
    return counts;
  }

  private void add(CaseResult result) {
    all++;
    behaviours.merge(result.judgement().behaviour(), 1, Integer::sum);
    closes.merge(result.judgement().close(), 1, Integer::sum);
    if (!result.passed()) {
      failed++;
    } else if (result.judgement().behaviour() != Behaviour.UNIMPLEMENTED) {
      passed++;
    }
  }

  int of(Behaviour verdict) {
    return behaviours.getOrDefault(verdict, 0);
  }

  int of(Close verdict) {
    return closes.getOrDefault(verdict, 0);
  }

  /** Those with a bad close, whatever the behaviour. */
  int badCloses() {
    return all - of(Close.OK) - of(Close.INFORMATIONAL);
  }

  int all() {
    return all;
  }

  /** Those with both verdicts good; what is not implemented has not passed. */
  int passed() {
    return passed;
  }

  /** Those with a bad verdict. */
  int failed() {
    return failed;
  }

  /** Those that neither passed nor failed. */
  int skipped() {
    return all - passed - failed;
  }
}
