package org.wsbin.verdict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wsbin.transcript.RecordedConnection;
import org.wsbin.transcript.RequestHead;
import org.wsbin.transcript.Transcript.Snapshot;

/** How a client opens connections (RFC 6455 section 4.1). */
final class Handshakes {
  private static final String KEY = "Sec-WebSocket-Key";

  /** The key of RFC 6455 section 1.2, which tests copy. */
  private static final String SAMPLE = "dGhlIHNhbXBsZSBub25jZQ==";

  /** Statuses of refusals that say that the handshake is malformed. */
  private static final Set<Integer> MALFORMED = Set.of(400, 405, 426, 505);

  static final ClientRule VALID =
      new ClientRule(
          "handshake",
          "RFC 6455 section 4.1",
          "The client's handshake is valid.",
          Handshakes::malformed);

  static final ClientRule FRESH_KEY =
      new ClientRule(
          "fresh-handshake-key",
          "RFC 6455 section 4.1",
          "Each handshake has a random " + KEY + " of its own.",
          Handshakes::repeatedKeys);

  private Handshakes() {}

  private static Optional<List<Finding>> malformed(Snapshot transcript) {
    if (transcript.connections().isEmpty() && transcript.refused().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        transcript.refused().stream()
            .filter(refused -> MALFORMED.contains(refused.response().status()))
            .map(
                refused ->
                    new Finding(
                        refused.request().id(),
                        List.of(),
                        refused.response().status() + ": " + refused.response().sentence()))
            .toList());
  }

  private static Optional<List<Finding>> repeatedKeys(Snapshot transcript) {
    Map<String, String> firstWith = new HashMap<>();
    List<Finding> found = new ArrayList<>();
    for (RecordedConnection connection : transcript.connections()) {
      RequestHead head = connection.request();
      String key = key(head);
      if (key.equals(SAMPLE)) {
        found.add(new Finding(head.id(), List.of(), "The key is the example of RFC 6455."));
      } else if (firstWith.containsKey(key)) {
        found.add(
            new Finding(
                head.id(), List.of(), "The key is that of connection " + firstWith.get(key) + "."));
      }
      firstWith.putIfAbsent(key, head.id());
    }
    return firstWith.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  private static String key(RequestHead head) {
    return head.headers().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(KEY))
        .map(header -> header.getValue().strip())
        .findFirst()
        .orElse("");
  }
}
