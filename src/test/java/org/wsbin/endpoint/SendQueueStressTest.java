package org.wsbin.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wsbin.limits.MemoryAccount;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.MessageKind;

/** {@link SendQueue} under several threads at once. */
class SendQueueStressTest {
  private static final int THREADS = 4;
  private static final int EACH = 20_000;

  private final ExecutorService offering = Executors.newFixedThreadPool(THREADS);
  private final ExecutorService network = Executors.newFixedThreadPool(2);

  @AfterEach
  void end() {
    offering.shutdownNow();
    network.shutdownNow();
  }

  @Test
  void eachThreadsOrderIsKeptAndNoneIsLost() throws Exception {
    CountingSender sender = new CountingSender();
    SendQueue outbox =
        new SendQueue(
            sender,
            new SendQueue.BlockingThreads(network, network),
            () -> 1 << 16,
            new MemoryAccount(new MemoryBudget(Long.MAX_VALUE)),
            System::nanoTime,
            new Deaf());
    CountDownLatch start = new CountDownLatch(1);
    List<Future<?>> offers = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int number = thread;
      offers.add(
          offering.submit(
              () -> {
                start.await();
                IntStream.range(0, EACH).forEach(i -> outbox.offer(entry(number, i)));
                return null;
              }));
    }
    start.countDown();
    for (Future<?> offer : offers) {
      offer.get();
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> sender.sent.size() == THREADS * EACH);
    await().atMost(Duration.ofSeconds(5)).until(() -> outbox.bytes() == 0);
    assertThat(sender.mostInFlight).hasValue(1);
    for (int thread = 0; thread < THREADS; thread++) {
      int number = thread;
      assertThat(sender.sent.stream().filter(e -> e.getInt(0) == number).map(e -> e.getInt(4)))
          .containsExactlyElementsOf(IntStream.range(0, EACH).boxed().toList());
    }
  }

  @Test
  void theClockOfASendIsNeverReadBeforeItIsSet() throws Exception {
    AtomicLong now = new AtomicLong(Duration.ofDays(1).toNanos());
    MessageSender immediate = new Immediate();
    SendQueue outbox =
        new SendQueue(
            immediate,
            new SendQueue.BlockingThreads(network, network),
            () -> 1 << 16,
            new MemoryAccount(new MemoryBudget(Long.MAX_VALUE)),
            now::get,
            new Deaf());
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch looking = new CountDownLatch(1);
    Future<Long> longest =
        network.submit(
            () -> {
              long most = 0;
              looking.countDown();
              while (!done.get() && most == 0) {
                most = outbox.nanosInFlight();
              }
              return most;
            });
    looking.await();
    // no time passes while an entry is in flight, only between them
    for (int i = 0; i < 3_000_000 && !longest.isDone(); i++) {
      now.addAndGet(Duration.ofMinutes(1).toNanos());
      outbox.offer(new QueuedSend.Message(MessageKind.BINARY, ByteBuffer.allocate(0)));
    }
    done.set(true);
    assertThat(longest.get()).isZero();
  }

  /** Of every third entry a blocking part, so that both ways of sending alternate. */
  private static QueuedSend entry(int thread, int number) {
    ByteBuffer payload = ByteBuffer.allocate(8).putInt(thread).putInt(number).flip();
    return number % 3 == 0
        ? new QueuedSend.Part(MessageKind.BINARY, payload, true)
        : new QueuedSend.Message(MessageKind.BINARY, payload);
  }

  /** Completes some messages at once and others later, on another thread. */
  private final class CountingSender implements MessageSender {
    private final Queue<ByteBuffer> sent = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();

    @Override
    public void send(QueuedSend.Data message, Consumer<Optional<Throwable>> done) {
      begin(message.payload());
      if (message.payload().getInt(4) % 2 == 0) {
        end(done);
      } else {
        network.execute(() -> end(done));
      }
    }

    @Override
    public void sendBlocking(QueuedSend item) {
      begin(((QueuedSend.Part) item).payload());
      inFlight.decrementAndGet();
    }

    private void begin(ByteBuffer payload) {
      mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
      sent.add(payload);
    }

    private void end(Consumer<Optional<Throwable>> done) {
      inFlight.decrementAndGet();
      done.accept(Optional.empty());
    }
  }

  private static final class Immediate implements MessageSender {
    @Override
    public void send(QueuedSend.Data message, Consumer<Optional<Throwable>> done) {
      done.accept(Optional.empty());
    }

    @Override
    public void sendBlocking(QueuedSend item) {}
  }

  private static final class Deaf implements SendQueue.Listener {
    @Override
    public void roomAgain() {}

    @Override
    public void sent(QueuedSend item) {}

    @Override
    public void failed(Throwable cause) {}
  }
}
