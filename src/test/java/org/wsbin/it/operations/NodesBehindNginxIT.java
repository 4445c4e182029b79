package org.wsbin.it.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.wsbin.it.Waits.LONG;
import static org.wsbin.it.handshake.RequestTemplate.plain;
import static org.wsbin.it.handshake.RequestTemplate.upgrade;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.cluster.RedisServer;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.handshake.RequestTemplate;
import org.wsbin.it.peer.ForeignServer;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/**
 * What deploy/nodes starts: two nodes, the settings of its Redis, and nginx as configured there.
 */
@OnStandalone
@ExtendWith(ServerExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class NodesBehindNginxIT {
  private static final String PASSWORD = "open sesame";
  private static final Pattern REDIS = Pattern.compile("(?s)exec valkey-server - <<END\n.*? END\n");
  private static final Pattern ADMIN = Pattern.compile("are at (http://127\\.0\\.0\\.1:\\d+)/\\R");

  private final RunningServer original;
  private RedisServer redis;
  private RunningServer a;
  private RunningServer b;

  @TempDir private Path directory;

  NodesBehindNginxIT(RunningServer original) {
    this.original = original;
  }

  @BeforeAll
  void start(@TempDir Path files) throws Exception {
    Path password = Files.writeString(files.resolve("password"), PASSWORD + "\n");
    Path settings = Files.writeString(files.resolve("redis.conf"), redisSettings(password));
    redis = RedisServer.start("--include", settings.toString());
    a = node("a", password);
    b = node("b", password);
  }

  /**
   * The settings that the compose file hands to its Redis, for a port and directory of this test.
   */
  private static String redisSettings(Path password) throws Exception {
    Matcher script =
        REDIS.matcher(Files.readString(Path.of("deploy/nodes/compose.yaml")).replace("$$", "$"));
    assertThat(script.find()).isTrue();
    String printing =
        script
            .group()
            .replaceAll("(?m)^ +", "")
            .replace("exec valkey-server -", "cat")
            .replace("/run/secrets/redis-password", password.toString());
    Process shell = new ProcessBuilder("sh", "-c", printing).start();
    String printed = new String(shell.getInputStream().readAllBytes(), UTF_8);
    assertThat(printed).contains("requirepass \"" + PASSWORD + "\"\n", "port 6379\n");
    return printed.replaceAll("(?m)^(port|dir) .*\n", "");
  }

  private RunningServer node(String name, Path password) {
    return Servers.startLike(
        original,
        Map.of(
            "redis", redis.url(),
            "redis-password-file", password.toString(),
            "node", name,
            "admin-port", "0",
            "drain-time", "100ms",
            "max-fault-duration", "200ms",
            "trusted-proxies", "127.0.0.1"));
  }

  @AfterAll
  void stop() {
    a.close();
    b.close();
    redis.close();
  }

  private ForeignServer nginx(String balance) {
    return ForeignServer.nginxOfNodes(directory, balance, a.base(), b.base());
  }

  @Test
  void whatIsNotStickySpreadsEvenly() throws IOException {
    List<RawWebSocket> open = new ArrayList<>();
    try (ForeignServer nginx = nginx("spread")) {
      for (int i = 0; i < 10; i++) {
        open.add(RawWebSocket.open(ws(nginx, "wire/echo")));
      }
      assertThat(open).extracting(NodesBehindNginxIT::node).containsOnly("a", "b");
      assertThat(open).filteredOn(each -> node(each).equals("a")).hasSize(5);
    } finally {
      for (RawWebSocket each : open) {
        each.close();
      }
    }
  }

  @Test
  void anAddressThatSticksKeepsItsNodeAndOthersGetTheOther() throws Exception {
    try (ForeignServer nginx = nginx("sticky")) {
      Map<Integer, Set<String>> nodes =
          IntStream.rangeClosed(1, 20)
              .boxed()
              .collect(toMap(last -> last, last -> nodesOfAddress(nginx, last)));

      assertThat(nodes.values()).as("%s", nodes).allSatisfy(each -> assertThat(each).hasSize(1));
      assertThat(nodes.values()).contains(Set.of("a"), Set.of("b"));
    }
  }

  /** The nodes that five connections from 127.0.0.LAST get. */
  private static Set<String> nodesOfAddress(ForeignServer nginx, int last) {
    Set<String> found = new TreeSet<>();
    for (int i = 0; i < 5; i++) {
      found.add(node(answer(nginx, last, upgrade("wire/echo"))));
    }
    return found;
  }

  private static RawResponse answer(ForeignServer nginx, int last, RequestTemplate request) {
    try (RawHttp http =
        RawHttp.connectFrom(InetAddress.getByName("127.0.0." + last), nginx.uri(), LONG)) {
      return http.exchange(request.lines(nginx.uri()));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void aCookieThatSticksKeepsItsNodeFromAnyAddress() {
    Set<String> all = new TreeSet<>();
    try (ForeignServer nginx = nginx("sticky-cookie")) {
      for (int i = 0; i < 20; i++) {
        RawResponse first = answer(nginx, 1, upgrade("wire/echo"));
        String cookie = first.headers().first("set-cookie").orElseThrow().replaceFirst(";.*", "");
        all.add(node(first));
        for (int last = 1; last < 4; last++) {
          RawResponse next = answer(nginx, last, upgrade("wire/echo").with("Cookie", cookie));
          assertThat(node(next)).isEqualTo(node(first));
        }
      }
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
    assertThat(all).containsExactly("a", "b");
  }

  @Test
  void theProbeTellsWhichNodesItReaches() throws Exception {
    try (ForeignServer spreading = nginx("spread");
        ForeignServer sticking = nginx("sticky-cookie")) {
      assertThat(probed(spreading))
          .containsPattern("reached the nodes a \\(10\\), b \\(10\\)")
          .contains("no response has set a cookie");
      assertThat(probed(sticking))
          .containsPattern("reached the nodes a \\(\\d+\\), b \\(\\d+\\)")
          .containsPattern("with the cookies of the first response: [ab] \\(8\\)");
    }
  }

  private static String probed(ForeignServer nginx) throws Exception {
    Process probe =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("wsbin.war"),
                "probe",
                "--only",
                "many",
                "--json",
                ws(nginx, "").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(probe.getInputStream().readAllBytes(), UTF_8);
    assertThat(probe.waitFor()).as(said).isZero();
    return said;
  }

  @ParameterizedTest
  @ValueSource(strings = {"spread", "sticky", "sticky-cookie"})
  void aWebSocketWorksThroughEach(String balance) throws IOException {
    try (ForeignServer nginx = nginx(balance)) {
      for (String path : List.of("wire/echo", "ws/echo")) {
        try (RawWebSocket socket = RawWebSocket.open(ws(nginx, path))) {
          socket.send(Frame.text("through nginx"));
          assertThat(socket.readMessage(LONG).text()).isEqualTo("through nginx");
          socket.send(Frame.close(1000, ""));
          assertThat(socket.readClose(LONG).closeCode()).isEqualTo(1000);
        }
      }
    }
  }

  @Test
  void nodesHearTheClientsAddressAndHostAndNoForgedOnes() throws IOException {
    try (ForeignServer nginx = nginx("spread")) {
      String inspected =
          answer(
                  nginx,
                  7,
                  plain("GET", "inspect")
                      .with("X-Forwarded-For", "203.0.113.9")
                      .with("X-Forwarded-Host", "forged.example")
                      .with("Forwarded", "for=203.0.113.9;host=forged.example"))
              .body()
              .utf8();
      assertThat(inspected)
          .contains("127.0.0.7", nginx.uri().getAuthority())
          .doesNotContain("203.0.113.9", "forged.example");
    }
  }

  /** With the usual max_fails either would put both nodes aside for ten seconds. */
  @ParameterizedTest
  @ValueSource(strings = {"wire/status/503", "wire/fault/no-answer"})
  void whatAClientAsksForPutsNoNodeAside(String path) throws IOException {
    try (ForeignServer nginx = nginx("spread")) {
      for (int i = 0; i < 3; i++) {
        assertThat(Opening.to(ws(nginx, path)).status()).isIn(502, 503);
      }
      Set<String> found = new TreeSet<>();
      for (int i = 0; i < 4; i++) {
        found.add(node(answer(nginx, 1, plain("GET", "catalogue"))));
      }
      assertThat(found).containsExactly("a", "b");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"spread", "sticky", "sticky-cookie"})
  void noClientNoticesANodeThatIsDrained(String balance) throws Exception {
    try (ForeignServer nginx = nginx(balance)) {
      change("POST");
      await().atMost(LONG).until(() -> Opening.to(b.ws("wire/echo")).status() == 503);
      for (int last = 1; last <= 10; last++) {
        RawResponse answer = answer(nginx, last, upgrade("wire/echo"));
        assertThat(answer.status()).isEqualTo(101);
        assertThat(node(answer)).isEqualTo("a");
      }
    } finally {
      change("DELETE");
      await().atMost(LONG).until(() -> Opening.to(b.ws("wire/echo")).status() == 101);
    }
  }

  @Test
  void membersOfAChannelMeetWhicheverNodeTheyGet() throws IOException {
    try (ForeignServer nginx = nginx("spread");
        RawWebSocket one = joined(nginx);
        RawWebSocket other = joined(nginx)) {
      assertThat(List.of(node(one), node(other))).containsExactlyInAnyOrder("a", "b");
      one.send(Frame.text("hello"));
      assertThat(other.readMessage(LONG).text()).contains("\"type\":\"message\"", "hello");
    }
  }

  private static RawWebSocket joined(ForeignServer nginx) throws IOException {
    RawWebSocket socket = RawWebSocket.open(ws(nginx, "wire/channel/nginx?format=json"));
    assertThat(socket.readMessage(LONG).text()).contains("\"type\":\"joined\"");
    return socket;
  }

  /** Asks a, by its admin port, to drain b or to let it in again. */
  private void change(String method) throws Exception {
    Matcher announced = ADMIN.matcher(Files.readString(a.log()));
    assertThat(announced.find()).isTrue();
    URI drain = URI.create(announced.group(1) + "/nodes/b/drain");
    await()
        .atMost(LONG)
        .until(
            () ->
                HttpClient.newHttpClient()
                        .send(
                            HttpRequest.newBuilder(drain)
                                .method(method, BodyPublishers.noBody())
                                .build(),
                            BodyHandlers.discarding())
                        .statusCode()
                    < 300);
  }

  private static String node(RawWebSocket socket) {
    return node(socket.answer());
  }

  private static String node(RawResponse answer) {
    return answer.headers().first("wsbin-node").orElse("none");
  }

  private static URI ws(ForeignServer nginx, String path) {
    return URI.create("ws://" + nginx.uri().getAuthority() + "/" + path);
  }
}
