package org.wsbin.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.wsbin.limits.MemoryAccount;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;

class SendQueueTest {
  static final List<Exception> FAULTS =
      List.of(new IOException("on purpose"), new IllegalStateException("on purpose"));

  private static final long LIMIT = 10 * (QueuedSend.OVERHEAD + 1);
  private static final QueuedSend.Close CLOSE = new QueuedSend.Close(new CloseStatus(1000, ""));
  private static final QueuedSend.Close TOO_BIG = new QueuedSend.Close(new CloseStatus(1009, ""));

  private final FakeSender sender = new FakeSender();
  private final RecordingListener listener = new RecordingListener();
  private long now = Duration.ofDays(1).toNanos();
  private final MemoryBudget budget = new MemoryBudget(1 << 20);
  private final SendQueue queue =
      new SendQueue(
          sender,
          new SendQueue.BlockingThreads(sender, sender),
          () -> LIMIT,
          new MemoryAccount(budget),
          () -> now,
          listener);

  @Test
  void entriesLeaveInTheOrderOfferedOneAtATime() {
    offer("a", "b", "c");
    assertThat(sender.sent).containsExactly("a");
    sender.complete();
    assertThat(sender.sent).containsExactly("a", "b");
    assertThat(sender.inFlight()).isEqualTo(1);
    sender.complete();
    sender.complete();
    offer("d");
    assertThat(sender.sent).containsExactly("a", "b", "c", "d");
    assertThat(listener.events).containsExactly("sent a", "sent b", "sent c");
  }

  @Test
  void controlFramesHaveThreadsOfTheirOwn() {
    List<Runnable> parts = new ArrayList<>();
    List<Runnable> control = new ArrayList<>();
    SendQueue two =
        new SendQueue(
            sender,
            new SendQueue.BlockingThreads(parts::add, control::add),
            () -> LIMIT,
            new MemoryAccount(budget),
            () -> now,
            listener);
    two.offer(new QueuedSend.Ping(ByteBuffer.allocate(0)));
    assertThat(control).hasSize(1);
    control.remove(0).run();
    two.offer(part("b", false));
    assertThat(parts).hasSize(1);
    assertThat(control).isEmpty();
    assertThat(budget.used()).isEqualTo(QueuedSend.OVERHEAD + 1);
    two.abandon(Optional.empty());
    parts.remove(0).run();
    assertThat(budget.used()).isZero();
  }

  @Test
  void aLimitThatShrinksStillReportsRoomAgain() {
    long[] most = {1000};
    SendQueue shrinking =
        new SendQueue(
            sender,
            new SendQueue.BlockingThreads(sender, sender),
            () -> most[0],
            new MemoryAccount(budget),
            () -> now,
            listener);
    shrinking.offer(new QueuedSend.Message(MessageKind.TEXT, ByteBuffer.wrap(new byte[] {1})));
    assertThat(shrinking.full()).isFalse();
    most[0] = 2;
    assertThat(shrinking.full()).isTrue();
    sender.complete();
    assertThat(listener.events).contains("room again");
  }

  @Test
  void afterTheEndNothingIsChargedEvenIfASendNeverCompletes() {
    offer("a", "b");
    queue.abandon(Optional.empty());
    queue.release();
    assertThat(budget.used()).isZero();
    sender.complete();
    assertThat(budget.used()).isZero();
  }

  @Test
  void messagesPartsAndPingsKeepTheirOrder() {
    offer("a");
    queue.offer(new QueuedSend.Ping(ByteBuffer.allocate(0)));
    queue.offer(part("b", false));
    queue.offer(part("c", true));
    offer("d");
    sender.runBlocking();
    assertThat(sender.sent).as("nothing overtakes the message in flight").containsExactly("a");
    sender.complete();
    assertThat(sender.inFlight()).isEqualTo(1);
    sender.runBlocking();
    assertThat(sender.sent).containsExactly("a", "ping", "b…", "c", "d");
  }

  @Test
  void whatOneCompletionReleasesMayCompleteAtOnceHoweverMuchItIs() {
    offer("first");
    IntStream.range(0, 100_000).forEach(i -> offer("x"));
    sender.immediate = true;
    sender.complete();
    assertThat(sender.sent).hasSize(100_001);
    assertThat(queue.bytes()).isZero();
  }

  @Test
  void sendsThatCompleteAtOnceLeaveNothingWaiting() {
    sender.immediate = true;
    IntStream.range(0, 100_000).forEach(i -> offer(Integer.toString(i)));
    assertThat(sender.sent)
        .isEqualTo(IntStream.range(0, 100_000).mapToObj(Integer::toString).toList());
  }

