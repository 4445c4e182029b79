package org.wsbin.cluster;

import java.util.List;
import java.util.Map;

/** The node of this process, as its cluster sees it. Called about each second, on one thread. */
public interface LocalNode {
  /** A JSON object with its load. */
  String report();

  /** What addresses do here, for the limits of each address; at most {@link #MOST_ADDRESSES}. */
  Map<String, AddressUse> addresses();

  /** What addresses do on all other nodes together. */
  void elsewhere(Map<String, AddressUse> others);

  /**
   * Somebody wants this node to drain, or to take connections again; may be said more than once.
   */
  void drain(boolean wanted);

  /** These nodes were there, and have not been heard of for {@link Cluster#GONE_AFTER}. */
  void gone(List<String> nodes);

  /** The most addresses that are told to others: those with most connections. */
  int MOST_ADDRESSES = 1000;

  /**
   * What an address does.
   *
   * @param connections open ones
   * @param handshakes in the last second
   */
  record AddressUse(int connections, int handshakes) {
    /** Both together. */
    public AddressUse plus(AddressUse other) {
      return new AddressUse(connections + other.connections, handshakes + other.handshakes);
    }
  }
}
