package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.client.ClientWebSocket;
import org.wsbin.diff.SideException;
import org.wsbin.settings.InvalidSettingException;

class DiffTest {
  private static final String SIDE =
      "{\"version\":1,\"connections\":[{\"id\":\"a\",\"engine\":\"ENGINE\",\"request\":{\"line\":\"GET"
          + " / HTTP/1.1\",\"headers\":[[\"X\",\"VALUE\"]]},\"headers\":[],\"frames\":[],"
          + "\"omittedFrames\":0,\"faults\":[],\"close\":{\"received\":null,\"sent\":null,"
          + "\"by\":null,\"clean\":true},\"end\":{\"tcp\":\"fin\"},\"notShown\":[]}]}";

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Writer err = new StringWriter();

  private int diff(Map<Flag, List<String>> given, String... places) {
    return diff(given, Optional.empty(), places);
  }

  private int diffAt(String transcripts, String... places) {
    return diff(Map.of(), Optional.of(transcripts), places);
  }

  private int diff(Map<Flag, List<String>> given, Optional<String> transcripts, String... places) {
    return Diff.run(
        List.of(places),
        transcripts,
        given,
        new ProcessEnvironment(
            InputStream.nullInputStream(),
            out,
            new PrintWriter(err, true),
            new Terminals(false, false, false),
            Map.of(),
            end -> {}));
  }

  private String side(String engine, String value) throws IOException {
    Path file = directory.resolve(engine + ".json");
    return Files.writeString(file, SIDE.replace("ENGINE", engine).replace("VALUE", value))
        .toString();
  }

  @Test
  void theSameIs0AndDifferentIs1() throws IOException {
    assertThat(diff(Map.of(), side("client", "a"), side("wire", "a"))).isZero();
    assertThat(out.toString(UTF_8)).contains("Both sides saw the same.");
    assertThat(diff(Map.of(), side("client", "a"), side("wire", "b"))).isEqualTo(1);
    assertThat(out.toString(UTF_8)).contains("≠ X ", " 1. The request header X was changed.");
  }