  @Test
  void bytesCountPayloadAndOverheadUntilTheEntryHasLeft() {
    offer("four", "€");
    queue.offer(part("12345", true));
    queue.offer(new QueuedSend.Ping(ByteBuffer.allocate(0)));
    assertThat(queue.bytes()).isEqualTo(4L * QueuedSend.OVERHEAD + 4 + 3 + 5);
    sender.complete();
    assertThat(queue.bytes()).isEqualTo(3L * QueuedSend.OVERHEAD + 3 + 5);
    sender.complete();
    sender.runBlocking();
    assertThat(queue.bytes()).isZero();
    queue.offer(CLOSE);
    sender.runBlocking();
    assertThat(queue.bytes()).isZero();
  }

  @Test
  void itIsFullFromTheLimitOnAndTakesMoreAllTheSame() {
    IntStream.range(0, 9).forEach(i -> offer("x"));
    assertThat(queue.full()).isFalse();
    offer("x");
    assertThat(queue.full()).isTrue();
    offer("x");
    assertThat(queue.bytes()).isGreaterThan(LIMIT);
    sender.complete();
    assertThat(queue.full()).isTrue();
    sender.complete();
    assertThat(queue.full()).isFalse();
  }

  @Test
  void roomIsReportedExactlyAtHalfTheLimit() {
    IntStream.range(0, 10).forEach(i -> offer("x"));
    IntStream.range(0, 4).forEach(i -> sender.complete());
    assertThat(listener.rooms()).isZero();
    sender.complete();
    assertThat(queue.bytes()).isEqualTo(LIMIT / 2);
    assertThat(listener.rooms()).isEqualTo(1);
  }

  @Test
  void roomIsReportedOnceForEachTimeItWasFull() {
    for (int times = 1; times <= 3; times++) {
      IntStream.range(0, 10).forEach(i -> offer("x"));
      IntStream.range(0, 10).forEach(i -> sender.complete());
      assertThat(listener.rooms()).isEqualTo(times);
    }
    IntStream.range(0, 9).forEach(i -> offer("x"));
    IntStream.range(0, 9).forEach(i -> sender.complete());
    assertThat(listener.rooms()).isEqualTo(3);
  }

  @Test
  void aCloseLeavesAfterAllThatWasQueuedAndNothingAfterIt() {
    offer("a", "b");
    queue.offer(CLOSE);
    offer("c");
    queue.offer(TOO_BIG);
    sender.complete();
    sender.complete();
    sender.runBlocking();
    offer("d");
    sender.runBlocking();
    assertThat(sender.sent).containsExactly("a", "b", "close 1000");
    assertThat(listener.events).containsExactly("sent a", "sent b", "sent close 1000");
    assertThat(queue.bytes()).isZero();
  }

  @Test
  void abandoningWithACloseSendsItNext() {
    offer("a", "b", "c");
    queue.abandon(Optional.of(TOO_BIG));
    assertThat(sender.sent).containsExactly("a");
    sender.complete();
    sender.runBlocking();
    assertThat(sender.sent).containsExactly("a", "close 1009");
    offer("d");
    assertThat(sender.inFlight()).isZero();
    assertThat(queue.bytes()).isZero();
  }

  @Test
  void abandoningWithACloseSendsItAtOnceIfNothingIsInFlight() {
    queue.abandon(Optional.of(TOO_BIG));
    sender.runBlocking();
    assertThat(sender.sent).containsExactly("close 1009");
    assertThat(listener.events).containsExactly("room again", "sent close 1009");
    assertThat(queue.bytes()).isZero();
  }

  @Test
  void abandoningReplacesACloseThatWaits() {
    offer("a");
    queue.offer(CLOSE);
    queue.abandon(Optional.of(TOO_BIG));
    sender.complete();
    sender.runBlocking();
    assertThat(sender.sent).containsExactly("a", "close 1009");
    assertThat(queue.bytes()).isZero();
  }

  @Test
  void abandoningWithoutACloseSendsNothingMore() {
    offer("a", "b");
    queue.abandon(Optional.empty());
    assertThat(queue.bytes()).as("what is in flight stays so").isEqualTo(QueuedSend.OVERHEAD + 1);
    sender.complete();
    offer("c");
    queue.offer(CLOSE);
    assertThat(sender.sent).containsExactly("a");
    assertThat(sender.inFlight()).isZero();
    assertThat(queue.bytes()).isZero();
  }

  @Test
  void abandoningMakesRoom() {
    IntStream.range(0, 20).forEach(i -> offer("x"));
    assertThat(queue.full()).isTrue();
    queue.abandon(Optional.empty());
    assertThat(queue.full()).isFalse();
    assertThat(listener.rooms()).isEqualTo(1);
    sender.complete();
    assertThat(listener.rooms()).isEqualTo(1);
  }

