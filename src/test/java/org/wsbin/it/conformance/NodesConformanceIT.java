package org.wsbin.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.cluster.RedisServer;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.drivers.HttpClientDriver;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** Two nodes on a real Redis, and a driver whose connections go to one, then to the other. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class NodesConformanceIT {
  private static final List<AutoCloseable> OPEN = new ArrayList<>();

  /** Those of the group 1: texts and binary messages. */
  private static final int CASES = 16;

  private static RedisServer redis;
  private static List<RunningServer> nodes;

  private final String agent = "agent-" + UUID.randomUUID();

  @BeforeAll
  static void start() throws Exception {
    redis = RedisServer.start();
    OPEN.add(redis);
    nodes = List.of(node("a"), node("b"));
  }

  private static RunningServer node(String id) {
    RunningServer node = Servers.start("standalone", Map.of("redis", redis.url(), "node", id));
    OPEN.add(0, node);
    return node;
  }

  /** A test before this one may have stopped Redis. */
  @BeforeEach
  void awaitEachOther() {
    for (RunningServer node : nodes) {
      await().atMost(LONG).until(() -> alone(get(node, "index.json")).isEmpty());
    }
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : OPEN) {
      each.close();
    }
  }

  /** Without a pause between what one node hears and what the other is asked. */
  @Test
  void aRunThatIsSpreadOverNodesIsWholeOnEach() throws Exception {
    for (int number = 1; number <= CASES; number++) {
      run(nodes.get(number % 2), number);
      assertThat(ask(nodes.get((number + 1) % 2), "/getCaseStatus?case=" + number + "&agent="))
          .isEqualTo("{\"behavior\": \"OK\"}");
    }
    ask(nodes.get(0), "/updateReports?agent=");
    String index = get(nodes.get(1), "index.json").body().utf8();
    assertThat(CaseVerdict.of(agent, index)).hasSize(CASES);
    for (String file : List.of("index.json", "index.html", "junit.xml", "summary.md", file(3))) {
      RawResponse report = get(nodes.get(0), file);
      assertThat(report.status()).as(file).isEqualTo(200);
      assertThat(alone(report)).isEmpty();
      assertThat(report.body().utf8()).isEqualTo(get(nodes.get(1), file).body().utf8());
    }
  }

  /** The result of the run before is no answer any more, on neither node. */
  @Test
  void theLastRunOfACaseCountsOnEachNode() throws Exception {
    for (int round = 0; round < 20; round++) {
      RunningServer playing = nodes.get(round % 2);
      boolean echoes = round % 3 != 0;
      if (echoes) {
        run(playing, 1);
      } else {
        failIn(playing, 1);
      }
      assertThat(ask(nodes.get((round + 1) % 2), "/getCaseStatus?case=1&agent="))
          .as("round %s", round)
          .isEqualTo("{\"behavior\": \"%s\"}".formatted(echoes ? "OK" : "FAILED"));
    }
    assertThat(get(nodes.get(0), file(1)).body().utf8())
        .isEqualTo(get(nodes.get(1), file(1)).body().utf8());
  }

  @Test
  void whileRedisIsSilentEachNodeGoesOnAloneAndSaysSo() throws Exception {
    run(nodes.get(0), 1);
    redis.freeze();
    try {
      run(nodes.get(0), 2);
      run(nodes.get(1), 3);
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> {
                RawResponse page = get(nodes.get(0), "index.html");
                assertThat(alone(page)).contains("this node goes on alone");
                assertThat(page.body().utf8()).contains("this node goes on alone");
              });
      assertThat(verdicts(nodes.get(0))).containsOnly("1.1.1", "1.1.2");
      assertThat(ask(nodes.get(1), "/getCaseStatus?case=3&agent=")).contains("OK");
      ask(nodes.get(1), "/updateReports?agent=");
    } finally {
      redis.thaw();
    }
    for (RunningServer node : nodes) {
      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(verdicts(node)).containsOnly("1.1.1", "1.1.2", "1.1.3"));
      await().atMost(LONG).until(() -> alone(get(node, "index.json")).isEmpty());
    }
  }

  /** As after a restart of a Redis that keeps nothing on disk; and a node that comes later. */
  @Test
  void whatRedisHasLostComesAgainFromTheNodes() throws Exception {
    run(nodes.get(0), 1);
    run(nodes.get(1), 2);
    redis.tell("FLUSHALL");
    run(nodes.get(0), 3);
    RunningServer later = node("later");
    for (RunningServer node : List.of(nodes.get(0), nodes.get(1), later)) {
      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(verdicts(node)).containsOnly("1.1.1", "1.1.2", "1.1.3"));
    }
  }

  @Test
  void whatSomebodyElseWritesToRedisHarmsNobody() throws Exception {
    run(nodes.get(0), 1);
    String meta = "wsbin:{results:all}:meta";
    String offset = redis.tell("HINCRBY", meta, "o", "1").strip();
    String generation = redis.tell("HGET", meta, "g").strip();
    redis.tell("XADD", "wsbin:{results:all}:log", offset + "-0", "d", "hello", "s", "x:1");
    redis.tell("PUBLISH", "wsbin:{results:all}:events", "E" + generation + ":" + offset + ":hello");
    run(nodes.get(1), 2);
    for (RunningServer node : nodes) {
      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(verdicts(node)).containsOnly("1.1.1", "1.1.2"));
    }
    for (RunningServer node : nodes) {
      assertThat(Files.readString(node.log())).containsOnlyOnce("A shared result is left out");
    }
  }

  private void run(RunningServer node, int number) throws InterruptedException {
    ask(node, "/runCase?case=" + number + "&agent=");
  }

  private String ask(RunningServer node, String path) throws InterruptedException {
    return new HttpClientDriver(node.ws("conformance").toString(), agent).ask(path + agent);
  }

  /** Answers with another text. */
  private void failIn(RunningServer node, int number) throws IOException {
    try (RawWebSocket socket =
        RawWebSocket.open(node.ws("conformance/runCase?case=" + number + "&agent=" + agent))) {
      socket.readMessage(LONG);
      socket.send(Frame.text("something else"));
      socket.send(Frame.close(1000, ""));
      socket.readClose(LONG);
      socket.awaitEof(LONG);
    }
  }

  private String file(int number) {
    return agent.replace('-', '_') + "_case_1_1_" + number + ".json";
  }

  private Iterable<String> verdicts(RunningServer node) throws IOException {
    return CaseVerdict.of(agent, get(node, "index.json").body().utf8()).keySet().stream()
        .map(Object::toString)
        .toList();
  }

  private static String alone(RawResponse response) {
    return response.headers().first("wsbin-alone").orElse("");
  }

  private static RawResponse get(RunningServer node, String file) throws IOException {
    URI at = node.base();
    return RawHttp.once(
        at,
        List.of(
            "GET " + at.getPath() + "conformance/" + file + " HTTP/1.1",
            "Host: " + at.getAuthority(),
            "Connection: close"),
        LONG);
  }
}