  @Test
  void hostileValuesAreShownSafelyIn100Columns() throws IOException {
    String hostile = "\\u001b[31m\\n" + "x".repeat(500);
    diff(Map.of(), side("client", "a"), side("wire", hostile));
    assertThat(out.toString(UTF_8)).doesNotContain("\u001b").contains("\\u001b[31m\\nxxx");
    assertThat(out.toString(UTF_8).lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void jsonIsOneObject() throws IOException {
    diff(Map.of(Flag.JSON, List.of()), side("client", "a"), side("wire", "b"));
    assertThat(out.toString(UTF_8).strip().lines())
        .singleElement()
        .asString()
        .startsWith("{\"same\":false,\"differences\":[{\"kind\":\"header-changed\",");
  }

  @Test
  void wrongArgumentsAndFilesGetASentence() throws IOException {
    String client = side("client", "a");
    String server = side("wire", "a");
    assertThatThrownBy(() -> diff(Map.of(), client))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("diff needs CLIENT.json and SERVER.json");
    assertThatThrownBy(() -> diff(Map.of(), server, client))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("it has the engine \"wire\"");
    assertThatThrownBy(() -> diff(Map.of(), client, "none.json"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("The file \"none.json\" cannot be read.");
    assertThatThrownBy(() -> diff(Map.of(), client, "http:///x"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("The URL \"http:///x\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "server.json", "http://h/transcripts/x"})
  void onePlaceThatIsNoWebSocketIsNotTriedAsOne(String place) {
    assertThatThrownBy(() -> diff(Map.of(), place))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("diff needs CLIENT.json and SERVER.json")
        .hasMessageContaining("ws://HOST/wire/…; found was \"" + place + "\".");
  }

  @Test
  void aNameInTheUrlIsNotTaken() {
    assertThatThrownBy(() -> diff(Map.of(), "ws://h/wire/echo?transcript=mine"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "The URL has transcript=mine, but diff has a name of its own: give the URL without.");
  }

  @Test
  void requestsHaveTheHeadersAndGoThroughTheProxy() throws Exception {
    String tunnel = "HTTP/1.1 200 OK\r\n\r\n";
    String transcript = SIDE.replace("ENGINE", "wire").replace("VALUE", "a");
    String answer =
        "HTTP/1.1 200 OK\r\nContent-Length: " + transcript.length() + "\r\n\r\n" + transcript;
    try (PeerOnce proxy =
        new PeerOnce(
            PeerOnce.listen(ServerSocketFactory.getDefault()), List.of(tunnel, answer), "")) {
      Map<Flag, List<String>> given =
          Map.of(
              Flag.HEADER,
              List.of("X-Key: opens"),
              Flag.PROXY,
              List.of("127.0.0.1:" + proxy.port()));
      String server = "http://server.invalid/transcripts/x";
      assertThat(diff(given, side("client", "a"), server)).isZero();
      assertThat(proxy.heads().get(0)).startsWith("CONNECT server.invalid:80 ");
      assertThat(proxy.heads().get(1))
          .startsWith("GET /transcripts/x HTTP/1.1\r\n")
          .contains("X-Key: opens\r\n");
    }
  }

  @Test
  void whatTheServerSaysAboutANameIsShown() throws Exception {
    String sentence = "Transcripts have names: connect with ?transcript=NAME.";
    try (PeerOnce server =
        new PeerOnce(
            PeerOnce.listen(ServerSocketFactory.getDefault()),
            List.of(
                "HTTP/1.1 400 No\r\nContent-Length: " + sentence.length() + "\r\n\r\n" + sentence),
            "")) {
      String at = "http://127.0.0.1:" + server.port() + "/transcripts";
      assertThat(diff(Map.of(), side("client", "a"), at)).isEqualTo(3);
      assertThat(err).hasToString(sentence + System.lineSeparator());
    }
  }

  @Test
  void transcriptsAtIsForAConversationOnly() throws IOException {
    String client = side("client", "a");
    String server = side("wire", "a");
    assertThatThrownBy(() -> diffAt("http://h/transcripts", client, server))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("The option --transcripts-at is for ws://HOST/wire/… only");
  }

  @Test
  void aServerThatIsNotThereIs3() throws IOException {
    String client = side("client", "a");
    assertThat(diff(Map.of(), client, "http://127.0.0.1:1/transcripts/x")).isEqualTo(3);
    assertThat(err)
        .hasToString(
            "127.0.0.1:1 refuses connections; is a server listening there?"
                + System.lineSeparator());
  }

  @Test
  void anAnswerThatNeverEndsIsNotWaitedFor() throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread half =
          new Thread(
              () -> {
                try {
                  Socket socket = listening.accept();
                  socket
                      .getOutputStream()
                      .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".getBytes(UTF_8));
                } catch (IOException closed) {
                  throw new UncheckedIOException(closed);
                }
              });
      half.setDaemon(true);
      half.start();
      String at = "127.0.0.1:" + listening.getLocalPort();
      TranscriptSource source =
          new TranscriptSource(new ClientWebSocket().control(), Duration.ofSeconds(1));
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () ->
              assertThatThrownBy(() -> source.read("http://" + at + "/transcripts/x"))
                  .isInstanceOf(NotThereException.class)
                  .hasMessage(at + " gave no whole answer within 1 s."));
    }
  }

  @Test
  void theUrlOfTranscriptsIsOfHttp() {
    assertThatThrownBy(() -> TranscriptSource.uri("ws://h/transcripts"))
        .isInstanceOf(SideException.class)
        .hasMessage("The URL \"ws://h/transcripts\" must begin with http:// or https://.");
    assertThat(TranscriptSource.uri("HTTPS://h/transcripts")).hasHost("h");
  }

  @ParameterizedTest
  @CsvSource({
    "ws://h:1/wire/echo, http://h:1/transcripts",
    "wss://h/a/ws/echo, https://h/a/transcripts",
    "ws://h, http://h/transcripts",
    "ws://h/, http://h/transcripts",
    "ws://h/a/websocket/echo?x=y, http://h/a/transcripts",
    "ws://h/.ws, http://h/transcripts",
    "ws://h/behind/a/proxy, http://h/behind/a/proxy/transcripts"
  })
  void transcriptsAreBesideTheSocket(String socket, String transcripts) {
    assertThat(Diff.transcripts(URI.create(socket))).hasToString(transcripts);
  }
}
