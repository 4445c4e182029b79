package org.wsbin.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.wsbin.cluster.Cluster.Standing;
import org.wsbin.cluster.ClusterException;
import org.wsbin.cluster.LogEntry;
import org.wsbin.cluster.LogKey;
import org.wsbin.cluster.LogListener;
import org.wsbin.cluster.MemoryLog;
import org.wsbin.cluster.Retention;
import org.wsbin.cluster.SharedLog;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionObserver.Direction;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.recording.Secrets;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.settings.Settings.Recording;
import org.wsbin.step.FakeOpeningRequest;

/** Three nodes that share a log in this process: each answers for all. */
class SharedTranscriptsTest {
  private static final Duration AGE = Duration.ofMinutes(15);
  private static final Recording SETTINGS = new Recording(1000, AGE, 100_000);

  private final FakeTimer timer = new FakeTimer();
  private final MemoryBudget shared = new MemoryBudget(1 << 24);
  private final Lossy log =
      new Lossy(
          new MemoryLog(
              Map.of(LogKey.Kind.TRANSCRIPT, new Retention(1000, 1 << 20, AGE)),
              shared,
              () -> timer.now().toInstant()));
  private final Map<String, Standing> standings = new HashMap<>();
  private final List<MemoryBudget> budgets = new ArrayList<>();
  private Optional<String> alone = Optional.empty();
  private final Transcripts a = node("a");
  private final Transcripts b = node("b");
  private final Transcripts c = node("c");

  private Standing standing(String node, long heardOf) {
    return standings.getOrDefault(node, Standing.THERE);
  }

  private Transcripts node(String name) {
    MemoryBudget memory = new MemoryBudget(1 << 22);
    budgets.add(memory);
    TranscriptSharing sharing =
        new TranscriptSharing(name, log, () -> alone, this::standing, memory, AGE);
    return new Transcripts(SETTINGS, memory, timer, Optional.of(sharing));
  }

  @Test
  void anyNodeAnswersWithWhatAllHaveSeen() {
    ConnectionObserver first = open(a, "first");
    text(first, Direction.RECEIVED, "one");
    end(first);
    ConnectionObserver second = open(b, "second");
    text(second, Direction.SENT, "two");
    b.answered(opening("refused"), new Refused(403, Map.of("X", "y"), "No."));
    String onA = json(a);
    assertThat(onA)
        .contains("\"id\":\"first\",\"node\":\"a\"", "\"id\":\"second\",\"node\":\"b\"")
        .contains("\"text\":\"one\"", "\"text\":\"two\"", "[\"Upgrade\",\"websocket\"]")
        .contains("\"id\":\"refused\",\"node\":\"b\"")
        .doesNotContain("remarks");
    assertThat(json(b)).isEqualTo(onA);
    assertThat(json(c)).isEqualTo(onA);
    assertThat(TranscriptText.of(now(c), Secrets.HIDDEN))
        .contains("to echo on /wire of node a,", "Refused refused from 192.0.2.1:4711 by node b,");
  }

  @Test
  void somebodyWaitsOnOneNodeForAConnectionOfAnother() {
    List<String> over = new ArrayList<>();
    Runnable done = () -> over.add("over");
    assertThat(b.await("it", t -> t.ended() >= 1, Duration.ofSeconds(9), done)).isPresent();
    ConnectionObserver connection = open(a, "one");
    assertThat(over).isEmpty();
    end(connection);
    assertThat(over).hasSize(1);
    assertThat(now(b).connections().get(0).end()).isPresent();
  }

  @Test
  void theLiveStreamHasTheSameEventsAndNumbersOnEachNode() {
    ConnectionObserver first = open(a, "first");
    ConnectionObserver second = open(b, "second");
    text(first, Direction.RECEIVED, "one");
    text(second, Direction.RECEIVED, "two");
    end(first);
    String onA = stream(a);
    assertThat(onA.lines().filter(line -> line.startsWith("id:"))).hasSize(5);
    assertThat(onA).contains("\"node\":\"a\"", "\"node\":\"b\"", "event: ended");
    assertThat(stream(b)).isEqualTo(onA);
    assertThat(stream(c)).isEqualTo(onA);
  }

  @Test
  void aDeletionIsForAllNodes() {
    ConnectionObserver first = open(a, "first");
    json(c);
    assertThat(c.delete("it").toCompletableFuture()).isCompletedWithValue(true);
    text(first, Direction.RECEIVED, "late");
    for (Transcripts each : List.of(a, b, c)) {
      assertThat(found(each)).isEmpty();
    }
    assertThat(c.delete("it").toCompletableFuture()).isCompletedWithValue(false);
  }

  @Test
  void whatIsLostIsCountedAndSaid() {
    ConnectionObserver first = open(a, "first");
    log.losing = true;
    text(first, Direction.RECEIVED, "lost");
    log.losing = false;
    timer.advance(Duration.ofSeconds(1));
    assertThat(json(b))
        .doesNotContain("\"text\":\"lost\"")
        .contains("\"remarks\":[\"1 events of node a are missing: Redis was away");
    assertThat(json(a)).contains("\"text\":\"lost\"").doesNotContain("remarks");
  }

  @Test
  void aNodeThatIsAloneAnswersWithWhatItHas() {
    open(a, "first");
    open(b, "second");
    alone = Optional.of("Redis is away.");
    log.losing = true;
    assertThat(json(a)).contains("\"first\"").doesNotContain("\"second\"");
    assertThat(a.alone()).contains("Redis is away.");
  }

