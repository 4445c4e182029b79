package org.wsbin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.stream.Stream;

/** A client that sends a good handshake and nothing else, whatever it is asked. */
public record RawClient(Socket socket) implements AutoCloseable {

  /** Sends the handshake, with more headers if any; the answer has not been read. */
  public static RawClient connect(int port, String path, String... headers) throws IOException {
    String request =
        """
        GET %s HTTP/1.1
        %sHost: localhost
        Upgrade: websocket
        Connection: close, Upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

        """;
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(5_000);
    String more = Stream.of(headers).map(header -> header + "\n").collect(joining());
    String lines = request.formatted(path, more).replace("\n", "\r\n");
    socket.getOutputStream().write(lines.getBytes(ISO_8859_1));
    return new RawClient(socket);
  }

  /** What comes, each byte as a character, until that text has come. */
  public String readUntil(String text) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(text) < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new EOFException("The server ended the connection after: " + read);
      }
      read.append((char) next);
    }
    return read.toString();
  }

  /** What comes until the server ends the connection. */
  public String readAll() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
