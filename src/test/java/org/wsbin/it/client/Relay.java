package org.wsbin.it.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.wsbin.it.Background;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.FrameDecoder;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Role;
import org.wsbin.protocol.ViolationException;

/** Stands between a client and a server, and knows what the client has sent. */
final class Relay implements AutoCloseable {
  private final URI to;
  private final ServerSocket listening;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile ByteArrayOutputStream sent = new ByteArrayOutputStream();

  private Relay(URI to) throws IOException {
    this.to = to;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** In front of a server, whose path and query are asked for. */
  static Relay before(URI to) throws IOException {
    return new Relay(to);
  }

  /** Where the client is to go. */
  URI uri() {
    String path = to.toString().replaceFirst("^ws://[^/]*", "");
    return URI.create("ws://127.0.0.1:" + listening.getLocalPort() + path);
  }

  private static void start(Callable<Void> work) {
    CompletableFuture<Void> unused = Background.start(work); // ends with the sockets
  }

  private Void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      Socket server = new Socket(to.getHost(), to.getPort());
      open.add(client);
      open.add(server);
      ByteArrayOutputStream kept = new ByteArrayOutputStream();
      sent = kept;
      start(() -> copy(client, server, kept));
      start(() -> copy(server, client, new ByteArrayOutputStream()));
    }
  }

  private static Void copy(Socket from, Socket to, ByteArrayOutputStream kept) throws IOException {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[8192];
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        kept.write(bytes, 0, count);
        out.write(bytes, 0, count);
      }
    } finally {
      to.shutdownOutput();
    }
    return null;
  }

  /** The close frame of the client on the last connection; empty if it has sent none. */
  Optional<CloseStatus> clientsClose() throws ViolationException {
    byte[] all = sent.toByteArray();
    int head = new String(all, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
    CloseFinder finder = new CloseFinder();
    MessageDecoder messages =
        new MessageDecoder(
            new MessageDecoder.Limits(Long.MAX_VALUE, Integer.MAX_VALUE), Optional.empty(), finder);
    new FrameDecoder(Role.SERVER, false, Integer.MAX_VALUE, messages)
        .decode(ByteBuffer.wrap(all, head, all.length - head).slice());
    return finder.status;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private static final class CloseFinder implements MessageDecoder.Sink {
    private Optional<CloseStatus> status = Optional.empty();

    @Override
    public void data(MessageKind kind, ByteBuffer slice, boolean last) {}

    @Override
    public void ping(ByteBuffer payload) {}

    @Override
    public void pong(ByteBuffer payload) {}

    @Override
    public void close(CloseFrame frame) {
      status = frame.status();
    }
  }
}
