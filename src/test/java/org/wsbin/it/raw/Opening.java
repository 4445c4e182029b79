package org.wsbin.it.raw;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A correct opening handshake (RFC 6455 section 4.1), with header lines of the test's own.
 *
 * @param receiveBuffer SO_RCVBUF in octets, set before connecting so that it bounds the window; 0
 *     leaves the system's default
 */
public record Opening(URI uri, List<String> extra, int receiveBuffer) {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  public static Opening to(URI uri) {
    return new Opening(uri, List.of(), 0);
  }

  public Opening header(String line) {
    return new Opening(uri, Stream.concat(extra.stream(), Stream.of(line)).toList(), receiveBuffer);
  }

  public Opening receiveBuffer(int octets) {
    return new Opening(uri, extra, octets);
  }

  /**
   * Connects and shakes hands.
   *
   * @throws IOException if the answer is not a 101 with the right Sec-WebSocket-Accept
   */
  public RawWebSocket open() throws IOException {
    Socket socket = new Socket();
    try {
      return open(socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private RawWebSocket open(Socket socket) throws IOException {
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    RawHttp http = RawHttp.connect(socket, uri, TIMEOUT);
    String key = newKey();
    RawResponse answer = http.exchange(lines(key));
    Optional<String> accept = answer.headers().first("Sec-WebSocket-Accept");
    if (answer.status() != 101 || !accept.equals(Optional.of(accept(key)))) {
      throw new IOException(uri + " was not upgraded: " + answer + " " + answer.body().utf8());
    }
    return http.upgraded(answer);
  }

  private List<String> lines(String key) {
    String target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    List<String> lines = new ArrayList<>();
    lines.add("GET " + target + " HTTP/1.1");
    lines.add("Host: " + uri.getAuthority());
    lines.add("Upgrade: websocket");
    lines.add("Connection: Upgrade");
    lines.add("Sec-WebSocket-Version: 13");
    lines.add("Sec-WebSocket-Key: " + key);
    lines.addAll(extra);
    return lines;
  }

  /** 16 random octets in base64, a value for Sec-WebSocket-Key. */
  public static String newKey() {
    byte[] nonce = new byte[16];
    ThreadLocalRandom.current().nextBytes(nonce);
    return Base64.getEncoder().encodeToString(nonce);
  }

  /** The Sec-WebSocket-Accept that belongs to a key (RFC 6455 section 4.2.2). */
  public static String accept(String key) {
    Bytes input = Bytes.utf8(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    try {
      byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(input.shared());
      return Base64.getEncoder().encodeToString(sha1);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-1.", e);
    }
  }
}
