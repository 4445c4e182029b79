package org.wsbin.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The members of one channel on the other nodes, from the entries of a log of its own: {@code join
 * NODE ID}, {@code leave NODE ID}; {@code hello NODE}, which the other nodes answer with {@code
 * roster NODE ID,ID,…}. Guarded by its channel.
 */
final class Roster {
  /** The most ids of one entry, so that it has room for them. */
  static final int MOST_IDS = 8192;

  /** A member of another node comes or goes. */
  record Change(boolean joins, String member) {}

  private final String node;
  private final Map<String, Set<String>> others = new LinkedHashMap<>();

  /** Nobody is known. */
  Roster(String node) {
    this.node = node;
  }

  /** How many members the other nodes have. */
  int size() {
    return others.values().stream().mapToInt(Set::size).sum();
  }

  /** What an entry changes. */
  List<Change> changes(String entry) {
    String[] words = entry.split(" ", -1);
    if (words.length < 3 || words[1].equals(node)) {
      return List.of();
    }
    Set<String> members = others.computeIfAbsent(words[1], name -> new LinkedHashSet<>());
    boolean leaves = words[0].equals("leave");
    return List.of(words[2].split(",", -1)).stream()
        .filter(id -> leaves ? members.remove(id) : members.add(id))
        .map(id -> new Change(!leaves, id))
        .toList();
  }

  /** Whether an entry asks who is here. */
  boolean asks(String entry) {
    return entry.startsWith("hello ") && !entry.equals(hello());
  }

  /** The node is dead: all its members have left. */
  List<Change> gone(String dead) {
    Set<String> members = others.remove(dead);
    return members == null
        ? List.of()
        : members.stream().map(member -> new Change(false, member)).toList();
  }

  String hello() {
    return "hello " + node;
  }

  String join(String id) {
    return "join " + node + " " + id;
  }

  String leave(String id) {
    return "leave " + node + " " + id;
  }

  String roster(List<String> ids) {
    return "roster " + node + " " + String.join(",", ids);
  }

  static ByteBuffer encoded(String entry) {
    return UTF_8.encode(entry);
  }

  static String decoded(ByteBuffer entry) {
    return UTF_8.decode(entry).toString();
  }
}
