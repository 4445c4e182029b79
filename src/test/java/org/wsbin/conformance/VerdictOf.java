package org.wsbin.conformance;

/** What tests of other packages ask about results. */
public final class VerdictOf {
  private VerdictOf() {}

  /** Both verdicts, such as {@code OK / UNCLEAN}, or {@code missing}. */
  public static String of(Results results, String agent, String id) {
    return results
        .find(agent, CaseId.of(id))
        .map(CaseResult::judgement)
        .map(judgement -> judgement.behaviour() + " / " + judgement.close())
        .orElse("missing");
  }

  /** Why. */
  public static String why(Results results, String agent, String id) {
    return results.find(agent, CaseId.of(id)).orElseThrow().judgement().result();
  }

  /** How many results that agent has. */
  public static int count(Results results, String agent) {
    return results.of(agent).size();
  }
}
