package org.wsbin.it.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.Background;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** The live stream of a transcript, on every container. */
@ExtendWith(ServerExtension.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TranscriptStreamIT {
  private static final int VANISHING = 6;
  private final RunningServer server;
  private final String name = UUID.randomUUID().toString();

  TranscriptStreamIT(RunningServer server) {
    this.server = server;
  }

  @Test
  void whatWasComesFirstAndThenWhatHappens() throws Exception {
    try (RawWebSocket socket = open();
        EventReader events = stream("?format=events")) {
      assertThat(events.response().statusCode()).isEqualTo(200);
      assertThat(events.response().headers().firstValue("Content-Type").orElseThrow())
          .isEqualToIgnoringCase("text/event-stream;charset=utf-8");
      assertThat(events.next()).containsExactly("retry: 1000");
      assertThat(events.next()).startsWith("id: 1", "event: opened");
      socket.send(Frame.text("one"));
      assertThat(socket.readMessage(LONG)).isNotNull();
      assertThat(events.next())
          .startsWith("id: 2", "event: frame")
          .last()
          .asString()
          .contains("\"direction\":\"received\"", "\"text\":\"one\"");
      assertThat(events.next()).last().asString().contains("\"direction\":\"sent\"");
      socket.send(Frame.close(4001, "bye"));
      socket.readClose(LONG);
      socket.awaitEof(LONG);
      assertThat(List.of(type(events), type(events), type(events), type(events), type(events)))
          .containsExactlyInAnyOrder("frame", "close", "frame", "close", "ended");
      request("DELETE", "");
      assertThat(events.next()).containsExactly("event: deleted", "data: {}");
      assertThat(events.next()).as("the end of the stream").isEmpty();
    }
  }

  @Test
  void whoComesBackGetsWhatItHasNotSeen() throws Exception {
    try (RawWebSocket socket = open()) {
      socket.send(Frame.text("one"));
      socket.readMessage(LONG);
      try (EventReader events = stream("", "Accept", "text/event-stream", "Last-Event-ID", "2")) {
        assertThat(events.next()).containsExactly("retry: 1000");
        assertThat(events.next()).startsWith("id: 3", "event: frame");
      }
    }
  }

  @Test
  void aStreamWaitsForTheNameIfTheQuerySaysSo() throws Exception {
    assertThat(request("GET", "?format=events").status()).isEqualTo(404);
    CompletableFuture<List<String>> first =
        Background.start(
            () -> {
              try (EventReader events = stream("?format=events&wait=30s")) {
                events.next();
                return events.next();
              }
            });
    open().close();
    assertThat(first.get(30, TimeUnit.SECONDS)).startsWith("id: 1", "event: opened");
  }

  @Test
  void aSlowReaderHoldsUpNobodyAndMissesNothing() throws Exception {
    try (RawWebSocket socket = open();
        Socket slow = request("GET /transcripts", 4096)) {
      Frame frame = Frame.text("\u0001".repeat(4000));
      for (int i = 0; i < 100; i++) {
        socket.send(frame);
        assertThat(socket.readMessage(LONG)).isNotNull();
      }
      try (EventReader quick = stream("?format=events")) {
        readUntil(quick.response().body(), "id: 201\n");
      }
      readUntil(slow.getInputStream(), "id: 201\n");
    }
  }

  @Test
  void aClientThatVanishesEndsItsStreamOnly() throws Exception {
    try (RawWebSocket socket = open();
        EventReader other = stream("?format=events")) {
      for (int i = 0; i < 20; i++) {
        Socket vanishing = request("GET /transcripts", 4096);
        readUntil(vanishing.getInputStream(), "event: opened");
        vanishing.setSoLinger(true, 0); // RST
        vanishing.close();
      }
      for (int i = 0; i < 20; i++) {
        socket.send(Frame.binary(Bytes.pattern(4000)));
        assertThat(socket.readMessage(LONG)).isNotNull();
      }
      readUntil(other.response().body(), "id: 41\n");
    }
  }

  /** A response is used again for the next client; a late write would get into that one's. */
  @Test
  void clientsThatVanishSpoilNobodysStream() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    try (RawWebSocket socket = open()) {
      List<CompletableFuture<Integer>> readers =
          Stream.generate(() -> Background.start(() -> vanishUntil(over)))
              .limit(VANISHING)
              .toList();
      for (int i = 0; i < 4000; i++) {
        socket.send(Frame.text("something to stream"));
        assertThat(socket.readMessage(LONG)).isNotNull();
      }
      over.set(true);
      for (CompletableFuture<Integer> each : readers) {
        assertThat(each.get(60, TimeUnit.SECONDS)).isPositive();
      }
    }
  }

  /** Opens streams and resets them; returns how many. */
  private int vanishUntil(AtomicBoolean over) throws IOException {
    int count = 0;
    for (; !over.get(); count++) {
      try (Socket vanishing = request("GET /transcripts", 4096)) {
        assertThat(new String(vanishing.getInputStream().readNBytes(12), ISO_8859_1))
            .isEqualTo("HTTP/1.1 200");
        readUntil(vanishing.getInputStream(), "event: opened");
        vanishing.setSoLinger(true, 0); // RST
      }
    }
    return count;
  }

  @Test
  void aWrongEventIdIsRefusedWithASentence() throws Exception {
    open().close();
    URI at = server.base();
    RawResponse refused =
        RawHttp.once(
            at,
            List.of(
                "GET " + at.getPath() + "transcripts/" + name + "?format=events HTTP/1.1",
                "Host: " + at.getAuthority(),
                "Last-Event-ID: -1",
                "Connection: close"),
            LONG);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().utf8())
        .startsWith("The header Last-Event-ID is \"-1\"; allowed is the id of an event");
  }

  private static String type(EventReader events) throws IOException {
    return events.next().get(1).replace("event: ", "");
  }

  private static void readUntil(InputStream in, String text) throws IOException {
    StringBuilder all = new StringBuilder();
    byte[] some = new byte[4096];
    while (all.indexOf(text) < 0) {
      int count = in.read(some);
      assertThat(count).as("%s", all).isPositive();
      all.append(new String(some, 0, count, ISO_8859_1));
    }
  }

  private Socket request(String methodAndRoot, int window) throws IOException {
    URI at = server.base();
    Socket socket = new Socket();
    socket.setReceiveBufferSize(window);
    socket.connect(new InetSocketAddress(at.getHost(), at.getPort()));
    socket.setSoTimeout(Math.toIntExact(LONG.toMillis()) * 3);
    String request =
        methodAndRoot.replace(" /", " " + at.getPath())
            + "/"
            + name
            + "?format=events HTTP/1.1\r\nHost: "
            + at.getAuthority()
            + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    return socket;
  }

  private RawWebSocket open() throws IOException {
    return Opening.to(server.ws("wire/echo?ping-interval=0&transcript=" + name)).open();
  }

  private EventReader stream(String query, String... headers) throws Exception {
    return EventReader.open(server.base().resolve("transcripts/" + name + query), headers);
  }

  private RawResponse request(String method, String query) throws IOException {
    URI at = server.base();
    return RawHttp.once(
        at,
        List.of(
            method + " " + at.getPath() + "transcripts/" + name + query + " HTTP/1.1",
            "Host: " + at.getAuthority(),
            "Content-Length: 0",
            "Connection: close"),
        LONG.plus(Duration.ofSeconds(30)));
  }
}
