package org.wsbin.it.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.cluster.RedisServer;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** Three nodes on a real Redis: whichever is asked answers for all. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class NodesTranscriptIT {
  private static final List<AutoCloseable> OPEN = new ArrayList<>();
  private static RedisServer redis;
  private static RunningServer a;
  private static RunningServer b;
  private static RunningServer c;

  private final RunningServer like;
  private final String name = UUID.randomUUID().toString();

  NodesTranscriptIT(RunningServer like) {
    this.like = like;
  }

  @BeforeAll
  static void start() throws Exception {
    redis = RedisServer.start();
    OPEN.add(redis);
    a = node("a");
    b = node("b");
    c = node("c");
  }

  private static RunningServer node(String id) {
    RunningServer node = Servers.start("standalone", Map.of("redis", redis.url(), "node", id));
    OPEN.add(0, node);
    return node;
  }

  /** A test before this one may have stopped Redis. */
  @BeforeEach
  void awaitEachOther() {
    for (RunningServer node : List.of(a, b, c)) {
      await().atMost(LONG).until(() -> get(node, "").headers().first("wsbin-alone").isEmpty());
    }
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : OPEN) {
      each.close();
    }
  }

  @Test
  void aClientThatComesBackToAnotherNodeHasOneTranscript() throws IOException {
    talk(a, "one");
    talk(b, "two");
    for (RunningServer node : List.of(a, b, c)) {
      String text = ok(node, "?wait=10s&connections=2&format=text");
      assertThat(text)
          .containsSubsequence(" of node a, ", "\"one\"", " of node b, ", "\"two\"")
          .doesNotContain("missing");
      assertThat(ok(node, "")).contains("\"node\":\"a\"", "\"node\":\"b\"");
      assertThat(ok(node, "?format=har")).contains("\"one\"", "\"two\"");
    }
    assertThat(ok(c, "/verdict?expect=reconnects:1&expect=connections:2&expect=messages:2"))
        .contains("\"passed\":true");
    assertThat(get(c, "/verdict?expect=reconnects:2").status()).isEqualTo(422);
  }

  @Test
  void whoWaitsOnOneNodeHearsOfAConnectionOfAnother() throws Exception {
    CompletableFuture<String> waiting =
        CompletableFuture.supplyAsync(() -> unchecked(b, "?wait=50s&format=text"));
    try (RawWebSocket socket = open(a)) {
      assertThat(ok(c, "?wait=20s&until=open&format=text")).contains("Connection ");
      assertThat(waiting).isNotDone();
      end(socket);
    }
    assertThat(waiting.get(20, TimeUnit.SECONDS)).contains("; closed by the client, cleanly");
  }

  @Test
  void aDeletionIsForAllNodes() throws IOException {
    try (RawWebSocket socket = open(a)) {
      echo(socket, "before");
      ok(b, "?wait=20s&until=open");
      assertThat(request(c, "DELETE", "").status()).isEqualTo(204);
      await().atMost(LONG).until(() -> get(a, "").status() == 404);
      echo(socket, "after");
    }
    assertThat(get(b, "").status()).isEqualTo(404);
    assertThat(request(c, "DELETE", "").status()).isEqualTo(404);
  }

  @Test
  void whileRedisIsSilentNothingIsDisturbedAndNothingIsLost() throws Exception {
    try (RawWebSocket socket = open(a)) {
      echo(socket, "before");
      assertThat(ok(b, "?wait=20s&until=open&format=text")).contains(" of node a, ");
      redis.freeze();
      for (int i = 0; i < 30; i++) {
        echo(socket, "message " + i);
      }
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> {
                RawResponse answer = get(a, "?format=text");
                assertThat(answer.headers().first("wsbin-alone")).isPresent();
                assertThat(answer.body().utf8())
                    .contains("\"message 29\"", "this node goes on alone");
              });
      redis.thaw();
      end(socket);
    } finally {
      redis.thaw();
    }
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              RawResponse answer = get(b, "?wait=20s&format=text");
              assertThat(answer.headers().first("wsbin-alone")).isEmpty();
              assertThat(answer.body().utf8())
                  .contains("< #1 text", "> #62 text", "\"message 29\"", "cleanly")
                  .doesNotContain("missing");
            });
  }

  @Test
  void ofANodeThatWasKilledIsThereWhatItHasSent() throws Exception {
    RunningServer doomed = Servers.startLike(like, Map.of("redis", redis.url(), "node", "doomed"));
    OPEN.add(0, doomed);
    try (RawWebSocket socket = open(doomed)) {
      echo(socket, "last words");
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> assertThat(get(b, "?format=text").body().utf8()).contains("> #2 text"));
      ProcessHandle.of(doomed.pid().orElseThrow()).orElseThrow().destroyForcibly();
    }
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(get(c, "?format=text").body().utf8())
                    .contains("\"last words\"")
                    .contains(" was on node doomed, which is gone: nobody has seen its end."));
    assertThat(ok(c, "")).contains("\"end\":null", "\"remarks\":[");
  }

  /** As after a restart of a Redis that keeps nothing on disk. */
  @Test
  void whatRedisHasLostComesAgainFromTheNodes() throws IOException {
    try (RawWebSocket socket = open(a)) {
      echo(socket, "before");
      ok(b, "?wait=20s&until=open");
      try (Socket redisSocket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
        redisSocket.getOutputStream().write("FLUSHALL\r\n".getBytes(UTF_8));
        assertThat(redisSocket.getInputStream().read()).isEqualTo('+');
      }
      echo(socket, "after");
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(get(c, "?format=text").body().utf8())
                      .contains("\"before\"", "\"after\"", "> #4 text")
                      .doesNotContain("missing"));
    }
  }

  private void talk(RunningServer node, String text) throws IOException {
    try (RawWebSocket socket = open(node)) {
      echo(socket, text);
      end(socket);
    }
  }

  private RawWebSocket open(RunningServer node) throws IOException {
    return RawWebSocket.open(node.ws("wire/echo?ping-interval=0&transcript=" + name));
  }

  private static void echo(RawWebSocket socket, String text) throws IOException {
    socket.send(Frame.text(text));
    socket.readMessage(LONG);
  }

  private static void end(RawWebSocket socket) throws IOException {
    socket.send(Frame.close(1000, ""));
    socket.readClose(LONG);
    socket.awaitEof(LONG);
  }

  private String ok(RunningServer node, String rest) throws IOException {
    RawResponse answer = get(node, rest);
    assertThat(answer.status()).as("%s", answer.body().utf8()).isEqualTo(200);
    return answer.body().utf8();
  }

  private String unchecked(RunningServer node, String rest) {
    try {
      return ok(node, rest);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private RawResponse get(RunningServer node, String rest) throws IOException {
    return request(node, "GET", rest);
  }

  private RawResponse request(RunningServer node, String method, String rest) throws IOException {
    URI at = node.base();
    return RawHttp.once(
        at,
        List.of(
            method + " " + at.getPath() + "transcripts/" + name + rest + " HTTP/1.1",
            "Host: " + at.getAuthority(),
            "Content-Length: 0",
            "Connection: close"),
        LONG);
  }
}
