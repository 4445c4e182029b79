package org.wsbin.it.terminal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes one WebSocket after another to a server, with one fault. */
final class MisbehavingProxy implements Closeable {
  /** What it does. */
  enum Fault {
    NONE,
    NEW_KEYS,
    MERGE,
    SPLIT,
    SWALLOW_PINGS,
    ANSWER_PINGS,
    STRIP_EXTENSIONS,
    REPLACE_CLOSE,
    ADD_HEADERS
  }

  /** A frame; without its mask. */
  private static final class Part {
    private final int first;
    private final boolean masked;
    private final int key;
    private final byte[] payload;

    Part(int first, boolean masked, int key, byte[] payload) {
      this.first = first;
      this.masked = masked;
      this.key = key;
      this.payload = payload;
    }

    int first() {
      return first;
    }

    boolean masked() {
      return masked;
    }

    int key() {
      return key;
    }

    byte[] payload() {
      return payload;
    }

    int opcode() {
      return first & 0xf;
    }

    boolean fin() {
      return (first & 0x80) != 0;
    }

    boolean data() {
      return opcode() < 8;
    }

    Part with(int newFirst, byte[] other) {
      return new Part(newFirst, masked, key, other);
    }
  }

  private final ServerSocket listening;
  private final int server;
  private final Fault fault;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  MisbehavingProxy(int server, Fault fault) throws IOException {
    this.server = server;
    this.fault = fault;
    this.listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException gone) {
                // a connection has ended, and both of its ends notice
              }
            },
            "misbehaving-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
      open.addAll(List.of(client, upstream));
      start(() -> pass(client, upstream, true));
      start(() -> pass(upstream, client, false));
    }
  }

  private void pass(Socket from, Socket to, boolean fromClient) throws IOException {
    try {
      DataInputStream in = new DataInputStream(from.getInputStream());
      DataOutputStream out = new DataOutputStream(to.getOutputStream());
      out.write(head(in, fromClient).getBytes(ISO_8859_1));
      ByteArrayOutputStream merged = new ByteArrayOutputStream();
      int begun = 0;
      while (true) {
        Part part = read(in);
        if (fault == Fault.MERGE && fromClient && part.data()) {
          begun = part.opcode() == 0 ? begun : part.first();
          merged.writeBytes(part.payload());
          if (part.fin()) {
            write(out, part.with(begun | 0x80, merged.toByteArray()));
            merged.reset();
          }
        } else if (part.opcode() == 9 && fault == Fault.ANSWER_PINGS && fromClient) {
          synchronized (from) {
            write(
                new DataOutputStream(from.getOutputStream()),
                new Part(0x8a, false, 0, part.payload()));
          }
        } else {
          synchronized (to) {
            changed(out, part, fromClient);
          }
        }
      }
    } finally {
      to.shutdownOutput();
    }
  }

  private void changed(DataOutputStream out, Part part, boolean fromClient) throws IOException {
    if (fault == Fault.NEW_KEYS && fromClient) {
      write(out, new Part(part.first(), true, part.key() + 1, part.payload()));
    } else if (fault == Fault.SPLIT && fromClient && part.data() && part.payload().length > 1) {
      byte[] rest = new byte[part.payload().length - 1];
      System.arraycopy(part.payload(), 1, rest, 0, rest.length);
      write(out, part.with(part.first() & 0x7f, new byte[] {part.payload()[0]}));
      write(out, part.with(part.first() & 0x80, rest));
    } else if (fault == Fault.REPLACE_CLOSE && fromClient && part.opcode() == 8) {
      write(out, part.with(part.first(), new byte[] {3, (byte) 0xe9})); // 1001
    } else if (fault != Fault.SWALLOW_PINGS || part.opcode() != 9) {
      write(out, part);
    }
  }

  private String head(DataInputStream in, boolean fromClient) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    if (fromClient && fault == Fault.STRIP_EXTENSIONS) {
      return head.toString().replaceAll("Sec-WebSocket-Extensions:.*\r\n", "");
    }
    return fromClient && fault == Fault.ADD_HEADERS
        ? head.insert(head.length() - 2, "X-Forwarded-For: 192.0.2.1\r\nVia: 1.1 box\r\n")
            .toString()
        : head.toString();
  }

  private static Part read(DataInputStream in) throws IOException {
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    int length = second & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = Math.toIntExact(in.readLong());
    }
    boolean masked = (second & 0x80) != 0;
    int key = masked ? in.readInt() : 0;
    byte[] payload = new byte[length];
    in.readFully(payload);
    return new Part(first, masked, key, mask(payload, key));
  }

  private static byte[] mask(byte[] payload, int key) {
    byte[] octets = ByteBuffer.allocate(4).putInt(key).array();
    byte[] masked = new byte[payload.length];
    for (int i = 0; i < payload.length; i++) {
      masked[i] = (byte) (payload[i] ^ octets[i % 4]);
    }
    return masked;
  }

  private static void write(DataOutputStream out, Part part) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    DataOutputStream to = new DataOutputStream(frame);
    int mask = part.masked() ? 0x80 : 0;
    int length = part.payload().length;
    to.write(part.first());
    if (length < 126) {
      to.write(mask | length);
    } else if (length < 65536) {
      to.write(mask | 126);
      to.writeShort(length);
    } else {
      to.write(mask | 127);
      to.writeLong(length);
    }
    if (part.masked()) {
      to.writeInt(part.key());
    }
    to.write(mask(part.payload(), part.key()));
    out.write(frame.toByteArray());
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
