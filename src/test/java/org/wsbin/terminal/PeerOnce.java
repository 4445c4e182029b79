package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import org.wsbin.protocol.AcceptKey;

/** A server for one connection: answers what it is told to, then a right 101 and these bytes. */
final class PeerOnce implements AutoCloseable {
  private final ServerSocket listening;
  private final CompletableFuture<List<String>> heads;

  /**
   * Waits for it.
   *
   * @param first what is answered to requests before the handshake
   * @param frames what is sent behind the 101, as hex
   */
  PeerOnce(ServerSocket listening, List<String> first, String frames) {
    this.listening = listening;
    heads = CompletableFuture.supplyAsync(() -> play(first, HexFormat.of().parseHex(frames)));
  }

  int port() {
    return listening.getLocalPort();
  }

  /** A socket for one, on any port. */
  static ServerSocket listen(ServerSocketFactory factory) throws IOException {
    return factory.createServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  /** The requests that came. */
  List<String> heads() throws Exception {
    return heads.get(10, TimeUnit.SECONDS);
  }

  private List<String> play(List<String> first, byte[] frames) {
    List<String> heads = new ArrayList<>();
    try (Socket socket = listening.accept()) {
      for (String answer : first) {
        heads.add(head(socket.getInputStream()));
        socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
      }
      String head = head(socket.getInputStream());
      heads.add(head);
      String key = head.replaceAll("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
      String answer =
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + AcceptKey.of(key)
              + "\r\n\r\n";
      socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
      socket.getOutputStream().write(frames);
      while (socket.getInputStream().read() >= 0) {
        // until the client has ended it
      }
    } catch (IOException ended) {
      heads.add(ended.toString());
    }
    return heads;
  }

  static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("ended early");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
