package org.wsbin.protocol;

import java.util.List;

/** What the rules of the opening handshake need to see of an HTTP request. */
public interface HandshakeRequest {
  /** The request method, as received. */
  String method();

  /** The protocol and version of the request line, such as {@code HTTP/1.1}. */
  String httpVersion();

  /** Whether the request came over TLS, so that its own origin is {@code https}. */
  boolean secure();

  /** The path of the request line, undecoded, without the query. */
  String path();

  /**
   * The values of every line of that header, in the order received; empty if there is none.
   *
   * @param name in any case
   */
  List<String> header(String name);
}
