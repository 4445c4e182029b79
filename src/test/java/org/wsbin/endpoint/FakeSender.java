package org.wsbin.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A network that a test drives: messages complete at once or when the test says so, and so do
 * blocking sends. For one thread.
 */
final class FakeSender implements MessageSender, Executor {
  /** What has begun to be sent, in order, as text; a close as {@code close 1000}. */
  final List<String> sent = new ArrayList<>();

  /** Whether a whole message is done before {@link #send} returns. */
  boolean immediate;

  /** What the blocking sends throw, if anything. */
  Optional<Exception> fault = Optional.empty();

  /** What happens during each blocking send. */
  Runnable atBlocking = () -> {};

  private final Deque<Consumer<Optional<Throwable>>> inFlight = new ArrayDeque<>();
  private final Deque<Runnable> tasks = new ArrayDeque<>();

  @Override
  public void send(QueuedSend.Data message, Consumer<Optional<Throwable>> done) {
    sent.add(name(message));
    if (immediate) {
      done.accept(Optional.empty());
    } else {
      inFlight.add(done);
    }
  }

  @Override
  public void sendBlocking(QueuedSend item) throws IOException {
    sent.add(name(item));
    atBlocking.run();
    if (fault.isPresent() && fault.get() instanceof IOException failure) {
      throw failure;
    } else if (fault.isPresent()) {
      throw (RuntimeException) fault.get();
    }
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  /** The message in flight has left. */
  void complete() {
    inFlight.remove().accept(Optional.empty());
  }

  /** The message in flight could not be sent. */
  void fail(Throwable cause) {
    inFlight.remove().accept(Optional.of(cause));
  }

  /** Runs the blocking sends, those that follow included. */
  void runBlocking() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  /** Messages in flight, and blocking sends that have not run. */
  int inFlight() {
    return inFlight.size() + tasks.size();
  }

  static String name(QueuedSend item) {
    if (item instanceof QueuedSend.Message message) {
      return text(message.payload().array());
    } else if (item instanceof QueuedSend.Part part) {
      return text(part.payload().array()) + (part.last() ? "" : "…");
    } else if (item instanceof QueuedSend.Close close) {
      return "close " + close.status().code();
    }
    return "ping";
  }

  private static String text(byte[] utf8) {
    return new String(utf8, UTF_8);
  }
}
