package org.wsbin.conformance;

/** Which result: there is one of each case of an agent. */
record ResultKey(String agent, CaseId id) {
  static ResultKey of(CaseResult result) {
    return new ResultKey(result.setting().agent(), result.played().id());
  }
}
