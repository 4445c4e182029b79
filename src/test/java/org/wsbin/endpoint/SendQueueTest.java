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
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;

class SendQueueTest {
  static final List<Exception> FAULTS =
      List.of(new IOException("on purpose"), new IllegalStateException("on purpose"));

  private static final long LIMIT = 10 * (QueuedSend.OVERHEAD + 1);
  private static final QueuedSend.Close CLOSE = new QueuedSend.Close(new CloseStatus(1000, ""));
  private static final QueuedSend.Close TOO_BIG = new QueuedSend.Close(new CloseStatus(1009, ""));

  private final FakeSender sender = new FakeSender();
  private final Told told = new Told();
  private long now = Duration.ofDays(1).toNanos();
  private final SendQueue outbox = new SendQueue(sender, sender, LIMIT, () -> now, told);

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
    assertThat(told.events).containsExactly("sent a", "sent b", "sent c");
  }

  @Test
  void messagesPartsAndPingsKeepTheirOrder() {
    offer("a");
    outbox.offer(new QueuedSend.Ping(ByteBuffer.allocate(0)));
    outbox.offer(part("b", false));
    outbox.offer(part("c", true));
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
    assertThat(outbox.bytes()).isZero();
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
    outbox.offer(part("12345", true));
    outbox.offer(new QueuedSend.Ping(ByteBuffer.allocate(0)));
    assertThat(outbox.bytes()).isEqualTo(4L * QueuedSend.OVERHEAD + 4 + 3 + 5);
    sender.complete();
    assertThat(outbox.bytes()).isEqualTo(3L * QueuedSend.OVERHEAD + 3 + 5);
    sender.complete();
    sender.runBlocking();
    assertThat(outbox.bytes()).isZero();
    outbox.offer(CLOSE);
    sender.runBlocking();
    assertThat(outbox.bytes()).isZero();
  }

  @Test
  void itIsFullFromTheLimitOnAndTakesMoreAllTheSame() {
    IntStream.range(0, 9).forEach(i -> offer("x"));
    assertThat(outbox.full()).isFalse();
    offer("x");
    assertThat(outbox.full()).isTrue();
    offer("x");
    assertThat(outbox.bytes()).isGreaterThan(LIMIT);
    sender.complete();
    assertThat(outbox.full()).isTrue();
    sender.complete();
    assertThat(outbox.full()).isFalse();
  }

  @Test
  void roomIsToldExactlyAtHalfTheLimit() {
    IntStream.range(0, 10).forEach(i -> offer("x"));
    IntStream.range(0, 4).forEach(i -> sender.complete());
    assertThat(told.rooms()).isZero();
    sender.complete();
    assertThat(outbox.bytes()).isEqualTo(LIMIT / 2);
    assertThat(told.rooms()).isEqualTo(1);
  }

  @Test
  void roomIsToldOnceForEachTimeItWasFull() {
    for (int times = 1; times <= 3; times++) {
      IntStream.range(0, 10).forEach(i -> offer("x"));
      IntStream.range(0, 10).forEach(i -> sender.complete());
      assertThat(told.rooms()).isEqualTo(times);
    }
    IntStream.range(0, 9).forEach(i -> offer("x"));
    IntStream.range(0, 9).forEach(i -> sender.complete());
    assertThat(told.rooms()).isEqualTo(3);
  }

  @Test
  void aCloseLeavesAfterAllThatWasQueuedAndNothingAfterIt() {
    offer("a", "b");
    outbox.offer(CLOSE);
    offer("c");
    outbox.offer(TOO_BIG);
    sender.complete();
    sender.complete();
    sender.runBlocking();
    offer("d");
    sender.runBlocking();
    assertThat(sender.sent).containsExactly("a", "b", "close 1000");
    assertThat(told.events).containsExactly("sent a", "sent b", "sent close 1000");
    assertThat(outbox.bytes()).isZero();
  }

  @Test
  void abandoningWithACloseSendsItNext() {
    offer("a", "b", "c");
    outbox.abandon(Optional.of(TOO_BIG));
    assertThat(sender.sent).containsExactly("a");
    sender.complete();
    sender.runBlocking();
    assertThat(sender.sent).containsExactly("a", "close 1009");
    offer("d");
    assertThat(sender.inFlight()).isZero();
    assertThat(outbox.bytes()).isZero();
  }

  @Test
  void abandoningWithACloseSendsItAtOnceWhereNothingIsInFlight() {
    outbox.abandon(Optional.of(TOO_BIG));
    sender.runBlocking();
    assertThat(sender.sent).containsExactly("close 1009");
    assertThat(told.events).containsExactly("room again", "sent close 1009");
    assertThat(outbox.bytes()).isZero();
  }

  @Test
  void abandoningReplacesACloseThatWaits() {
    offer("a");
    outbox.offer(CLOSE);
    outbox.abandon(Optional.of(TOO_BIG));
    sender.complete();
    sender.runBlocking();
    assertThat(sender.sent).containsExactly("a", "close 1009");
    assertThat(outbox.bytes()).isZero();
  }

  @Test
  void abandoningWithoutACloseSendsNothingMore() {
    offer("a", "b");
    outbox.abandon(Optional.empty());
    assertThat(outbox.bytes()).as("what is in flight stays so").isEqualTo(QueuedSend.OVERHEAD + 1);
    sender.complete();
    offer("c");
    outbox.offer(CLOSE);
    assertThat(sender.sent).containsExactly("a");
    assertThat(sender.inFlight()).isZero();
    assertThat(outbox.bytes()).isZero();
  }

  @Test
  void abandoningMakesRoom() {
    IntStream.range(0, 20).forEach(i -> offer("x"));
    assertThat(outbox.full()).isTrue();
    outbox.abandon(Optional.empty());
    assertThat(outbox.full()).isFalse();
    assertThat(told.rooms()).isEqualTo(1);
    sender.complete();
    assertThat(told.rooms()).isEqualTo(1);
  }

  @Test
  void anEndedOutboxIsNotFullWhateverIsStuckInIt() {
    offer("x".repeat((int) LIMIT));
    assertThat(outbox.full()).isTrue();
    outbox.abandon(Optional.empty());
    assertThat(outbox.full()).isFalse();
  }

  @Test
  void aFailureEndsIt() {
    offer("a", "b");
    IOException cause = new IOException("on purpose");
    sender.fail(cause);
    offer("c");
    assertThat(sender.sent).containsExactly("a");
    assertThat(told.events).containsExactly("failed " + cause);
    outbox.abandon(Optional.empty());
    assertThat(outbox.bytes()).isZero();
  }

  @Test
  void aFailureOfAFullOutboxReleasesWhoWaitsForRoom() {
    IntStream.range(0, 30).forEach(i -> offer("x"));
    sender.fail(new IOException("on purpose"));
    assertThat(outbox.full()).isFalse();
    assertThat(told.rooms()).isEqualTo(1);
  }

  @ParameterizedTest
  @FieldSource("FAULTS")
  void aBlockingSendThatFailsEndsIt(Exception fault) {
    sender.fault = Optional.of(fault);
    outbox.offer(part("a", false));
    outbox.offer(part("b", true));
    sender.runBlocking();
    assertThat(sender.sent).containsExactly("a…");
    assertThat(told.events).containsExactly("failed " + fault);
  }

  @Test
  void theClockOfASendStartsWhenItStarts() {
    assertThat(outbox.nanosInFlight()).isZero();
    offer("a", "b");
    assertThat(outbox.nanosInFlight()).isZero();
    now += 100;
    assertThat(outbox.nanosInFlight()).isEqualTo(100);
    sender.complete();
    now += 7;
    assertThat(outbox.nanosInFlight()).as("of b alone").isEqualTo(7);
    sender.complete();
    now += 1000;
    assertThat(outbox.nanosInFlight()).isZero();
    offer("c");
    assertThat(outbox.nanosInFlight()).isZero();
  }

  @Test
  void waitingForAThreadIsNotOnTheClock() {
    outbox.offer(part("a", true));
    now += 1000;
    assertThat(outbox.nanosInFlight()).isZero();
    sender.atBlocking =
        () -> {
          now += 7;
          assertThat(outbox.nanosInFlight()).isEqualTo(7);
        };
    sender.runBlocking();
    assertThat(sender.sent).containsExactly("a");
    offer("b");
    now += 5;
    assertThat(outbox.nanosInFlight()).isEqualTo(5);
  }

  @Test
  void whoeverClosesIsNotHeldAnyLonger() {
    IntStream.range(0, 20).forEach(i -> offer("x"));
    assertThat(outbox.full()).isTrue();
    outbox.offer(CLOSE);
    assertThat(outbox.full()).isFalse();
  }

  @Test
  void theClockOfACloseStartsWhenItIsAskedFor() {
    List<Long> seen = new ArrayList<>();
    told.atRoom =
        outbox -> {
          now += 5;
          seen.add(outbox.nanosInFlight());
        };
    now += Duration.ofHours(1).toNanos();
    outbox.abandon(Optional.of(TOO_BIG));
    assertThat(seen).containsExactly(5L);
  }

  private void offer(String... texts) {
    for (String text : texts) {
      outbox.offer(new QueuedSend.Message(MessageKind.TEXT, ByteBuffer.wrap(text.getBytes(UTF_8))));
    }
  }

  private static QueuedSend.Part part(String text, boolean last) {
    return new QueuedSend.Part(MessageKind.TEXT, ByteBuffer.wrap(text.getBytes(UTF_8)), last);
  }

  /** What the listener was told, in order. */
  private final class Told implements SendQueue.Listener {
    private final List<String> events = new ArrayList<>();
    private Consumer<SendQueue> atRoom = outbox -> {};

    @Override
    public void roomAgain() {
      events.add("room again");
      atRoom.accept(outbox);
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
