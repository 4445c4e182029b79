package org.wsbin.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wsbin.limits.MemoryAccount;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.FakeTimer;

class OutgoingMessagesTest {
  private static final long LIMIT = 1000;

  private final FakeSender sender = new FakeSender();
  private final MemoryBudget budget = new MemoryBudget(1 << 20);
  private final SendQueue queue =
      new SendQueue(
          sender,
          new SendQueue.BlockingThreads(sender, sender),
          () -> LIMIT,
          new MemoryAccount(budget),
          new FakeTimer()::nanos,
          new NoListener());
  private final OutgoingMessages outgoing =
      new OutgoingMessages(queue, () -> LIMIT, new MemoryAccount(budget));

  @Test
  void anOfferIsRefusedInsideAMessage() {
    outgoing.send(MessageKind.TEXT, ByteBuffer.allocate(1), false);
    assertThat(outgoing.offer(MessageKind.TEXT, ByteBuffer.allocate(1))).isFalse();
  }

  @Test
  void afterTheEndAnOfferIsTakenAndDropped() {
    outgoing.send(MessageKind.TEXT, ByteBuffer.allocate(1), false);
    outgoing.abandon(Optional.empty());
    assertThat(outgoing.offer(MessageKind.TEXT, ByteBuffer.allocate(1))).isTrue();
    assertThat(sender.sent).isEmpty();
    assertThat(budget.used()).isZero();
  }

  private static final class NoListener implements SendQueue.Listener {
    @Override
    public void roomAgain() {}

    @Override
    public void sent(QueuedSend item) {}

    @Override
    public void failed(Throwable cause) {}
  }
}
