package org.wsbin.load;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.Deflater;

/** What a crowd does to a server that it means to harm. */
enum Attack {
  UNFINISHED_MESSAGES("600 clients, each 1 MB of an unfinished message to /wire/reverse") {
    @Override
    List<Closeable> on(URI server) throws IOException {
      return clients(server, 600, "/wire/reverse", Echoing.binaryMessage(1_000_000), 1_000_000);
    }
  },
  WAITING_HANDSHAKES("2700 clients that ask for /wire/handshake-delay/59 and leave") {
    @Override
    List<Closeable> on(URI server) throws IOException {
      for (int i = 0; i < 2700; i++) {
        try (Socket client = connect(server)) {
          client.getOutputStream().write(head(server, "/wire/handshake-delay/59/echo"));
        }
      }
      return List.of();
    }
  },
  UNREAD_WIRE_ECHOES("100 clients that send 30 MB to /wire/echo and read nothing") {
    @Override
    List<Closeable> on(URI server) throws IOException {
      return senders(server, "/wire/echo", Echoing.binaryMessage(MUCH));
    }
  },
  UNREAD_ECHOES("100 clients that send 30 MB to /ws/echo and read nothing") {
    @Override
    List<Closeable> on(URI server) throws IOException {
      return senders(server, "/ws/echo", Echoing.binaryMessage(MUCH));
    }
  },
  /** Without a pause: on /ws each client would keep a thread running. */
  FLOOD("1000 clients that flood /ws/echo with messages of 125 bytes and read nothing") {
    @Override
    List<Closeable> on(URI server) throws IOException {
      NeverReadingCrowd crowd = new NeverReadingCrowd(Echoing.smallMessages(500));
      crowd.connect(server.resolve("ws/echo"), 1000);
      return List.of(crowd::close);
    }
  },
  DRIPS_FOR_NOBODY("1000 clients of /wire/drip/1/1000/generate/1m that leave") {
    @Override
    List<Closeable> on(URI server) throws IOException {
      for (int i = 0; i < 1000; i++) {
        open(server, "/wire/drip/1/1000/generate/1m").close();
      }
      return List.of();
    }
  },
  /** Each context of zlib is outside of the heap, and charged. */
  ZLIB_CONTEXTS("1000 clients of /wire/echo?context-takeover=true, a compressed message each") {
    @Override
    List<Closeable> on(URI server) throws IOException {
      return clients(
          server,
          1000,
          "/wire/echo?context-takeover=true",
          COMPRESSED_HELLO,
          COMPRESSED_HELLO.length);
    }
  },
  TINY_MESSAGES("100 clients of /wire/drip/1/10000/echo, 30000 messages of one byte each") {
    @Override
    List<Closeable> on(URI server) throws IOException {
      byte[] tiny = new byte[30_000 * TINY.length];
      for (int i = 0; i < tiny.length; i++) {
        tiny[i] = TINY[i % TINY.length];
      }
      return senders(server, "/wire/drip/1/10000/echo", tiny);
    }
  },
  /** Small messages first, so that the thread that polls inflates for the connection. */
  COMPRESSION_BOMBS("50 clients that connect anew for each bomb of 1 MiB to /wire/echo") {
    @Override
    List<Closeable> on(URI server) throws IOException {
      byte[] bomb = bomb(1 << 20);
      return again(
          50,
          () -> {
            try (Socket client = open(server, "/wire/echo?context-takeover=false")) {
              for (int i = 0; i < 10; i++) {
                client.getOutputStream().write(COMPRESSED_HELLO);
                Thread.sleep(1); // or they are one read
              }
              client.getOutputStream().write(bomb);
              client.getOutputStream().write(CLOSE);
              client.getInputStream().readAllBytes(); // the bomb has exploded
            }
          });
    }
  },
  TRANSCRIPT_READERS("300 clients that ask for a transcript of 1 MiB and read nothing") {
    @Override
    List<Closeable> on(URI server) throws IOException {
      byte[] message = Echoing.binaryMessage(4000);
      try (Socket client = open(server, "/wire/sink?transcript=full")) {
        for (int i = 0; i < 300; i++) {
          send(client, message, message.length);
        }
      }
      byte[] get =
          "GET /transcripts/full HTTP/1.1\r\nHost: %s\r\n\r\n"
              .formatted(server.getAuthority())
              .getBytes(StandardCharsets.US_ASCII);
      List<Closeable> readers = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        Socket reader = connect(server);
        reader.getOutputStream().write(get);
        readers.add(reader);
      }
      return readers;
    }
  };

  /** More than the buffers of two sockets and the queue. */
  private static final int MUCH = 30_000_000;

  /** RFC 7692 section 7.2.3.1, masked with 0. */
  private static final byte[] COMPRESSED_HELLO =
      HexFormat.of().parseHex("c18700000000f248cdc9c90700");

  /** With 1000. */
  private static final byte[] CLOSE = HexFormat.of().parseHex("88820000000003e8");

  /** A text of one byte. */
  private static final byte[] TINY = HexFormat.of().parseHex("81810000000061");

  private final String text;

  Attack(String text) {
    this.text = text;
  }

  /** Attacks, and returns what keeps on attacking until it is closed. */
  abstract List<Closeable> on(URI server) throws IOException;

  /** Who does what. */
  String text() {
    return text;
  }

  /**
   * Attacks the server at a URI until the standard input ends; says when all have begun.
   *
   * @param args an attack's name, and the URI
   */
  public static void main(String[] args) throws IOException {
    List<Closeable> attackers = valueOf(args[0]).on(URI.create(args[1]));
    System.out.println("attacking");
    System.in.readAllBytes();
    for (Closeable attacker : attackers) {
      attacker.close();
    }
  }

  /** Each sends the first bytes of the message, and is open after that. */
  private static List<Closeable> clients(
      URI server, int count, String path, byte[] message, int bytes) throws IOException {
    List<Closeable> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Socket client = open(server, path);
      send(client, message, bytes);
      clients.add(client);
    }
    return clients;
  }

  /** A hundred that send all of it at the same time. */
  private static List<Closeable> senders(URI server, String path, byte[] message)
      throws IOException {
    List<Closeable> clients = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Socket client = open(server, path);
      Thread sending = new Thread(() -> send(client, message, message.length));
      sending.setDaemon(true);
      sending.start();
      clients.add(client);
    }
    return clients;
  }

  /** What one of them does, again and again. */
  private interface Round {
    void run() throws IOException, InterruptedException;
  }

  /** Returns when each of them has done it once; who fails begins anew. */
  private static List<Closeable> again(int count, Round round) throws IOException {
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch once = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      Thread attacker =
          new Thread(
              () -> {
                boolean first = true;
                while (!over.get()) {
                  if (done(round) && first) {
                    first = false;
                    once.countDown();
                  }
                }
              });
      attacker.setDaemon(true);
      attacker.start();
    }
    try {
      if (!once.await(1, TimeUnit.MINUTES)) {
        throw new IOException(once.getCount() + " of them could not attack.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.of(() -> over.set(true));
  }

  private static boolean done(Round round) {
    try {
      round.run();
      return true;
    } catch (IOException refused) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A message of so many zeros, compressed (RFC 7692 section 7.2.1), masked with 0. */
  private static byte[] bomb(int bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(new byte[bytes]);
    byte[] out = new byte[64 * 1024];
    int count = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH) - 4;
    deflater.end();
    return ByteBuffer.allocate(8 + count)
        .put(new byte[] {(byte) 0xc2, (byte) 0xfe})
        .putShort((short) count)
        .putInt(0)
        .put(out, 0, count)
        .array();
  }

  private static byte[] head(URI server, String path) {
    String context = server.getPath().replaceFirst("/$", "");
    return String.join(
            "\r\n",
            "GET " + context + path + " HTTP/1.1",
            "Host: " + server.getAuthority(),
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            path.contains("context-takeover")
                ? "Sec-WebSocket-Extensions: permessage-deflate"
                : "Accept: */*",
            "",
            "")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static Socket connect(URI server) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.getPort());
  }

  private static Socket open(URI server, String path) throws IOException {
    Socket client = connect(server);
    client.setSoTimeout(10_000);
    client.getOutputStream().write(head(server, path));
    String start = new String(client.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    if (!start.startsWith("HTTP/1.1 ")) {
      throw new IOException("Not an answer: " + start);
    }
    return client;
  }

  /** Sends the first bytes of this message; a server that refuses them is what is wanted. */
  private static void send(Socket client, byte[] message, int bytes) {
    try {
      client.getOutputStream().write(message, 0, bytes);
    } catch (IOException refused) {
      // it has closed or cut the connection
    }
  }
}
