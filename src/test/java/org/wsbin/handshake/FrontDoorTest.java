package org.wsbin.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.FrontDoorServer;
import org.wsbin.it.RecordingClient;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.PlainEcho;
import org.wsbin.scenario.Query;

/** The front door on Tomcat, with room for one connection. */
class FrontDoorTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private static Path documents;
  private static FrontDoorServer server;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeAll
  static void start() throws Exception {
    for (String file : new String[] {"page.html", "WEB-INF/web.xml", "org/wsbin/Main.class"}) {
      Files.createDirectories(documents.resolve(file).getParent());
      Files.writeString(documents.resolve(file), "a page");
    }
    server =
        FrontDoorServer.start(
            documents,
            Map.of(
                "/echo", query -> new PlainEcho(),
                "/refusing", FrontDoorTest::refuse,
                "/failing", FrontDoorTest::fail),
            Map.of("max-connections", "1"));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @AfterEach
  void everyoneHasLeft() {
    await().untilAsserted(() -> assertThat(server.connections().count()).isZero());
  }

  @Test
  @DisplayName("RFC 6455 section 4.2.2: what the rules accept is upgraded, as they decided")
  void whatIsAcceptedIsUpgraded() throws Exception {
    RecordingClient client = RecordingClient.open(server.ws("/echo"), "soap", "superchat");
    assertThat(client.subprotocol()).isEqualTo("superchat");
    client.send("hello");
    assertThat(client.next(SOON)).isEqualTo(WholeMessage.text("hello"));
    client.close();
    assertThat(client.closed()).succeedsWithin(SOON);
  }

  @Test
  void aPlainGetLearnsHowToConnect() throws Exception {
    HttpResponse<String> response = get("/echo");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .startsWith("This is a WebSocket endpoint")
        .contains("ws://127.0.0.1:" + server.port() + "/echo")
        .endsWith("\n");
    assertThat(response.headers().map())
        .containsEntry("content-type", List.of("text/plain;charset=utf-8"))
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .containsEntry("cache-control", List.of("no-store"));
  }

  @Test
  void aRefusalHasTheHeadersOfItsStatus() throws Exception {
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(server.http("/echo")).POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/echo/", "/Echo", "/ech%6f", "/echo;x=1", "/page.html/"})
  void anUnknownPathLearnsTheKnownPaths(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body())
        .isEqualTo(
            "There is nothing at \""
                + path
                + "\"; the WebSocket paths are /echo, /failing, /refusing.\n");
  }

  @Test
  void pagesAreServed() throws Exception {
    HttpResponse<String> response = get("/page.html");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("a page");
    HttpRequest.Builder head =
        HttpRequest.newBuilder(server.http("/page.html"))
            .method("HEAD", HttpRequest.BodyPublishers.noBody());
    assertThat(send(head).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/org/wsbin/Main.class",
        "/%6frg/wsbin/Main.class",
        "/x/../org/wsbin/Main.class",
        "/./org/wsbin/Main.class",
        "//org/wsbin/Main.class",
        "/org;x/wsbin/Main.class",
        "/page%2ehtml"
      })
  void whatIsNotForBrowsersIsNotThere(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).startsWith("There is nothing at ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/WEB-INF", "/WEB-INF/web.xml", "/web-inf/web.xml", "/META-INF/x"})
  void whatTomcatKeepsToItselfIsNotThere(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  @DisplayName("RFC 9110 section 7.8: a page is served to a client that offers h2c, as the JDK's")
  void anUpgradeToElsewhereIsIgnoredForPages() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(server.http("/page.html")).build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"POST, /page.html", "DELETE, /page.html", "OPTIONS, /page.html"})
  void pagesAreOnlyRead(String method, String path) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.http(path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    assertThat(send(request).statusCode()).isEqualTo(404);
  }

  @Test
  void aParameterThatIsNotOnOfferIs400() throws Exception {
    assertThat(handshake("/refusing").status()).isEqualTo(400);
    assertThat(handshake("/refusing").body().utf8()).isEqualTo("The parameter is wrong.\n");
    assertThat(handshake("/echo?name=%zz").status()).isEqualTo(400);
    assertThat(handshake("/echo?name=%zz").body().utf8())
        .startsWith("The query contains \"%zz\", which is not valid percent-encoding:");
  }

  @Test
  void aRouteThatFailsIs500WithoutAClassName() throws Exception {
    RawResponse answer = handshake("/failing");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.headers() + answer.body().utf8())
        .doesNotContain("Exception", "org.wsbin", "<html");
  }

  @Test
  @DisplayName("RFC 6455 section 4.2.2 item 4: an origin of several KB is 403 as any other")
  void aLongOriginIsRefused() throws Exception {
    String origin = "Origin: http://" + "a.".repeat(3500) + "example";
    assertThat(handshake("/echo", origin).status()).isEqualTo(403);
  }

  @Test
  @DisplayName("RFC 9110 section 15.6.4: no room is 503 with Retry-After, until someone leaves")
  void noRoomIs503() throws Exception {
    RecordingClient first = RecordingClient.open(server.ws("/echo"));
    await().untilAsserted(() -> assertThat(server.connections().count()).isEqualTo(1));
    RawResponse answer = handshake("/echo");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers().all("Retry-After")).containsExactly("5");
    assertThat(answer.body().utf8())
        .isEqualTo("The server has reached --max-connections: try again later.\n");
    first.close();
    await().untilAsserted(() -> assertThat(server.connections().count()).isZero());
    RecordingClient second = RecordingClient.open(server.ws("/echo"));
    second.close();
  }

  /** The whole answer to a good handshake that is refused. */
  private static RawResponse handshake(String path, String... headers) throws IOException {
    Opening opening = Opening.to(server.ws("/")).target(path);
    for (String header : headers) {
      opening = opening.header(header);
    }
    return opening.refusal();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(server.http(path)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static Behaviour refuse(Query query) {
    throw new BadParameterException("The parameter is wrong.");
  }

  private static Behaviour fail(Query query) {
    throw new IllegalStateException("on purpose");
  }
}
