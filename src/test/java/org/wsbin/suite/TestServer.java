package org.wsbin.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import org.wsbin.protocol.AcceptKey;

/** A small WebSocket server, which errs in one way. */
final class TestServer implements AutoCloseable {
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  /** What it does. */
  enum Way {
    ECHOES,
    /** Takes connections, and says nothing at all. */
    NEVER_ANSWERS,
    REFUSES,
    WRONG_ACCEPT,
    /** Answers the close, and lets TCP stand. */
    KEEPS_TCP,
    /** Sends messages without end, and reads nothing. */
    FLOODS
  }

  final List<String> heads = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final ServerSocket listening;
  private final Way way;

  TestServer(Way way) throws IOException {
    this(way, ServerSocketFactory.getDefault());
  }

  TestServer(Way way, ServerSocketFactory factory) throws IOException {
    this.way = way;
    this.listening = factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::listen);
  }

  URI uri(String scheme, String host) {
    return URI.create(scheme + "://" + host + ":" + listening.getLocalPort() + "/echo?a=b");
  }

  URI uri() {
    return uri("ws", "127.0.0.1");
  }

  /** How many connections there were at the same time. */
  int mostAtATime() {
    return most.get();
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = listening.accept();
        sockets.add(socket);
        threads.execute(() -> serve(socket));
      }
    } catch (IOException | RejectedExecutionException closed) {
      threads.shutdown();
    }
  }

  private void serve(Socket socket) {
    most.accumulateAndGet(open.incrementAndGet(), Math::max);
    try {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      if (way == Way.NEVER_ANSWERS) {
        in.readAllBytes();
        return;
      }
      String head = head(in);
      heads.add(head);
      out.write(answer(head).getBytes(ISO_8859_1));
      while (way == Way.FLOODS) {
        out.write(frame(0x82, new byte[60_000]));
      }
      while (way != Way.REFUSES && frame(in, out)) {
        out.flush();
      }
      if (way == Way.KEEPS_TCP) {
        in.readAllBytes();
      }
    } catch (IOException ended) {
      heads.add("The client has ended TCP.");
    } finally {
      open.decrementAndGet();
      close(socket);
    }
  }

  private static String head(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  private String answer(String head) {
    String key = head.replaceAll("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
    return way == Way.REFUSES
        ? "HTTP/1.1 403 Forbidden\r\nServer: Test/1\r\nContent-Length: 0\r\n\r\n"
        : "HTTP/1.1 101 Switching Protocols\r\nServer: Test/1\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Accept: "
            + (way == Way.WRONG_ACCEPT ? "wrong" : AcceptKey.of(key))
            + "\r\n\r\n";
  }

  /** Answers a frame; returns whether the connection goes on. */
  private static boolean frame(DataInputStream in, OutputStream out) throws IOException {
    int first = in.readUnsignedByte();
    int opcode = first & 15;
    int marker = in.readUnsignedByte() & 0x7f;
    int length =
        marker < 126 ? marker : marker == 126 ? in.readUnsignedShort() : (int) in.readLong();
    byte[] key = in.readNBytes(4);
    byte[] payload = in.readNBytes(length);
    for (int i = 0; i < length; i++) {
      payload[i] ^= key[i % 4];
    }
    if (opcode != PONG) {
      out.write(frame((first & 0x80) | (opcode == PING ? PONG : opcode), payload));
    }
    return opcode != CLOSE;
  }

  private static byte[] frame(int first, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(10 + payload.length).put((byte) first);
    if (payload.length < 126) {
      frame.put((byte) payload.length);
    } else if (payload.length < 65_536) {
      frame.put((byte) 126).putShort((short) payload.length);
    } else {
      frame.put((byte) 127).putLong(payload.length);
    }
    frame.put(payload);
    return java.util.Arrays.copyOf(frame.array(), frame.position());
  }

  private static void close(AutoCloseable open) {
    try {
      open.close();
    } catch (Exception gone) {
      throw new IllegalStateException(gone);
    }
  }

  @Override
  public void close() {
    close(listening);
    sockets.forEach(TestServer::close);
    threads.shutdownNow();
  }
}
