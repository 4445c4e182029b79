package org.wsbin.channel;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The members of a channel on this node, in the order in which they joined. Whoever goes through
 * them in this order finds the memory of the next one near that of the one before, in the heap and
 * in the kernel. Safe from any thread.
 */
final class ChannelMembers {
  private final Set<Membership> all = new LinkedHashSet<>();
  private Optional<List<Membership>> snapshot = Optional.empty();

  synchronized void add(Membership member) {
    if (all.add(member)) {
      snapshot = Optional.empty();
    }
  }

  synchronized void remove(Membership member) {
    if (all.remove(member)) {
      snapshot = Optional.empty();
    }
  }

  synchronized int size() {
    return all.size();
  }

  /** Those of now; copied only if somebody has come or gone since the last call. */
  synchronized List<Membership> list() {
    if (snapshot.isEmpty()) {
      snapshot = Optional.of(List.copyOf(all));
    }
    return snapshot.get();
  }
}
