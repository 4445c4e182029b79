package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.client.ClientOptions;
import org.wsbin.client.ClientWebSocket;
import org.wsbin.settings.InvalidSettingException;
import org.wsbin.terminal.ServerView.Report;

class ServerViewTest {
  private final ClientOptions options = new ClientWebSocket().control();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private int postStatus = 201;
  private String suggestion = "{\"name\":\"abc\",\"transcript\":\"/transcripts/abc\"}";
  private String log = "Connection 1 from here\n  GET /wire/echo?token=x HTTP/1.1\n";
  private int verdictStatus = 200;
  private String verdict = "passed  masked: yes.\nPassed: 1 passed, 0 failed, 0 skipped.\n";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String uri = exchange.getRequestURI().toString();
    asked.add(exchange.getRequestMethod() + " " + uri);
    boolean post = exchange.getRequestMethod().equals("POST");
    String body = post ? suggestion : uri.contains("/verdict") ? verdict : log;
    byte[] bytes = body.getBytes(UTF_8);
    int status = post ? postStatus : uri.contains("/verdict") ? verdictStatus : 200;
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private URI at(String path) {
    return URI.create("ws://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  @ParameterizedTest
  @CsvSource({
    "/wire/echo, /transcripts",
    "/deep/er/ws/, /deep/er/transcripts",
    "/ws, /transcripts",
    "/echo, /transcripts",
    "/, /transcripts",
    "/a/websocket/echo, /a/transcripts",
    "/a/wire/message/ws/echo?x=y, /a/transcripts"
  })
  void theNameIsAskedForAtTheRootOfTheServer(String path, String names) {
    Report report = ServerView.of(at(path), options).report(true);
    assertThat(asked)
        .containsExactly(
            "POST " + names,
            "GET " + names + "/abc?format=text&wait=5s",
            "GET " + names + "/abc/verdict?format=text");
    assertThat(report.transcript()).hasValue(at(names + "/abc"));
    assertThat(report.passed()).isTrue();
    assertThat(report.trouble()).isEmpty();
  }

  @Test
  void aRefusedHandshakeIsNotWaitedFor() {
    ServerView.of(at("/wire/echo"), options).report(false);
    assertThat(asked).contains("GET /transcripts/abc?format=text");
  }

  @Test
  void aNameInTheUrlIsTaken() {
    Report report = ServerView.of(at("/wire/echo?a=b&transcript=mine&c=d"), options).report(true);
    assertThat(asked).noneMatch(request -> request.startsWith("POST"));
    assertThat(report.transcript()).hasValue(at("/transcripts/mine"));
  }

  @Test
  void theClientsFileHasTheNameToo(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("client.json");
    Run.of(
        at("/wire/echo").toString(),
        Map.of(Flag.SERVER_VIEW, List.of(), Flag.TRANSCRIPT_FILE, List.of(file.toString())));
    assertThat(file).content(UTF_8).startsWith("{\"version\":1,\"name\":\"abc\",");
  }

  @Test
  void aNameInTheUrlMayBePercentEncoded() {
    Report report = ServerView.of(at("/wire/echo?transcript=a%31"), options).report(true);
    assertThat(report.transcript()).hasValue(at("/transcripts/a1"));
  }

  @Test
  void aNameInAHeaderIsNotSentBesideAnother() {
    Map<Flag, List<String>> given =
        Map.of(Flag.HEADER, List.of("wsbin-transcript: mine"), Flag.SERVER_VIEW, List.of());
    assertThatThrownBy(() -> ConnectionOptions.set(given, Map.of(), options))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageEndingWith("give the name with --transcript NAME instead.");
  }

  @Test
  void aLogThatIsCutSaysSo() {
    log = "x\n".repeat(3 << 20);
    Report report = ServerView.of(at("/wire/echo"), options).report(true);
    assertThat(report.log()).hasSize(2 << 20);
    assertThat(report.trouble()).hasValue("The log is longer; these are its first 4 MiB.");
  }

  @Test
  void secretsAreMaskedAndControlCharactersHaveNoEffect() {
    log = "  GET /wire/echo?token=x HTTP/1.1\n  X-Api-Key: y\n  0.1 < #1 text \"\u001b[2J\"\n";
    assertThat(ServerView.of(at("/wire/echo"), options).report(true).log())
        .containsExactly(
            "  GET /wire/echo?token=*** HTTP/1.1",
            "  X-Api-Key: ***",
            "  0.1 < #1 text \"\\u001b[2J\"");
  }

  @Test
  void aClientThatFailsIsNoTrouble() {
    verdictStatus = 422;
    verdict = "failed  masked: no.\n";
    Report report = ServerView.of(at("/wire/echo"), options).report(true);
    assertThat(report.passed()).isFalse();
    assertThat(report.verdict()).containsExactly("failed  masked: no.");
    assertThat(report.trouble()).isEmpty();
  }

  @Test
  void aMissingVerdictIsReported() {
    verdictStatus = 503;
    verdict = "4 transcripts are being read: try again later.\n";
    assertThat(ServerView.of(at("/wire/echo"), options).report(true).trouble())
        .hasValue("There is no verdict: 4 transcripts are being read: try again later.");
  }

  @ParameterizedTest
  @CsvSource({
    "403, Transcripts are off., Transcripts are off.",
    "404, Not here., '127.0.0.1 answers POST /transcripts with 404, so it is no wsbin, or one"
        + " without transcripts.'",
    "201, '{\"name\":\"a b\"}', '127.0.0.1 answers POST /transcripts with 201, so it is no wsbin,"
        + " or one without transcripts.'"
  })
  void aServerWithoutTranscriptsIsReported(int status, String body, String sentence) {
    postStatus = status;
    suggestion = body;
    Report report = ServerView.of(at("/wire/echo"), options).report(true);
    assertThat(report.trouble()).hasValue("No server's view: " + sentence);
    assertThat(report.transcript()).isEmpty();
    assertThat(asked).hasSize(1);
  }

  @Test
  void aUrlThatIsNoneOfWsbinsIsNotAskedFor() {
    assertThat(ServerView.of(at("/chat"), options).report(true).trouble())
        .hasValue(
            "No server's view: only a wsbin has one, and its paths are /ws/…, /wire/…, /echo and"
                + " /websocket/echo.");
    assertThat(asked).isEmpty();
  }

  @Test
  void aServerThatIsGoneIsReported() {
    URI target = at("/wire/echo");
    server.stop(0);
    assertThat(ServerView.of(target, options).report(true).trouble().orElseThrow())
        .startsWith("No server's view: 127.0.0.1:")
        .endsWith("refuses connections; is a server listening there?");
  }
}