  @Test
  void theEndOfANodeThatIsGoneIsNotKnown() {
    open(a, "first");
    standings.put("a", Standing.GONE);
    assertThat(json(b))
        .contains("Connection first was on node a, which is gone: nobody has seen its end.");
  }

  @Test
  void aNodeThatIsNotKnownYetIsNotSaidToBeGone() {
    open(a, "first");
    standings.put("a", Standing.UNKNOWN);
    assertThat(json(b))
        .contains(
            "Connection first is on node a, which this node does not know yet: its end is unknown.")
        .doesNotContain("gone");
  }

  /** As if Redis had been emptied: each node tells once more what it knows. */
  @Test
  void aLogThatIsGoneIsWrittenAgain() {
    ConnectionObserver first = open(a, "first");
    text(first, Direction.RECEIVED, "one");
    String before = json(b);
    log.delete(TranscriptSharing.key("it"));
    text(first, Direction.RECEIVED, "two");
    timer.advance(Duration.ofSeconds(1));
    assertThat(json(b)).startsWith(before.substring(0, before.indexOf("\"omittedFrames\"") - 2));
    assertThat(json(b)).contains("\"text\":\"two\"").isEqualTo(json(a)).isEqualTo(json(c));
  }

  @Test
  void namesThatNobodyHasRecordedCostNothing() {
    long before = budgets.get(2).used();
    for (int i = 0; i < 2000; i++) {
      assertThat(c.await("none-" + i, t -> true, Duration.ZERO, () -> {})).isPresent();
    }
    assertThat(budgets.get(2).used()).isEqualTo(before);
  }

  @Test
  void whatIsRebuiltIsBoundedAndForgotten() {
    long before = budgets.get(2).used();
    for (String id : List.of("first", "second")) {
      ConnectionObserver connection = open(id.equals("first") ? a : b, id);
      for (int i = 0; i < 20; i++) {
        text(connection, Direction.SENT, "x".repeat(4000));
      }
      end(connection);
    }
    Transcript.Snapshot all = now(c);
    assertThat(all.connections().get(0).omittedFrames()).isZero();
    assertThat(all.connections().get(1).omittedFrames()).isPositive();
    assertThat(budgets.get(2).used() - before).isBetween(80_000L, 100_000L);
    timer.advance(SharedTranscripts.LINGER.plusSeconds(2));
    assertThat(budgets.get(2).used()).isEqualTo(before);
  }

  /** Loses what is appended while it is told to. */
  private static final class Lossy implements SharedLog {
    private final SharedLog log;
    private boolean losing;

    Lossy(SharedLog log) {
      this.log = log;
    }

    @Override
    public CompletionStage<Long> append(LogKey key, ByteBuffer data) {
      return losing ? away() : log.append(key, data);
    }

    private static <T> CompletionStage<T> away() {
      return CompletableFuture.failedFuture(new ClusterException("Redis is away."));
    }

    @Override
    public CompletionStage<List<LogEntry>> read(LogKey key, long after, int most) {
      return losing ? away() : log.read(key, after, most);
    }

    @Override
    public CompletionStage<Long> newest(LogKey key) {
      return losing ? away() : log.newest(key);
    }

    @Override
    public SharedLog.Following follow(LogKey key, long after, LogListener listener) {
      return losing ? () -> {} : log.follow(key, after, listener);
    }

    @Override
    public CompletionStage<Boolean> delete(LogKey key) {
      return losing ? away() : log.delete(key);
    }

    @Override
    public void close() {
      log.close();
    }
  }

  private static FakeOpeningRequest opening(String id) {
    FakeOpeningRequest opening = new FakeOpeningRequest();
    opening.query = "transcript=it";
    opening.id = id;
    return opening;
  }

  private static ConnectionObserver open(Transcripts node, String id) {
    ConnectionObserver connection = node.accepted(opening(id), "echo").orElseThrow();
    connection.switching(List.of(Map.entry("Upgrade", "websocket")));
    connection.opened(0);
    return connection;
  }

  private static void text(ConnectionObserver connection, Direction direction, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    connection.frame(
        direction, new FrameHeader(true, false, Opcode.TEXT, bytes.length), OptionalInt.empty(), 5);
    connection.payload(direction, ByteBuffer.wrap(bytes), true, 6);
  }

  private static void end(ConnectionObserver connection) {
    connection.ended(ConnectionState.OPEN.ended(), EndOfStream.FIN, 9);
  }

  private static Optional<TranscriptView> found(Transcripts node) {
    List<String> done = new ArrayList<>();
    assertThat(node.await("it", t -> true, Duration.ZERO, () -> done.add("x"))).isPresent();
    assertThat(done).hasSize(1);
    return node.find("it");
  }

  private static Transcript.Snapshot now(Transcripts node) {
    return found(node).orElseThrow().now();
  }

  private static String json(Transcripts node) {
    return TranscriptJson.of(now(node), Secrets.HIDDEN);
  }

  private static String stream(Transcripts node) {
    TranscriptView view = found(node).orElseThrow();
    try (Following following = node.follow(view, 0, Secrets.HIDDEN, () -> {}).orElseThrow()) {
      return following.next();
    }
  }
}
