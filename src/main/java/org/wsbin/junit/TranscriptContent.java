package org.wsbin.junit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.wsbin.junit.TranscriptConnection.Header;

/**
 * The members of a transcript that tests look at.
 *
 * @param refused the headers of each refused handshake
 */
record TranscriptContent(List<TranscriptConnection> connections, List<List<Header>> refused) {
  /** A close frame without a code (RFC 6455 section 7.4.1). */
  private static final int NO_CODE = 1005;

  /** From the JSON; of nothing if there is none. */
  static TranscriptContent of(Optional<String> json) {
    if (json.isEmpty()) {
      return new TranscriptContent(List.of(), List.of());
    }
    Map<?, ?> members = (Map<?, ?>) JsonParser.parse(json.get());
    return new TranscriptContent(
        list(members.get("connections")).map(TranscriptContent::connection).toList(),
        list(members.get("refused"))
            .map(refused -> headers((Map<?, ?>) refused.get("request")))
            .toList());
  }

  /** All messages, on all connections. */
  List<TranscriptMessage> messages() {
    return connections.stream().flatMap(one -> one.messages().stream()).toList();
  }

  /** The headers of each handshake, accepted or refused. */
  List<List<Header>> handshakes() {
    return Stream.concat(connections.stream().map(TranscriptConnection::headers), refused.stream())
        .toList();
  }

  private static TranscriptConnection connection(Map<?, ?> members) {
    Map<?, ?> close = (Map<?, ?>) members.get("close");
    Optional<Map<?, ?>> received = Optional.ofNullable((Map<?, ?>) close.get("received"));
    return new TranscriptConnection(
        (String) members.get("id"),
        (String) members.get("engine"),
        headers((Map<?, ?>) members.get("request")),
        new TranscriptMessages(compressesEachAlone(members))
            .of(list(members.get("frames")).toList()),
        received
            .map(
                frame ->
                    OptionalInt.of(frame.get("code") instanceof Number n ? n.intValue() : NO_CODE))
            .orElse(OptionalInt.empty()),
        received.map(frame -> (String) frame.get("reason")).orElse(""),
        members.get("end") != null,
        Boolean.TRUE.equals(close.get("clean")));
  }

  /** Whether the 101 says so (RFC 7692 section 7.1.1.2). */
  private static boolean compressesEachAlone(Map<?, ?> connection) {
    return headers(connection).stream()
        .filter(header -> header.name().equalsIgnoreCase("Sec-WebSocket-Extensions"))
        .anyMatch(header -> header.value().contains("client_no_context_takeover"));
  }

  private static List<Header> headers(Map<?, ?> head) {
    return ((List<?>) head.get("headers"))
        .stream()
            .map(pair -> (List<?>) pair)
            .map(pair -> new Header((String) pair.get(0), (String) pair.get(1)))
            .toList();
  }

  private static Stream<Map<?, ?>> list(Object members) {
    return ((List<?>) members).stream().map(one -> (Map<?, ?>) one);
  }
}
