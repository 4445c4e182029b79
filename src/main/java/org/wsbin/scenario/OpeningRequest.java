package org.wsbin.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.HandshakeRequest;

/** The request that opens a connection, as a step sees it; valid until the response. */
public interface OpeningRequest extends HandshakeRequest {
  /** What names this handshake, and the connection that follows: 16 hexadecimal digits. */
  String id();

  /** The engine of the path. */
  Engine engine();

  /** The context path of wsbin: empty, or with a slash at the beginning only. */
  String contextPath();

  /** The query, undecoded. */
  Optional<String> query();

  /** All headers, in order if the container keeps it. */
  List<Map.Entry<String, String>> headers();

  /** The client's offered subprotocols, in order. */
  List<String> subprotocols();

  /** The client's address and port; without the port if a trusted proxy names the address. */
  String peerAddress();

  /** The client's IP address. */
  String clientAddress();

  /** The version of TLS, if there is TLS and the container provides it. */
  Optional<String> tlsVersion();

  /** The cipher suite of TLS, if there is TLS and the container provides it. */
  Optional<String> cipherSuite();
}
