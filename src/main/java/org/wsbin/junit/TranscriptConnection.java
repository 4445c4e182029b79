package org.wsbin.junit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the server saw of one connection.
 *
 * @param id the value of the header {@code wsbin-connection} of the 101
 * @param engine {@code wire} or {@code ws}; on the latter the container hides how the connection
 *     ended
 * @param headers of the request, in their order
 * @param messages that the client sent; the last one may be unfinished, and is not there then
 * @param closeCode of the client's close frame, 1005 if that has none; empty without a close frame
 * @param closeReason of the client's close frame; empty if it has none
 * @param ended whether it has ended
 * @param clean whether it has ended after a closing handshake; false on {@code ws}
 */
public record TranscriptConnection(
    String id,
    String engine,
    List<Header> headers,
    List<TranscriptMessage> messages,
    OptionalInt closeCode,
    String closeReason,
    boolean ended,
    boolean clean) {

  /** One line of the request's head. */
  public record Header(String name, String value) {}

  /** The first value of a header, whatever the case of its name. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }
}
