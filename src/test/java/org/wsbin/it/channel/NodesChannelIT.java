package org.wsbin.it.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.cluster.RedisServer;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.RecordingClient;
import org.wsbin.it.peer.ForeignServer;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** A channel over several nodes on a real Redis, of which some end during the traffic. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class NodesChannelIT {
  private static final Pattern MESSAGE =
      Pattern.compile("\\{\"type\":\"message\",\"offset\":(\\d+),\"data\":\"([^\"]*)\".*");
  private static final String PATH = "wire/channel/tea?format=json";

  private final RunningServer original;

  NodesChannelIT(RunningServer original) {
    this.original = original;
  }

  /** Everything that a member gets, and what it sends; each on a thread of its own. */
  private static final class Member implements AutoCloseable {
    private final RecordingClient client;
    private final String name;
    private final List<String> got = Collections.synchronizedList(new ArrayList<>());
    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean publishing = true;

    Member(URI uri, String name) throws IOException {
      this.client = RecordingClient.open(uri);
      this.name = name;
      start(this::listen);
    }

    private static void start(Runnable task) {
      Thread thread = new Thread(task, "member");
      thread.setDaemon(true);
      thread.start();
    }

    private void listen() {
      try {
        while (true) {
          WholeMessage message = client.next(Duration.ofMinutes(5));
          got.add(message.text());
        }
      } catch (Exception | AssertionError ended) {
        publishing = false;
      }
    }

    void publish() {
      start(
          () -> {
            try {
              for (int i = 0; publishing; i++) {
                String text = name + "-" + i;
                client.send(text);
                sent.add(text);
                TimeUnit.MILLISECONDS.sleep(5);
              }
            } catch (Exception ended) {
              publishing = false;
            }
          });
    }

    void awaitJoined() {
      await().atMost(LONG).until(() -> got.stream().anyMatch(t -> t.contains("\"joined\"")));
    }

    List<Long> offsets() {
      return messages().map(each -> Long.parseLong(each.group(1))).toList();
    }

    List<String> texts() {
      return messages().map(each -> each.group(2)).toList();
    }

    private Stream<Matcher> messages() {
      return List.copyOf(got).stream().map(MESSAGE::matcher).filter(Matcher::matches);
    }

    /** Its own messages that came back. */
    List<String> acknowledged() {
      return texts().stream().filter(text -> text.startsWith(name + "-")).toList();
    }

    @Override
    public void close() throws IOException {
      client.close();
    }
  }

  private RunningServer node(RedisServer redis, String name) {
    return Servers.startLike(original, Map.of("redis", redis.url(), "node", name));
  }

  /** What was acknowledged is not lost, whoever ends: each member that is left has it, once. */
  @Test
  void twoOfFourNodesEndAndRedisStopsForTenSeconds() throws Exception {
    try (RedisServer redis = RedisServer.start();
        RunningServer a = node(redis, "a");
        RunningServer b = node(redis, "b");
        RunningServer c = node(redis, "c");
        RunningServer d = node(redis, "d");
        Member onA = new Member(a.ws(PATH + "&presence=true"), "a");
        Member onB = new Member(b.ws(PATH), "b");
        Member onC = new Member(c.ws(PATH), "c");
        Member onD = new Member(d.ws(PATH), "d")) {
      List<Member> all = List.of(onA, onB, onC, onD);
      all.forEach(Member::awaitJoined);
      all.forEach(Member::publish);
      await().atMost(LONG).until(() -> onA.offsets().size() > 200);

      redis.freeze();
      TimeUnit.SECONDS.sleep(10); // as long as the test's name says
      List<Integer> before = all.stream().map(member -> member.sent.size()).toList();
      redis.thaw();
      for (int i = 0; i < all.size(); i++) {
        Member member = all.get(i);
        int sent = before.get(i);
        await().atMost(LONG).until(() -> member.acknowledged().size() >= sent);
      }

      ProcessHandle.of(d.pid().orElseThrow()).orElseThrow().destroyForcibly();
      assertThat(c.terminate(LONG)).hasValue(0);
      int then = onA.offsets().size();
      await().atMost(LONG).until(() -> onA.offsets().size() > then + 100);
      all.forEach(member -> member.publishing = false);
      await()
          .atMost(LONG)
          .until(
              () ->
                  onA.acknowledged().size() == onA.sent.size()
                      && onB.acknowledged().size() == onB.sent.size()
                      && onA.offsets().size() == onB.offsets().size());

      for (Member left : List.of(onA, onB)) {
        assertThat(left.offsets())
            .as("in order, each once, without gaps")
            .isEqualTo(LongStream.rangeClosed(1, left.offsets().size()).boxed().toList());
        for (Member each : all) {
          assertThat(left.texts()).containsAll(each.acknowledged());
        }
      }
      assertThat(onA.texts()).isEqualTo(onB.texts());
      System.out.printf(
          "a: %d of %d acknowledged; b: %d of %d; c (SIGTERM): %d of %d; d (SIGKILL): %d of %d;"
              + " delivered to a and b: %d%n",
          onA.acknowledged().size(),
          onA.sent.size(),
          onB.acknowledged().size(),
          onB.sent.size(),
          onC.acknowledged().size(),
          onC.sent.size(),
          onD.acknowledged().size(),
          onD.sent.size(),
          onA.texts().size());
      await()
          .atMost(LONG)
          .until(() -> onA.got.stream().filter(t -> t.contains("\"leave\"")).count() == 2);
    }
  }

  /** Through a load balancer a client that reconnects reaches another node, and resumes. */
  @Test
  void aClientResumesOnAnotherNode(@TempDir Path directory) throws Exception {
    try (RedisServer redis = RedisServer.start();
        RunningServer a = node(redis, "a");
        RunningServer b = node(redis, "b");
        ForeignServer balancer = ForeignServer.haproxy(directory, List.of(a.base(), b.base()))) {
      URI through = URI.create(balancer.uri().toString().replaceFirst("^http", "ws") + PATH);
      Member first = new Member(through, "first");
      try (Member other = new Member(through, "other")) {
        first.awaitJoined();
        other.awaitJoined();
        first.client.send("first-0");
        await().atMost(LONG).until(() -> other.texts().contains("first-0"));
        first.close();
        for (int i = 0; i < 5; i++) {
          other.client.send("other-" + i);
        }
        await().atMost(LONG).until(() -> other.acknowledged().size() == 5);
      }
      try (Member again = new Member(URI.create(through + "&since=1"), "again");
          Member onTheOther = new Member(URI.create(through + "&since=1"), "again")) {
        for (Member each : List.of(again, onTheOther)) {
          await()
              .atMost(LONG)
              .untilAsserted(
                  () ->
                      assertThat(each.texts())
                          .containsExactly("other-0", "other-1", "other-2", "other-3", "other-4"));
        }
        assertThat(again.got.get(0) + onTheOther.got.get(0))
            .contains("\"node\":\"a\"")
            .contains("\"node\":\"b\"");
      }
    }
  }
}
