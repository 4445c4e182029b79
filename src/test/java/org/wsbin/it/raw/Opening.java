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
 * @param target the path and the query, as they go on the wire
 * @param receiveBuffer SO_RCVBUF in octets, set before connecting so that it bounds the window; 0
 *     leaves the system's default
 * @param behind goes in one write with the handshake, so that the server may have it before its 101
 */
public record Opening(URI uri, String target, List<String> extra, int receiveBuffer, Bytes behind) {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  public static Opening to(URI uri) {
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new Opening(uri, uri.getRawPath() + query, List.of(), 0, Bytes.EMPTY);
  }

  /** Asks for that path and query, which need not be a URI's. */
  public Opening target(String pathAndQuery) {
    return new Opening(uri, pathAndQuery, extra, receiveBuffer, behind);
  }

  public Opening header(String line) {
    List<String> more = Stream.concat(extra.stream(), Stream.of(line)).toList();
    return new Opening(uri, target, more, receiveBuffer, behind);
  }

  public Opening receiveBuffer(int octets) {
    return new Opening(uri, target, extra, octets, behind);
  }

  /** Sends this frame in one write with the handshake. */
  public Opening withFrame(Frame first) {
    return new Opening(uri, target, extra, receiveBuffer, first.asClientSends());
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

  /**
   * Sends the handshake and ends the connection after the answer.
   *
   * @throws IOException if the answer is a 101
   */
  public RawResponse refusal() throws IOException {
    RawResponse answer = RawHttp.once(uri, lines(newKey()), TIMEOUT);
    if (answer.status() == 101) {
      throw new IOException(uri + " was upgraded; the test expects a refusal.");
    }
    return answer;
  }

  /** Sends the handshake and ends the connection after the answer; returns its status. */
  public int status() throws IOException {
    return RawHttp.once(uri, lines(newKey()), TIMEOUT).status();
  }

  private RawWebSocket open(Socket socket) throws IOException {
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    RawHttp http = RawHttp.connect(socket, uri, TIMEOUT);
    String key = newKey();
    http.send(lines(key), behind);
    RawResponse answer = http.answer();
    Optional<String> accept = answer.headers().first("Sec-WebSocket-Accept");
    if (answer.status() != 101 || !accept.equals(Optional.of(accept(key)))) {
      throw new IOException(uri + " was not upgraded: " + answer + " " + answer.body().utf8());
    }
    return http.upgraded(answer);
  }

  private List<String> lines(String key) {
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
