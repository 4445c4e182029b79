package org.wsbin.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.wsbin.channel.MemberOptions.FaultOptions;
import org.wsbin.channel.MemberOptions.Format;
import org.wsbin.channel.MemberOptions.Slow;
import org.wsbin.cluster.LogEntry;
import org.wsbin.cluster.LogKey;
import org.wsbin.cluster.LogListener;
import org.wsbin.cluster.MemoryLog;
import org.wsbin.cluster.Retention;
import org.wsbin.cluster.SharedLog;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.FakePeer;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Settings.Channels;

/** Channels of two nodes that share a log. */
class ChannelHubTest {
  private static final FaultOptions NO_FAULTS =
      new FaultOptions(0, 0, 0, false, Duration.ZERO, Duration.ZERO, false);

  private final FakeTimer timer = new FakeTimer();
  private final MemoryBudget memory = new MemoryBudget(64 << 20);
  private final MemoryLog log =
      new MemoryLog(
          Map.of(LogKey.Kind.CHANNEL, new Retention(5, 1 << 20, Duration.ofMinutes(1))),
          memory,
          Instant::now);
  private final ChannelHub here = hub("here");
  private final ChannelHub there = hub("there");
  private int ids;

  private ChannelHub hub(String node) {
    return hub(node, log);
  }

  private ChannelHub hub(String node, SharedLog its) {
    Settings settings = Settings.load(List.of());
    return new ChannelHub(
        new ChannelServices(its, node, settings.limits(), timer, memory, Runnable::run),
        new Channels(2, 5, 1 << 20, Duration.ofMinutes(1)));
  }

  private static MemberOptions plain() {
    return with(Format.PLAIN, OptionalLong.empty(), false, Slow.CLOSE, NO_FAULTS);
  }

  private static MemberOptions json() {
    return with(Format.JSON, OptionalLong.empty(), false, Slow.CLOSE, NO_FAULTS);
  }

  private static MemberOptions faulty(FaultOptions faults) {
    return with(Format.PLAIN, OptionalLong.empty(), false, Slow.CLOSE, faults);
  }

  private static MemberOptions with(
      Format format, OptionalLong since, boolean presence, Slow slow, FaultOptions faults) {
    return new MemberOptions(format, true, 0, since, presence, slow, faults).checked();
  }

  private final class Guest {
    final FakePeer peer = new FakePeer(timer);
    final Membership member;

    Guest(ChannelHub hub, MemberOptions options) {
      member = hub.join("tea", "m" + ++ids, options, peer).orElseThrow();
    }

    Guest says(String... texts) {
      for (String text : texts) {
        member.message(MessageKind.TEXT, UTF_8.encode(text));
      }
      return this;
    }

    List<String> heard() {
      return peer.sent.stream().map(FakePeer.Sent::text).toList();
    }
  }

  @Test
  void aMessageGoesToTheMembersOfAllNodes() {
    Guest one = new Guest(here, plain());
    Guest two = new Guest(there, plain());
    one.says("a");
    two.says("b");
    assertThat(one.heard()).containsExactly("a", "b");
    assertThat(two.heard()).containsExactly("a", "b");
  }

  /** What it came in is read into again, also for other connections. */
  @Test
  void aMessageThatComesBeforeItsSenderIsInKeepsItsBytes() {
    CompletableFuture<Long> newest = new CompletableFuture<>();
    Guest one = new Guest(hub("slow", new SlowLog(log, newest)), plain());
    byte[] read = "mine".getBytes(UTF_8);
    one.member.message(MessageKind.TEXT, ByteBuffer.wrap(read));
    System.arraycopy("them".getBytes(UTF_8), 0, read, 0, read.length);
    newest.complete(0L);
    assertThat(one.heard()).containsExactly("mine");
  }

  /** A log that takes its time to say what is the newest entry. */
  private record SlowLog(SharedLog log, CompletableFuture<Long> first) implements SharedLog {
    @Override
    public CompletionStage<Long> append(LogKey key, ByteBuffer data) {
      return log.append(key, data);
    }

    @Override
    public CompletionStage<List<LogEntry>> read(LogKey key, long after, int most) {
      return log.read(key, after, most);
    }

    @Override
    public CompletionStage<Long> newest(LogKey key) {
      return first;
    }

