package org.wsbin.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.wsbin.cluster.LogKey.Kind;

/** What holds for every {@link SharedLog}, in memory and on Redis. */
abstract class SharedLogContract {
  static final Map<Kind, Retention> RETENTION =
      Map.of(
          Kind.CHANNEL, new Retention(5, 4000, Duration.ofMinutes(1)),
          Kind.TRANSCRIPT, new Retention(1000, 1 << 20, Duration.ofMinutes(1)));

  private final LogKey channel = new LogKey(Kind.CHANNEL, UUID.randomUUID().toString());
  private final LogKey transcript = new LogKey(Kind.TRANSCRIPT, UUID.randomUUID().toString());

  /** The log that is tested, as one node sees it. */
  abstract SharedLog log();

  /** The same, as another node sees it. */
  abstract SharedLog other();

  @Test
  void entriesAreNumberedFromOne() throws Exception {
    assertThat(append(log(), channel, "a")).isEqualTo(1);
    assertThat(append(other(), channel, "b")).isEqualTo(2);
    assertThat(append(log(), channel, "c")).isEqualTo(3);
    assertThat(get(other().newest(channel))).isEqualTo(3);
    assertThat(texts(other(), channel, 0)).containsExactly("1 a", "2 b", "3 c");
    assertThat(texts(other(), channel, 2)).containsExactly("3 c");
    assertThat(texts(other(), channel, 3)).isEmpty();
  }

  @Test
  void anEmptyLogHasNothing() throws Exception {
    assertThat(get(log().newest(channel))).isZero();
    assertThat(texts(log(), channel, 0)).isEmpty();
    assertThat(get(log().delete(channel))).isFalse();
  }

  @Test
  void anEntryIsAnyBytes() throws Exception {
    byte[] bytes = new byte[256];
    IntStream.range(0, 256).forEach(i -> bytes[i] = (byte) i);
    get(log().append(channel, ByteBuffer.wrap(bytes)));
    assertThat(get(other().read(channel, 0, 10)).get(0).data()).isEqualTo(ByteBuffer.wrap(bytes));
  }

  @Test
  void onlyTheNewestAreKept() throws Exception {
    for (int i = 1; i <= 8; i++) {
      append(log(), channel, "m" + i);
    }
    assertThat(texts(other(), channel, 0)).containsExactly("4 m4", "5 m5", "6 m6", "7 m7", "8 m8");
    assertThat(get(other().newest(channel))).isEqualTo(8);
  }

  @Test
  void theBytesAreBounded() throws Exception {
    append(log(), channel, "x".repeat(3000));
    append(log(), channel, "y".repeat(3000));
    assertThat(get(other().read(channel, 0, 10))).extracting(LogEntry::offset).containsExactly(2L);
  }

  @Test
  void anEntryHasALimit() {
    ByteBuffer large = ByteBuffer.allocate(SharedLog.MOST_ENTRY_BYTES + 1);
    assertThatThrownBy(() -> get(log().append(transcript, large)))
        .hasRootCauseMessage(
            "An entry of 1048577 bytes is too large: at most 1048576 are possible.");
  }

  @Test
  void whoFollowsSeesAllThatIsThereAndAllThatComes() throws Exception {
    append(log(), transcript, "a");
    append(log(), transcript, "b");
    Seen seen = new Seen();
    SharedLog.Following following = other().follow(transcript, 1, seen);
    append(log(), transcript, "c");
    append(other(), transcript, "d");
    seen.awaitAll("2 b", "3 c", "4 d");
    following.end();
    append(log(), transcript, "e");
    append(other(), transcript, "f");
    seen.awaitAll("2 b", "3 c", "4 d");
  }

  @Test
  void whoFollowsHearsWhatIsMissing() throws Exception {
    for (int i = 1; i <= 8; i++) {
      append(log(), channel, "m" + i);
    }
    Seen seen = new Seen();
    SharedLog.Following following = other().follow(channel, 1, seen);
    seen.awaitAll("missing 2 to 3", "4 m4", "5 m5", "6 m6", "7 m7", "8 m8");
    append(log(), channel, "m9");
    seen.awaitAll("missing 2 to 3", "4 m4", "5 m5", "6 m6", "7 m7", "8 m8", "9 m9");
    following.end();
  }

  @Test
  void allWhoFollowSeeTheSameOrder() throws Exception {
    Seen here = new Seen();
    Seen there = new Seen();
    SharedLog.Following one = log().follow(transcript, 0, here);
    SharedLog.Following two = other().follow(transcript, 0, there);
    List<Thread> writers = new ArrayList<>();
    for (SharedLog each : List.of(log(), other(), log(), other())) {
      writers.add(
          new Thread(
              () -> {
                for (int i = 0; i < 100; i++) {
                  each.append(transcript, text(Thread.currentThread().getName() + " " + i));
                }
              },
              "writer-" + writers.size()));
    }
    writers.forEach(Thread::start);
    await().atMost(Duration.ofSeconds(20)).until(() -> here.all.size() == 400);
    await().atMost(Duration.ofSeconds(20)).until(() -> there.all.size() == 400);
    one.end();
    two.end();
    assertThat(here.all).isEqualTo(there.all);
    assertThat(here.all.stream().map(line -> Long.parseLong(line.split(" ", 2)[0])))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 400).boxed().toList());
    for (int writer = 0; writer < 4; writer++) {
      String name = "writer-" + writer;
      List<String> own = here.all.stream().filter(line -> line.contains(name)).toList();
      assertThat(own.stream().map(line -> line.replaceAll(".* ", "")))
          .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(String::valueOf).toList());
    }
  }

  @Test
  void aDeletedLogBeginsAgain() throws Exception {
    append(log(), channel, "a");
    append(log(), channel, "b");
    Seen seen = new Seen();
    SharedLog.Following following = other().follow(channel, 0, seen);
    seen.awaitAll("1 a", "2 b");
    assertThat(get(log().delete(channel))).isTrue();
    seen.awaitAll("1 a", "2 b", "deleted");
    assertThat(append(log(), channel, "c")).isEqualTo(1);
    seen.awaitAll("1 a", "2 b", "deleted", "1 c");
    following.end();
    assertThat(get(log().delete(channel))).isTrue();
    assertThat(get(other().newest(channel))).isZero();
  }

  static long append(SharedLog log, LogKey key, String text) throws Exception {
    return get(log.append(key, text(text)));
  }

  static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  static List<String> texts(SharedLog log, LogKey key, long after) throws Exception {
    return get(log.read(key, after, 100)).stream().map(SharedLogContract::line).toList();
  }

  private static String line(LogEntry entry) {
    return entry.offset() + " " + UTF_8.decode(entry.data());
  }

  static <T> T get(CompletionStage<T> stage) throws Exception {
    try {
      return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
  }

  /** What a listener was told, a line each. */
  static final class Seen implements LogListener {
    final List<String> all = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void entry(LogEntry entry) {
      all.add(line(entry));
    }

    @Override
    public void missing(long first, long last) {
      all.add("missing " + first + " to " + last);
    }

    @Override
    public void deleted() {
      all.add("deleted");
    }

    void awaitAll(String... lines) {
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(all).containsExactly(lines));
    }
  }
}
