package org.wsbin.conformance;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.protocol.Role;

/**
 * What wsbin's own cases have besides the others: the groups 20 and up.
 *
 * @param words what the case is about, in a sentence; empty for a case of the other suite
 * @param source the sections of standards, and CVEs, that it comes from
 * @param suite the role in which alone the suite can play it; empty for both
 * @param head of the suite's opening handshake
 * @param informs whether nothing is right or wrong about it
 * @param ignoresPongs whether pongs are no events
 * @param keys the number of messages whose masking keys are compared; 0 for none
 * @param refusals the statuses of a refused handshake, by verdict; no status stands for any
 */
record OwnCase(
    String words,
    String source,
    Optional<Role> suite,
    HeadEdits head,
    boolean informs,
    boolean ignoresPongs,
    int keys,
    Map<Behaviour, Set<Integer>> refusals) {
  /** A case of the suite that client projects drive. */
  static final OwnCase NONE =
      new OwnCase("", "", Optional.empty(), HeadEdits.NONE, false, false, 0, Map.of());

  OwnCase {
    refusals = Map.copyOf(refusals);
  }

  /**
   * The verdict about a server that refused the handshake.
   *
   * @param status 0 if it ended TCP instead of an answer, which is not the best
   * @return empty if it had to accept it
   */
  Optional<Behaviour> refused(int status) {
    Set<Integer> best = refusals.get(Behaviour.OK);
    if (status > 0 && best != null && (best.isEmpty() || best.contains(status))) {
      return Optional.of(Behaviour.OK);
    }
    return refusals.isEmpty() ? Optional.empty() : Optional.of(Behaviour.NON_STRICT);
  }
}
