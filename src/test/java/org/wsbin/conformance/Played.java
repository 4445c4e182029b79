package org.wsbin.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsbin.protocol.Role;

/** Plays cases of the catalogue against a peer in memory. */
final class Played {
  static final CaseCatalogue CATALOGUE = CaseCatalogue.load();

  /** Longer than any case of these tests takes. */
  static final Duration LONG = Duration.ofMinutes(10);

  private static final int KEY = 0x9a8b7c6d;

  private Played() {}

  static ConformanceCase named(String id) {
    return CATALOGUE.all().stream()
        .filter(each -> each.id().equals(CaseId.of(id)))
        .findFirst()
        .orElseThrow();
  }

  static CaseRun.Setting setting(Role role) {
    return new CaseRun.Setting("A peer", 1, role, "request", "response");
  }

  /** The result against that peer. */
  static CaseResult against(ScriptedPeer peer, String id) {
    return against(peer, named(id), Optional.empty());
  }

  static CaseResult against(
      ScriptedPeer peer, ConformanceCase played, Optional<Compression.Agreed> agreed) {
    List<CaseResult> results = new ArrayList<>();
    peer.play(
        new CaseRun(played, setting(peer.suite), agreed, new DataFiles(), () -> KEY, results::add),
        LONG);
    if (results.size() != 1) {
      throw new AssertionError(results.size() + " results of a case, not one.");
    }
    return results.get(0);
  }
}
