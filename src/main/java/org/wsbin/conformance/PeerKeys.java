package org.wsbin.conformance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The masking keys of a peer's first frames (RFC 6455 section 5.3). */
final class PeerKeys {
  private static final int MOST = 100;

  private final List<Integer> keys = new ArrayList<>();

  void add(int key) {
    if (keys.size() < MOST) {
      keys.add(key);
    }
  }

  /** Whether none is 0, comes twice, or is one more than the one before. */
  boolean areFresh() {
    for (int i = 1; i < keys.size(); i++) {
      if (keys.get(i) == keys.get(i - 1) + 1) {
        return false;
      }
    }
    return !keys.contains(0) && new HashSet<>(keys).size() == keys.size();
  }
}