  @Test
  void anEndedQueueIsNotFullEvenIfASendIsStuck() {
    offer("x".repeat((int) LIMIT));
    assertThat(queue.full()).isTrue();
    queue.abandon(Optional.empty());
    assertThat(queue.full()).isFalse();
  }

  @Test
  void aFailureEndsIt() {
    offer("a", "b");
    IOException cause = new IOException("on purpose");
    sender.fail(cause);
    offer("c");
    assertThat(sender.sent).containsExactly("a");
    assertThat(listener.events).containsExactly("failed " + cause);
    queue.abandon(Optional.empty());
    assertThat(queue.bytes()).isZero();
  }

  @Test
  void aFailureOfAFullOutboxReleasesWhoWaitsForRoom() {
    IntStream.range(0, 30).forEach(i -> offer("x"));
    sender.fail(new IOException("on purpose"));
    assertThat(queue.full()).isFalse();
    assertThat(listener.rooms()).isEqualTo(1);
  }

  @ParameterizedTest
  @FieldSource("FAULTS")
  void aBlockingSendThatFailsEndsIt(Exception fault) {
    sender.fault = Optional.of(fault);
    queue.offer(part("a", false));
    queue.offer(part("b", true));
    sender.runBlocking();
    assertThat(sender.sent).containsExactly("a…");
    assertThat(listener.events).containsExactly("failed " + fault);
  }

  @Test
  void aThreadThatCannotBeStartedEndsIt() {
    Error fault = new InternalError("no native thread, on purpose");
    SendQueue.BlockingThreads none =
        new SendQueue.BlockingThreads(
            task -> {
              throw fault;
            },
            sender);
    SendQueue threadless =
        new SendQueue(sender, none, () -> LIMIT, new MemoryAccount(budget), () -> now, listener);
    threadless.offer(part("a", false));
    threadless.offer(CLOSE);
    assertThat(listener.events).containsExactly("failed " + fault);
    assertThat(threadless.bytes()).isZero();
    assertThat(budget.used()).isZero();
    assertThat(sender.inFlight()).as("nothing follows").isZero();
  }

  @Test
  void theClockOfASendStartsWhenItStarts() {
    assertThat(queue.nanosInFlight()).isZero();
    offer("a", "b");
    assertThat(queue.nanosInFlight()).isZero();
    now += 100;
    assertThat(queue.nanosInFlight()).isEqualTo(100);
    sender.complete();
    now += 7;
    assertThat(queue.nanosInFlight()).as("of b alone").isEqualTo(7);
    sender.complete();
    now += 1000;
    assertThat(queue.nanosInFlight()).isZero();
    offer("c");
    assertThat(queue.nanosInFlight()).isZero();
  }

  @Test
  void waitingForAThreadIsNotOnTheClock() {
    queue.offer(part("a", true));
    now += 1000;
    assertThat(queue.nanosInFlight()).isZero();
    sender.atBlocking =
        () -> {
          now += 7;
          assertThat(queue.nanosInFlight()).isEqualTo(7);
        };
    sender.runBlocking();
    assertThat(sender.sent).containsExactly("a");
    offer("b");
    now += 5;
    assertThat(queue.nanosInFlight()).isEqualTo(5);
  }

  @Test
  void whoeverClosesIsNotHeldAnyLonger() {
    IntStream.range(0, 20).forEach(i -> offer("x"));
    assertThat(queue.full()).isTrue();
    queue.offer(CLOSE);
    assertThat(queue.full()).isFalse();
  }

  @Test
  void theCloseTimeoutStartsWithTheCallOfClose() {
    List<Long> seen = new ArrayList<>();
    listener.atRoom =
        queue -> {
          now += 5;
          seen.add(queue.nanosInFlight());
        };
    now += Duration.ofHours(1).toNanos();
    queue.abandon(Optional.of(TOO_BIG));
    assertThat(seen).containsExactly(5L);
  }

  private void offer(String... texts) {
    for (String text : texts) {
      queue.offer(new QueuedSend.Message(MessageKind.TEXT, ByteBuffer.wrap(text.getBytes(UTF_8))));
    }
  }

  private static QueuedSend.Part part(String text, boolean last) {
    return new QueuedSend.Part(MessageKind.TEXT, ByteBuffer.wrap(text.getBytes(UTF_8)), last);
  }

  /** Records its calls, in order. */
  private final class RecordingListener implements SendQueue.Listener {
    private final List<String> events = new ArrayList<>();
    private Consumer<SendQueue> atRoom = queue -> {};

    @Override
    public void roomAgain() {
      events.add("room again");
      atRoom.accept(queue);
    }

    @Override
    public void sent(QueuedSend item) {
      events.add("sent " + FakeSender.name(item));
    }

    @Override
    public void failed(Throwable cause) {
      events.add("failed " + cause);
    }

    long rooms() {
      return events.stream().filter("room again"::equals).count();
    }
  }
}