    @Override
    public Following follow(LogKey key, long after, LogListener listener) {
      return log.follow(key, after, listener);
    }

    @Override
    public CompletionStage<Boolean> delete(LogKey key) {
      return log.delete(key);
    }

    @Override
    public void close() {
      log.close();
    }
  }

  @Test
  void whoLeavesHearsNothingMore() {
    Guest one = new Guest(here, plain());
    Guest two = new Guest(here, plain());
    here.leave(two.member);
    one.says("a");
    assertThat(two.heard()).isEmpty();
    here.leave(one.member);
    assertThat(here.size()).isZero();
  }

  @Test
  void presenceIsOfAllNodes() {
    Guest watcher =
        new Guest(here, with(Format.JSON, OptionalLong.empty(), true, Slow.CLOSE, NO_FAULTS));
    Guest far = new Guest(there, json());
    Guest also = new Guest(there, plain());
    there.leave(also.member);
    here.nodeGone("there");
    assertThat(watcher.heard())
        .hasSize(5)
        .last()
        .isEqualTo("{\"type\":\"leave\",\"member\":\"m2\",\"members\":1}");
    assertThat(watcher.heard().get(1))
        .isEqualTo("{\"type\":\"join\",\"member\":\"m2\",\"members\":2}");
    assertThat(far.heard().get(0)).contains("\"node\":\"there\"");
  }

  @Test
  void aNodeThatComesLaterLearnsWhoIsThere() {
    new Guest(there, plain());
    Guest first = new Guest(here, json());
    Guest second = new Guest(here, json());
    assertThat(first.heard().get(0)).contains("\"type\":\"joined\"");
    assertThat(second.heard().get(0)).contains("\"members\":3");
  }

  @Test
  void resumingTellsWhatIsNotKept() {
    Guest one = new Guest(here, plain()).says("1", "2", "3", "4", "5", "6", "7");
    Guest back =
        new Guest(here, with(Format.JSON, OptionalLong.of(1), false, Slow.CLOSE, NO_FAULTS));
    one.says("8");
    assertThat(back.heard()).hasSize(8);
    assertThat(back.heard().get(1)).isEqualTo("{\"type\":\"missing\",\"first\":2,\"last\":2}");
    assertThat(back.heard().get(2)).contains("\"offset\":3");
    assertThat(back.heard().get(7)).contains("\"offset\":8");
  }

  @Test
  void lostHistoryIsSaidToBeMissing() {
    new Guest(here, plain()).says("1", "2", "3");
    Guest back =
        new Guest(
            here,
            with(
                Format.JSON,
                OptionalLong.of(1),
                false,
                Slow.CLOSE,
                new FaultOptions(0, 0, 0, true, Duration.ZERO, Duration.ZERO, false)));
    assertThat(back.heard().subList(1, 2))
        .containsExactly("{\"type\":\"missing\",\"first\":2,\"last\":3}");
    assertThat(back.peer.calls).anyMatch(call -> call.startsWith("lost-history: "));
  }

  @Test
  void eachFaultIsDoneAndNoted() {
    Guest gap = new Guest(here, faulty(faults(2, 0, 0)));
    Guest twice = new Guest(here, faulty(faults(0, 2, 0)));
    Guest swapped = new Guest(here, faulty(faults(0, 0, 2)));
    gap.says("1", "2", "3", "4", "5");
    assertThat(gap.heard()).containsExactly("1", "3", "5");
    assertThat(twice.heard()).containsExactly("1", "2", "2", "3", "4", "4", "5");
    assertThat(swapped.heard()).containsExactly("1", "3", "2", "5", "4");
    assertThat(gap.peer.calls)
        .containsExactly(
            "gap: Left out the message with offset 2.", "gap: Left out the message with offset 4.");
  }

  private static FaultOptions faults(int gap, int duplicate, int reorder) {
    return new FaultOptions(gap, duplicate, reorder, false, Duration.ZERO, Duration.ZERO, false);
  }

  @Test
  void aDelayedMemberGetsEverythingLater() {
    Guest late =
        new Guest(
            here,
            faulty(new FaultOptions(0, 0, 0, false, Duration.ofMillis(200), Duration.ZERO, false)));
    late.says("1", "2");
    timer.advance(Duration.ofMillis(199));
    assertThat(late.heard()).isEmpty();
    timer.advance(Duration.ofMillis(1));
    assertThat(late.heard()).containsExactly("1", "2");
  }

