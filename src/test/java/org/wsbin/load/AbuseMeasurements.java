package org.wsbin.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.Footprint;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.Servers;
import org.wsbin.load.Echoing.Times;

/**
 * What clients that mean harm can do to a server with a heap of 256 MiB, while another client's
 * echo and {@code /health/live} are answered. Each attack once ended such a server.
 */
class AbuseMeasurements {
  private static final Duration SHORT = Duration.ofSeconds(10);

  /** More than the buffers of two sockets and the queue. */
  private static final int MUCH = 30_000_000;

  /** What Tomcat keeps of the largest number of requests for the next ones; it does not grow. */
  private static final long KEPT = 24 << 20;

  private static final StringBuilder ROWS = new StringBuilder();

  @Test
  void messagesThatNeverEnd() throws Exception {
    during(
        "600 clients, each 1 MB of an unfinished message to /wire/reverse",
        server -> {
          List<Closeable> clients = new ArrayList<>();
          for (int i = 0; i < 600; i++) {
            Socket client = open(server, "/wire/reverse");
            send(client, Echoing.binaryMessage(1_000_000), 1_000_000);
            clients.add(client);
          }
          return clients;
        });
  }

  @Test
  void handshakesThatWaitAndWhoseClientsHaveLeft() throws Exception {
    during(
        "2700 clients that ask for /wire/handshake-delay/59 and leave",
        server -> {
          for (int i = 0; i < 2700; i++) {
            try (Socket client = connect(server)) {
              client.getOutputStream().write(head(server, "/wire/handshake-delay/59/echo"));
            }
          }
          return List.of();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"/wire/echo", "/ws/echo"})
  void echoesThatNobodyReads(String path) throws Exception {
    during(
        "100 clients that send 30 MB to " + path + " and read nothing",
        server -> {
          byte[] much = Echoing.binaryMessage(MUCH);
          List<Closeable> clients = new ArrayList<>();
          for (int i = 0; i < 100; i++) {
            Socket client = open(server, path);
            Thread sending = new Thread(() -> send(client, much, MUCH));
            sending.setDaemon(true);
            sending.start();
            clients.add(client);
          }
          Thread.sleep(3000);
          return clients;
        });
  }

  /** Small messages without a pause: on /ws each client would keep a thread running. */
  @Test
  void floodsOfSmallMessages() throws Exception {
    during(
        "1000 clients that flood /ws/echo with messages of 125 bytes and read nothing",
        server -> {
          NeverReadingCrowd crowd = new NeverReadingCrowd(Echoing.smallMessages(500));
          crowd.connect(server.ws("ws/echo"), 1000);
          return List.of(crowd::close);
        });
  }

  @Test
  void dropsForNobody() throws Exception {
    during(
        "1000 clients of /wire/drip/1/1000/generate/1m that leave",
        server -> {
          for (int i = 0; i < 1000; i++) {
            open(server, "/wire/drip/1/1000/generate/1m").close();
          }
          return List.of();
        });
  }

  /** Each context of zlib is outside of the heap, and charged. */
  @Test
  void contextsOfZlib() throws Exception {
    during(
        "1000 clients of /wire/echo?context-takeover=true, a compressed message each",
        server -> {
          List<Closeable> clients = new ArrayList<>();
          for (int i = 0; i < 1000; i++) {
            Socket client = open(server, "/wire/echo?context-takeover=true");
            send(client, COMPRESSED_HELLO, COMPRESSED_HELLO.length);
            clients.add(client);
          }
          return clients;
        });
  }

  @Test
  void tinyMessagesThatWait() throws Exception {
    during(
        "100 clients of /wire/drip/1/10000/echo, 30000 messages of one byte each",
        server -> {
          byte[] tiny = new byte[30_000 * TINY.length];
          for (int i = 0; i < tiny.length; i++) {
            tiny[i] = TINY[i % TINY.length];
          }
          List<Closeable> clients = new ArrayList<>();
          for (int i = 0; i < 100; i++) {
            Socket client = open(server, "/wire/drip/1/10000/echo");
            Thread sending = new Thread(() -> send(client, tiny, tiny.length));
            sending.setDaemon(true);
            sending.start();
            clients.add(client);
          }
          Thread.sleep(3000);
          return clients;
        });
  }

  @Test
  void readersOfAFullTranscriptThatDoNotRead() throws Exception {
    during(
        "300 clients that ask for a transcript of 1 MiB and read nothing",
        server -> {
          byte[] message = Echoing.binaryMessage(4000);
          try (Socket client = open(server, "/wire/sink?transcript=full")) {
            for (int i = 0; i < 300; i++) {
              send(client, message, message.length);
            }
          }
          byte[] get =
              ("GET /transcripts/full HTTP/1.1\r\nHost: "
                      + server.ws("").getAuthority()
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII);
          List<Closeable> readers = new ArrayList<>();
          for (int i = 0; i < 300; i++) {
            Socket reader = connect(server);
            reader.getOutputStream().write(get);
            readers.add(reader);
          }
          return readers;
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire/echo", "ws/echo"})
  void aClientMaySend16MiBBeforeItReads(String path) throws Exception {
    try (RunningServer server = start();
        RawWebSocket client = RawWebSocket.open(server.ws(path))) {
      byte[] message = new byte[16 << 20];
      client.send(Frame.binary(Bytes.of(message)));
      assertThat(client.readMessage(Duration.ofMinutes(1)).payload().length())
          .isEqualTo(message.length);
    }
  }

  /** RFC 7692 section 7.2.3.1, masked with 0. */
  private static final byte[] COMPRESSED_HELLO =
      HexFormat.of().parseHex("c18700000000f248cdc9c90700");

  /** A text of one byte. */
  private static final byte[] TINY = HexFormat.of().parseHex("81810000000061");

  private interface Attack {
    /** Attacks, and returns what keeps on attacking until it is closed. */
    List<Closeable> on(RunningServer server) throws IOException, InterruptedException;
  }

  private static void during(String what, Attack attack) throws Exception {
    try (RunningServer server = start();
        Echoing echo = new Echoing(server.ws("wire/echo"))) {
      long pid = server.pid().orElseThrow();
      echo.during(SHORT);
      Times alone = echo.during(SHORT);
      long before = Footprint.of(pid).heap();
      List<Closeable> attackers = attack.on(server);
      assertThat(live(server)).isEqualTo(200);
      Times beside = echo.during(SHORT);
      assertThat(live(server)).isEqualTo(200);
      long meanwhile = Footprint.of(pid).heap();
      for (Closeable attacker : attackers) {
        attacker.close();
      }
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(2))
          .until(() -> Footprint.of(pid).heap() < before + KEPT);
      assertThat(server.terminate(Duration.ofSeconds(20))).hasValue(0);
      ROWS.append(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %.2f | %.2f | %.2f | %d | %d |%n",
              what,
              alone.median(),
              beside.median(),
              alone.p99(),
              beside.p99(),
              before >> 20,
              meanwhile >> 20));
    }
  }

  private static RunningServer start() {
    try (RunningServer like = Servers.start("standalone", Map.of())) {
      return Servers.startLike(like, "256m", Map.of("send-timeout", "1m"));
    }
  }

  private static int live(RunningServer server) throws IOException {
    URI at = server.base();
    List<String> lines =
        List.of("GET /health/live HTTP/1.1", "Host: " + at.getAuthority(), "Connection: close");
    return RawHttp.once(at, lines, SHORT).status();
  }

  private static byte[] head(RunningServer server, String path) {
    return String.join(
            "\r\n",
            "GET " + path + " HTTP/1.1",
            "Host: " + server.ws("").getAuthority(),
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

  private static Socket connect(RunningServer server) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.ws("").getPort());
  }

  private static Socket open(RunningServer server, String path) throws IOException {
    Socket client = connect(server);
    client.setSoTimeout(10_000);
    client.getOutputStream().write(head(server, path));
    byte[] start = client.getInputStream().readNBytes(12);
    assertThat(new String(start, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 ");
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

  @AfterAll
  static void report() throws IOException {
    String table =
        """
        | attack | echo p50, ms, before | during | p99 before | during | live heap, MiB, before | during |
        |---|---|---|---|---|---|---|
        """
            + ROWS;
    Files.writeString(Path.of("target", "abuse.md"), table);
  }
}
