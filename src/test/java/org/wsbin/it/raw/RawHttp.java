package org.wsbin.it.raw;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An HTTP connection that sends lines exactly as they are given. */
public final class RawHttp implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  private RawHttp(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Connects to the URI's host and port.
   *
   * @param timeout for the connection, and for each later wait for octets
   */
  public static RawHttp connect(URI server, Duration timeout) throws IOException {
    return connect(new Socket(), server, timeout);
  }

  /** The same, from that address of this machine. */
  public static RawHttp connectFrom(InetAddress address, URI server, Duration timeout)
      throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(address, 0));
    return connect(socket, server, timeout);
  }

  static RawHttp connect(Socket socket, URI server, Duration timeout) throws IOException {
    int millis = Math.toIntExact(timeout.toMillis());
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), millis);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(millis);
    return new RawHttp(socket);
  }

  /** Sends one request on a connection of its own. */
  public static RawResponse once(URI server, List<String> lines, Duration timeout)
      throws IOException {
    try (RawHttp http = connect(server, timeout)) {
      return http.exchange(lines);
    }
  }

  /**
   * Sends the request line and the header lines, and reads the answer. May be called again on the
   * same connection.
   *
   * @throws java.net.SocketTimeoutException if the server falls silent
   * @throws java.io.EOFException if the connection ends before the answer is complete
   */
  public RawResponse exchange(List<String> lines) throws IOException {
    send(lines);
    return new ResponseReader(in).read(lines.get(0).startsWith("HEAD "));
  }

  /** Reads the answer to what was sent. */
  RawResponse answer() throws IOException {
    return new ResponseReader(in).read(false);
  }

  /** Sends the request line and the header lines, and leaves the answer alone. */
  public void send(List<String> lines) throws IOException {
    send(lines, Bytes.EMPTY);
  }

  /** The same, and these octets behind it, in one write. */
  void send(List<String> lines, Bytes behind) throws IOException {
    String head = String.join("\r\n", lines) + "\r\n\r\n";
    Bytes all = Bytes.of(head.getBytes(ISO_8859_1)).plus(behind);
    socket.getOutputStream().write(all.toArray());
  }

  /**
   * As {@link #exchange}, but nothing if the server has ended the connection.
   *
   * @throws java.net.SocketTimeoutException if the server neither answers nor ends it
   */
  public Optional<RawResponse> exchangeIfOpen(List<String> lines) throws IOException {
    try {
      return Optional.of(exchange(lines));
    } catch (EOFException | SocketException ended) {
      return Optional.empty();
    }
  }

  /** The same connection after a 101, as the protocol that goes on there. */
  public RawWebSocket upgraded(RawResponse answer) throws IOException {
    return new RawWebSocket(socket, in, answer);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