  @Test
  void aSplitHidesTheOtherHalf() {
    FaultOptions split =
        new FaultOptions(0, 0, 0, false, Duration.ZERO, Duration.ofSeconds(5), false);
    FaultOptions losing =
        new FaultOptions(0, 0, 0, false, Duration.ZERO, Duration.ofSeconds(5), true);
    Guest first = new Guest(here, faulty(split)); // 1
    Guest second = new Guest(here, plain()); // 2
    Guest third = new Guest(here, faulty(losing)); // 3
    second.says("far");
    third.says("near");
    assertThat(first.heard()).containsExactly("near");
    timer.advance(Duration.ofSeconds(5));
    second.says("after");
    assertThat(first.heard()).containsExactly("near", "far", "after");
    assertThat(third.heard()).containsExactly("near", "after");
  }

  @Test
  void whoDoesNotReadIsClosedOrLosesMessages() {
    Guest sender = new Guest(here, plain());
    Guest closed = new Guest(here, plain());
    Guest losing =
        new Guest(here, with(Format.JSON, OptionalLong.empty(), false, Slow.DROP, NO_FAULTS));
    closed.peer.ready = false;
    losing.peer.ready = false;
    String big = "x".repeat(1 << 19);
    for (int i = 0; i < 20; i++) {
      sender.says(big);
    }
    assertThat(sender.heard()).hasSize(20);
    assertThat(closed.peer.closed).extracting(close -> close.status().code()).containsExactly(1013);
    losing.peer.ready = true;
    losing.member.wake();
    assertThat(losing.peer.closed).isEmpty();
    assertThat(losing.heard()).anyMatch(text -> text.startsWith("{\"type\":\"dropped\","));
    assertThat(losing.heard().get(losing.heard().size() - 1)).contains("\"offset\":20");
  }

  @Test
  void publishersWaitForAMemberThatBlocksUntilItIsClosed() {
    Guest sender = new Guest(here, plain());
    Guest blocking =
        new Guest(here, with(Format.PLAIN, OptionalLong.empty(), false, Slow.BLOCK, NO_FAULTS));
    blocking.peer.ready = false;
    String big = "x".repeat(1 << 19);
    sender.says(big, big, big, big);
    assertThat(sender.peer.calls).contains("hold true");
    assertThat(blocking.peer.closed).isEmpty();
    timer.advance(Duration.ofSeconds(11));
    assertThat(blocking.peer.closed).isNotEmpty();
    assertThat(sender.peer.calls).last().isEqualTo("hold false");
  }

  @Test
  void aMemberThatLeavesGivesItsMemoryBack() {
    long before = memory.used();
    Guest one =
        new Guest(
            here,
            faulty(new FaultOptions(0, 0, 0, false, Duration.ofSeconds(9), Duration.ZERO, false)));
    one.says("x".repeat(1000));
    here.leave(one.member);
    log.close();
    assertThat(memory.used()).isEqualTo(before);
  }

  @Test
  void oneChannelTooManyIsRefused() {
    FakePeer refused = new FakePeer(timer);
    here.join("a", "1", plain(), new FakePeer(timer));
    here.join("b", "2", plain(), new FakePeer(timer));
    assertThat(here.join("c", "3", plain(), refused)).isEmpty();
    assertThat(refused.closed).extracting(close -> close.status().code()).containsExactly(1013);
    assertThat(here.join("b", "4", plain(), new FakePeer(timer))).isPresent();
  }

  @Test
  void optionsMustFitTogether() {
    assertThatExceptionOfType(BadParameterException.class)
        .isThrownBy(() -> with(Format.PLAIN, OptionalLong.of(3), false, Slow.CLOSE, NO_FAULTS))
        .withMessageStartingWith("The parameter since needs format=json");
    assertThatExceptionOfType(BadParameterException.class)
        .isThrownBy(
            () -> faulty(new FaultOptions(0, 0, 0, false, Duration.ZERO, Duration.ZERO, true)))
        .withMessageStartingWith("The parameter split-brain-loses needs split-brain");
  }
}
