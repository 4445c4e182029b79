package org.wsbin.protocol;

import java.util.List;
import java.util.Optional;

/** What the rules of the opening handshake need to see of an HTTP request. */
public interface HandshakeRequest {
  /** The request method, as received. */
  String method();

  /** The protocol and version of the request line, such as {@code HTTP/1.1}. */
  String httpVersion();

  /** Whether the client used TLS, so that the server's own origin is {@code https}. */
  boolean secure();

  /**
   * The host and port that the client used, for the server's own origin and URL: the {@code Host}
   * header, or what a trusted proxy says. To be asked only if there is a {@code Host} header.
   */
  default String host() {
    return header("Host").get(0);
  }

  /**
   * A header about the client's scheme or host that does not count, because it came from an address
   * that is not trusted; such as {@code X-Forwarded-Proto: https}, escaped for a sentence.
   */
  default Optional<String> untrusted() {
    return Optional.empty();
  }

  /** The path of the request line, undecoded, without the query. */
  String path();

  /**
   * The values of every line of that header, in the order received; empty if there is none.
   *
   * @param name in any case
   */
  List<String> header(String name);
}
