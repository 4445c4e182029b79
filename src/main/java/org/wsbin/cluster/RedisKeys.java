package org.wsbin.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;

/**
 * The names in Redis: {@code PREFIX:{KIND:NAME}:log} is a stream, {@code …:meta} a hash, and {@code
 * …:events} the pub/sub channel. Both keys of a log are in the same slot of a cluster.
 */
record RedisKeys(String prefix) {
  List<byte[]> of(LogKey key) {
    return List.of(bytes(root(key) + ":log"), bytes(root(key) + ":meta"));
  }

  String events(LogKey key) {
    return root(key) + ":events";
  }

  /** The hash of all nodes, and what of each is heard first. */
  List<byte[]> nodes() {
    return List.of(
        bytes(prefix + ":{nodes}:list"),
        bytes(prefix + ":{nodes}:addresses"),
        bytes(prefix + ":{nodes}:drain"));
  }

  /** A channel that is always listened to. */
  String everyone() {
    return prefix + ":everyone";
  }

  private String root(LogKey key) {
    return prefix + ":{" + key.kind().name().toLowerCase(Locale.ROOT) + ":" + key.name() + "}";
  }

  static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
