package org.wsbin.it.handshake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wsbin.it.raw.RawResponse;

/**
 * A row of the table: a request, and the answer that every server must give.
 *
 * @param headers those that must be there with that value, or absent where the value is empty
 * @param says what the body must contain
 * @param exception servers which answer this themselves
 */
record HandshakeCase(
    String name,
    RequestTemplate request,
    int status,
    Map<String, String> headers,
    List<String> says,
    Optional<ContainerAnswer> exception) {

  private static final Map<String, String> OF_EVERY_REFUSAL =
      Map.of("X-Content-Type-Options", "nosniff", "Cache-Control", "no-store");

  static HandshakeCase accepted(String name, RequestTemplate request) {
    Map<String, String> headers =
        Map.of("Upgrade", "websocket", "Connection", "upgrade", "Sec-WebSocket-Extensions", "");
    return new HandshakeCase(name, request, 101, headers, List.of(), Optional.empty());
  }

  /** A refusal whose sentence contains each of these. */
  static HandshakeCase refused(int status, String name, RequestTemplate request, String... says) {
    return new HandshakeCase(
        name, request, status, OF_EVERY_REFUSAL, List.of(says), Optional.empty());
  }

  HandshakeCase header(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new HandshakeCase(name, request, status, more, says, exception);
  }

  /** Names servers that give an answer of their own, with the status of this case. */
  HandshakeCase answeredByContainer(String servers, String why) {
    return answeredByContainer(servers, status, why);
  }

  /** Names servers that give an answer of their own, with that status. */
  HandshakeCase answeredByContainer(String servers, int theirs, String why) {
    var named = Optional.of(new ContainerAnswer(servers, theirs, why));
    return new HandshakeCase(name, request, status, headers, says, named);
  }

  boolean isAccepted() {
    return status == 101;
  }

  /** Whether this answer is that of a container which the case names, not wsbin's. */
  boolean isContainersOwn(String server, RawResponse answer) {
    return exception
        .filter(e -> e.mayComeFrom(server) && e.status() == answer.status())
        .filter(e -> e.status() != status || !saysWhatRefusalsSay(answer))
        .isPresent();
  }

  private static boolean saysWhatRefusalsSay(RawResponse answer) {
    return OF_EVERY_REFUSAL.keySet().stream()
        .allMatch(header -> answer.headers().first(header).isPresent());
  }

  @Override
  public String toString() {
    return name;
  }
}
