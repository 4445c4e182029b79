package org.wsbin.it.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.cluster.RedisServer;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.peer.ForeignServer;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** Several nodes as processes, on a real Redis. */
@OnStandalone
@ExtendWith(ServerExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class NodesIT {
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final Pattern ADMIN = Pattern.compile("are at (http://127\\.0\\.0\\.1:\\d+)/\\R");

  private final RunningServer original;
  private final HttpClient http = HttpClient.newHttpClient();
  private RedisServer redis;
  private RunningServer a;
  private RunningServer b;
  private URI admin;

  NodesIT(RunningServer original) {
    this.original = original;
  }

  @BeforeAll
  void start() throws IOException {
    redis = RedisServer.start("--requirepass", "open sesame");
    a = node("a", Map.of());
    b = node("b", Map.of("admin-port", "0", "drain-time", "100ms"));
    Matcher announced = ADMIN.matcher(Files.readString(b.log()));
    assertThat(announced.find()).isTrue();
    admin = URI.create(announced.group(1));
  }

  private RunningServer node(String name, Map<String, String> more) throws IOException {
    Path password = Files.writeString(Files.createTempFile("redis", "password"), "open sesame\n");
    Map<String, String> settings = new HashMap<>(more);
    settings.put("redis", redis.url());
    settings.put("redis-password-file", password.toString());
    settings.put("max-connections-per-address", "20");
    settings.put("node", name);
    RunningServer node = Servers.startLike(original, settings);
    awaitNode(node, name);
    return node;
  }

  @AfterAll
  void stop() {
    a.close();
    b.close();
    redis.close();
  }

  @Test
  void eachNodeKnowsTheOthersAndNoticesWhenOneIsGone() throws Exception {
    awaitNodes(a, "a", "b");
    try (RunningServer leaving = node("leaves", Map.of());
        RunningServer killed = node("killed", Map.of())) {
      awaitNodes(a, "a", "b", "killed", "leaves");
      assertThat(leaving.terminate(LONG)).hasValue(0);
      awaitNodes(a, "a", "b", "killed");
      ProcessHandle.of(killed.pid().orElseThrow()).orElseThrow().destroyForcibly();
      awaitNodes(a, "a", "b");
    }
  }

  @Test
  void eachResponseSaysItsNode() throws Exception {
    assertThat(get(a.base(), "catalogue").headers().firstValue("wsbin-node")).hasValue("a");
    for (String path : List.of("wire/echo", "ws/echo")) {
      try (RawWebSocket socket = RawWebSocket.open(a.ws(path))) {
        assertThat(socket.answer().headers().first("wsbin-node")).hasValue("a");
      }
    }
  }

  @Test
  void anAddressHasItsLimitOnAllNodesTogether() throws Exception {
    List<RawWebSocket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        open.add(RawWebSocket.open(a.ws("wire/echo")));
        open.add(RawWebSocket.open(b.ws("wire/echo")));
      }
      for (RunningServer node : List.of(a, b)) {
        await().atMost(LONG).until(() -> status(node, "wire/echo") == 429);
      }
    } finally {
      for (RawWebSocket each : open) {
        each.close();
      }
    }
    await().atMost(LONG).until(() -> status(a, "wire/echo") == 101);
  }

  @Test
  void oneNodeIsDrainedAndComesBack(@TempDir Path directory) throws Exception {
    try (ForeignServer balancer = ForeignServer.haproxy(directory, List.of(a.base(), b.base()));
        RawWebSocket socket = RawWebSocket.open(b.ws("wire/echo"))) {
      HttpResponse<String> drained = change("POST", "/nodes/b/drain");
      assertThat(drained.statusCode()).isEqualTo(202);
      assertThat(drained.body())
          .isEqualTo("The node b takes no more connections, and closes those that it has.\n");
      assertThat(socket.readClose(LONG).closeCode()).isEqualTo(1001);
      await().atMost(LONG).until(() -> status(b, "health/ready") == 404); // on the admin port
      await().atMost(LONG).until(() -> getAdmin("/health/ready").statusCode() == 503);
      for (int i = 0; i < 10; i++) {
        try (RawWebSocket through = RawWebSocket.open(ws(balancer.uri(), "wire/echo"))) {
          assertThat(through.answer().headers().first("wsbin-node")).hasValue("a");
        }
      }
      await().atMost(LONG).until(() -> nodesJson(a).contains("\"draining\":true"));
    } finally {
      assertThat(change("DELETE", "/nodes/b/drain").body())
          .isEqualTo("The node b takes connections again.\n");
    }
    await().atMost(LONG).until(() -> status(b, "wire/echo") == 101);
  }

  @Test
  void aDrainNamesANode() throws Exception {
    assertThat(change("POST", "/nodes/nobody/drain").body())
        .isEqualTo("There is no node \"nobody\"; GET /nodes lists them.\n");
    HttpResponse<String> public_ =
        http.send(
            HttpRequest.newBuilder(a.base().resolve("nodes/b/drain"))
                .POST(BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    assertThat(public_.statusCode()).isIn(403, 404, 405);
  }

  @Test
  void aNodeGoesOnWithoutRedisAndSaysSo() throws Exception {
    try (RawWebSocket socket = RawWebSocket.open(a.ws("wire/echo"))) {
      redis.freeze();
      await()
          .atMost(LONG)
          .until(() -> get(a.base(), "health/ready").body().contains("goes on alone"));
      assertThat(get(a.base(), "health/ready").statusCode()).isEqualTo(200);
      assertThat(get(a.base(), "metrics").body())
          .contains("wsbin_redis_up 0.0", "wsbin_node_info{node=\"a\"} 1");
      assertThat(nodes(a)).as("it knows of itself").containsExactly("a");
      socket.send(Frame.text("still here"));
      assertThat(socket.readMessage(LONG).text()).isEqualTo("still here");
      assertThat(change("POST", "/nodes/a/drain").statusCode()).isEqualTo(503);
      assertThat(status(a, "ws/echo")).isEqualTo(101);
    } finally {
      redis.thaw();
    }
    awaitNodes(a, "a", "b");
    assertThat(get(a.base(), "health/ready").body()).isEqualTo("ok\n");
    assertThat(Files.readString(a.log())).contains("does not answer").doesNotContain("sesame");
  }

  /** The address of a machine that refuses connections. */
  @Test
  void aNodeStartsWithoutRedis() throws Exception {
    try (RunningServer alone =
        Servers.startLike(original, Map.of("redis", "redis://user:secret@127.0.0.1:1"))) {
      await()
          .atMost(LONG)
          .until(() -> get(alone.base(), "health/ready").body().contains("goes on alone"));
      assertThat(status(alone, "wire/echo")).isEqualTo(101);
      assertThat(Files.readString(alone.log()))
          .contains("redis://127.0.0.1:1")
          .doesNotContain("secret");
      assertThat(alone.terminate(LONG)).hasValue(0);
    }
  }

  @Test
  void aWrongUrlStopsTheStart() {
    assertThatThrownBy(() -> Servers.startLike(original, Map.of("redis", "localhost:6379")))
        .hasMessageContaining("localhost:6379")
        .hasMessageContaining("redis://HOST:PORT/DATABASE");
  }

  private void awaitNode(RunningServer node, String name) {
    await().atMost(LONG).until(() -> nodesOrNone(node).contains(name));
  }

  private void awaitNodes(RunningServer node, String... names) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(nodes(node)).containsExactly(names));
  }

  /** A node with an admin port has the list there. */
  private List<String> nodesOrNone(RunningServer node) throws Exception {
    String log = Files.readString(node.log());
    Matcher its = ADMIN.matcher(log);
    return its.find() ? ids(URI.create(its.group(1) + "/")) : nodes(node);
  }

  private List<String> nodes(RunningServer node) throws Exception {
    return ids(node.base());
  }

  private List<String> ids(URI base) throws Exception {
    return ID.matcher(get(base, "nodes").body()).results().map(each -> each.group(1)).toList();
  }

  private String nodesJson(RunningServer node) throws Exception {
    return get(node.base(), "nodes").body();
  }

  private HttpResponse<String> get(URI base, String path) throws Exception {
    return http.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> getAdmin(String path) throws Exception {
    return get(admin, path);
  }

  private HttpResponse<String> change(String method, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(admin.resolve(path)).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  private int status(RunningServer node, String path) throws Exception {
    if (!path.contains("echo")) {
      return get(node.base(), path).statusCode();
    }
    return Opening.to(node.ws(path)).status();
  }

  private static URI ws(URI base, String path) {
    return URI.create(base.toString().replaceFirst("^http", "ws") + path);
  }
}
