package org.wsbin.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.HandshakeRequest;

/** The request that opens a connection, as a step may look at it; valid until it is answered. */
public interface OpeningRequest extends HandshakeRequest {
  /** The engine that the path asks for. */
  Engine engine();

  /** The path under which wsbin is deployed; empty, or with a slash at the beginning only. */
  String contextPath();

  /** What stands behind the question mark, undecoded. */
  Optional<String> query();

  /** All headers, as far as the container keeps their order. */
  List<Map.Entry<String, String>> headers();

  /** The subprotocols that the client offers, in its order. */
  List<String> subprotocols();

  /** The client's address and port, as the server sees them. */
  String peerAddress();

  /** The version of TLS, where there is TLS and the container tells. */
  Optional<String> tlsVersion();

  /** The cipher suite of TLS, where there is TLS and the container tells. */
  Optional<String> cipherSuite();
}
