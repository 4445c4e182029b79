package org.wsbin.it.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** Transcripts, on every container. */
@ExtendWith(ServerExtension.class)
class TranscriptIT {
  private final RunningServer server;
  private final String name = UUID.randomUUID().toString();

  TranscriptIT(RunningServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire", "ws"})
  void aConnectionOfEitherEngineIsRecorded(String engine) throws IOException {
    String id;
    try (RawWebSocket socket = open(engine + "/echo?transcript=" + name)) {
      id = socket.answer().headers().first("wsbin-connection").orElseThrow();
      socket.send(Frame.text("hello"));
      socket.readMessage(LONG);
      socket.send(Frame.close(4001, "bye"));
      socket.readClose(LONG);
      socket.awaitEof(LONG);
    }
    assertThat(text("wait=10s&format=text"))
        .startsWith("Connection " + id + " from ")
        .contains(" to echo on /" + engine + ", ")
        .contains("/" + engine + "/echo?transcript=" + name + " HTTP/1.1\n")
        .containsPattern("< #1 text, 5 bytes( key [0-9a-f]{8})? \"hello\"\n")
        .containsPattern("> #2 text, 5 bytes \"hello\"\n")
        .contains("; closed by the client");
    assertThat(text("format=json")).contains("\"id\":\"" + id + "\"", "\"code\":4001");
  }

  @Test
  void onWireEveryFrameIsThere() throws IOException {
    try (RawWebSocket socket = open("wire/echo?ping-interval=0&transcript=" + name)) {
      socket.send(Frame.ping("p"));
      socket.send(Frame.close(1000, ""));
      socket.readClose(LONG);
      socket.awaitEof(LONG);
    }
    assertThat(text("wait=10s&format=text"))
        .containsPattern("< #1 ping, 1 byte key [0-9a-f]{8} \"p\"\n")
        .contains("> #2 pong, 1 byte \"p\"\n")
        .containsPattern("< #3 close, 2 bytes key [0-9a-f]{8} 1000\n")
        .contains("> #4 close, 2 bytes 1000\n")
        .contains("closed by the client, cleanly\n");
  }

  @Test
  void theHeaderNamesItToo() throws IOException {
    try (RawWebSocket socket =
        Opening.to(server.ws("wire/close/4002")).header("Wsbin-Transcript: " + name).open()) {
      socket.send(socket.readClose(LONG));
      socket.awaitEof(LONG);
    }
    assertThat(text("wait=10s&format=text")).contains("; closed by the server, cleanly\n");
  }

  @Test
  void aRefusedHandshakeIsThereWithItsAnswer() throws IOException {
    Opening.to(server.ws("ws/status/418?transcript=" + name)).header("Cookie: secret=1").refusal();
    assertThat(text("format=text"))
        .startsWith("Refused ")
        .containsPattern("(?i)\n  Cookie: \\*\\*\\*\n") // Tomcat 10.1 shows names in lower case
        .contains("\n  418 This status was requested.\n");
    assertThat(text("format=text&secrets=shown")).contains("secret=1");
  }

  @Test
  void severalConnectionsAreAwaited() throws Exception {
    ExecutorService waiter = Executors.newSingleThreadExecutor();
    try {
      Future<String> waiting =
          waiter.submit(() -> text("wait=30s&connections=2&until=open&format=text"));
      List<RawWebSocket> open = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        assertThat(waiting).isNotDone();
        open.add(open("wire/echo?transcript=" + name));
      }
      assertThat(waiting.get(20, TimeUnit.SECONDS).split("Connection ", -1)).hasSize(3);
      for (RawWebSocket socket : open) {
        socket.close();
      }
    } finally {
      waiter.shutdownNow();
    }
  }

  @Test
  void aWaitThatIsOverIs408WithWhatIsThere() throws IOException {
    try (RawWebSocket socket = open("wire/echo?transcript=" + name)) {
      assertThat(socket).isNotNull();
      RawResponse answer = get("wait=100ms&format=text");
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.body().utf8()).startsWith("Connection ");
    }
  }

  @Test
  void aTranscriptCanBeDeletedAndIsUnknownThen() throws IOException {
    Opening.to(server.ws("ws/status/418?transcript=" + name)).refusal();
    assertThat(request("DELETE", "transcripts/" + name).status()).isEqualTo(204);
    RawResponse unknown = get("format=text");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.body().utf8()).startsWith("There is no transcript \"" + name + "\": ");
    assertThat(request("DELETE", "transcripts/" + name).status()).isEqualTo(404);
  }

  @Test
  void aPostSuggestsAName() throws IOException {
    RawResponse made = request("POST", "transcripts");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().utf8()).matches("\\{\"name\":\"[A-Za-z0-9_-]{22}\",.*");
  }

  @ParameterizedTest
  @CsvSource({
    "wait=6m, 'The parameter wait is \"6m\"; allowed is a duration'",
    "connections=0, 'The parameter connections is \"0\"; allowed is a whole number from 1 to 256.'",
    "until=over, 'The parameter until is \"over\"; allowed is open or closed.'",
    "format=xml, 'The parameter format is \"xml\"; allowed is '",
    "formt=1s, 'Unknown query parameter \"formt\"; did you mean \"format\"?'"
  })
  void wrongParametersAreNamed(String query, String sentence) throws IOException {
    RawResponse answer = get(query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().utf8()).startsWith(sentence);
  }

  @Test
  void aNameThatIsNotAllowedIsRefusedBeforeTheConnection() throws IOException {
    RawResponse refused = Opening.to(server.ws("wire/echo?transcript=a%20b")).refusal();
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().utf8())
        .isEqualTo(
            "The parameter transcript is \"a b\"; allowed is a name of 1 to 128 letters, digits,"
                + " and . _ ~ -.\n");
  }

  private RawWebSocket open(String path) throws IOException {
    return RawWebSocket.open(server.ws(path));
  }

  private String text(String query) throws IOException {
    RawResponse answer = get(query);
    assertThat(answer.status()).as("%s", answer.body().utf8()).isEqualTo(200);
    return answer.body().utf8();
  }

  private RawResponse get(String query) throws IOException {
    return request("GET", "transcripts/" + name + "?" + query);
  }

  private RawResponse request(String method, String path) throws IOException {
    URI at = server.base();
    return RawHttp.once(
        at,
        List.of(
            method + " " + at.getPath() + path + " HTTP/1.1",
            "Host: " + at.getAuthority(),
            "Content-Length: 0",
            "Connection: close"),
        LONG.plus(Duration.ofSeconds(30)));
  }
}
