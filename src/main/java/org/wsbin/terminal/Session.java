package org.wsbin.terminal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.wsbin.client.ClientWebSocket;
import org.wsbin.client.Closed;
import org.wsbin.client.Received;
import org.wsbin.client.WebErrorStatus;
import org.wsbin.client.WebSocketException;
import org.wsbin.protocol.CloseStatus;

/**
 * One connection, from the handshake to the close. One thread receives, one sends, and the caller's
 * waits for the end.
 */
final class Session implements Talk.Listener {
  private static final int BUFFER_BYTES = 64 * 1024;

  /** What is left to do when it has ended. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** Longer than a receiving thread needs to find out what has happened. */
  private static final Duration FOUND_OUT = Duration.ofSeconds(6);

  private final ClientWebSocket socket;
  private final Options options;
  private final Events events;
  private final Payloads payloads;
  private final CompletableFuture<Ending> ended = new CompletableFuture<>();
  private final AtomicReference<Optional<ByteBuffer>> asked =
      new AtomicReference<>(Optional.empty());

  Session(ClientWebSocket socket, Options options, Events events, Payloads payloads) {
    this.socket = socket;
    this.options = options;
    this.events = events;
    this.payloads = payloads;
    socket.onPing(events::pinged).onPong(this::ponged);
  }

  /** Connects, talks and closes; gives the exit code. */
  int run(Input input, Console progress) {
    try {
      socket.connect(options.uri());
    } catch (WebSocketException failure) {
      events.failed(Sentences.notConnected(failure, options.uri()), failure, socket.information());
      return Exit.FAILED;
    }
    events.opened(socket.information());
    Talk talk = new Talk(socket, options.binary(), events, progress, this);
    Thread receiving = start("wsbin-receive", this::receive);
    Thread sending = start("wsbin-send", () -> send(input, talk));
    Ending ending = ended.join();
    if (input.typed()) {
      sending.interrupt();
      join(sending);
    } else {
      talk.settle(GRACE);
    }
    join(receiving);
    return told(ending);
  }

  private Thread start(String name, Runnable task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (RuntimeException failure) {
                end(new Ending.Failed("The client failed unexpectedly: " + failure + "."));
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void join(Thread thread) {
    try {
      thread.join(GRACE.toMillis());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void receive() {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try {
      Received received = socket.receive(buffer.clear());
      while (received.kind() != Received.Kind.CLOSE) {
        boolean text = received.kind() == Received.Kind.TEXT;
        payloads.data(text, buffer.flip(), received.endOfMessage());
        if (options.oneMessage() && received.endOfMessage()) {
          finish(CloseStatus.NORMAL, "");
          return;
        }
        received = socket.receive(buffer.clear());
      }
      socket.closed().ifPresent(closed -> end(new Ending.Ended(closed)));
    } catch (WebSocketException failure) {
      end(broken(failure));
    } catch (IOException full) {
      unwritable(full);
    }
  }

  /** After our own close, that nothing came any more is told by how it was closed. */
  private Ending broken(WebSocketException failure) {
    return failure.status() == WebErrorStatus.CLOSED && socket.closed().isPresent()
        ? new Ending.Ended(socket.closed().get())
        : new Ending.Broken(failure);
  }

  /** Where a pipe is not read any more, as by {@code head}, there is nothing left to do. */
  private void unwritable(IOException full) {
    if (options.output().isEmpty()) {
      finish(CloseStatus.NORMAL, "");
    } else {
      end(new Ending.Failed("The file cannot be written: " + full.getMessage() + "."));
      socket.close();
    }
  }

  private void send(Input input, Talk talk) {
    try {
      input.sendBy(talk);
      if (input.typed()) {
        finish(CloseStatus.NORMAL, "");
      } else {
        waitAndFinish();
      }
    } catch (WebSocketException failure) {
      if (!isOver(FOUND_OUT)) { // else whoever receives has found out why
        end(new Ending.Broken(failure));
      }
    } catch (IOException unreadable) {
      end(new Ending.Failed(unreadable.getMessage()));
      socket.abort();
    }
  }

  private void waitAndFinish() {
    if (options.patience().isEmpty() || isOver(options.patience().get())) {
      return;
    }
    if (options.oneMessage()) {
      end(new Ending.Failed("No message came within the time of --wait."));
    }
    finish(CloseStatus.NORMAL, "");
  }

  private boolean isOver(Duration most) {
    try {
      return ended.get(most.toMillis(), TimeUnit.MILLISECONDS) != null;
    } catch (TimeoutException | ExecutionException notYet) {
      return false;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void finish(int code, String reason) {
    end(new Ending.Ended(socket.close(code, reason)));
  }

  /** Only the first is told. */
  private void end(Ending ending) {
    ended.complete(ending);
  }

  @Override
  public void pinging(ByteBuffer payload) {
    asked.set(Optional.of(payload));
  }

  private void ponged(ByteBuffer payload) {
    boolean wanted = asked.get().filter(payload::equals).isPresent();
    if (wanted) {
      asked.set(Optional.empty());
    }
    events.ponged(payload, socket.information().lastRoundTrip(), wanted);
  }

  private int told(Ending ending) {
    if (ending instanceof Ending.Ended ended) {
      events.closed(ended.closed());
      return code(ended.closed());
    }
    if (ending instanceof Ending.Broken broken) {
      WebSocketException failure = broken.failure();
      events.failed(Sentences.broken(failure), failure, socket.information());
      return Sentences.isAbnormalEnd(failure.status()) ? Exit.ABNORMAL : Exit.FAILED;
    }
    events.failed(((Ending.Failed) ending).sentence());
    return Exit.FAILED;
  }

  private static int code(Closed closed) {
    boolean normal = closed.code() == CloseStatus.NORMAL || closed.code() == CloseStatus.NO_STATUS;
    boolean asked = closed.by() == Closed.By.US && closed.code() != CloseStatus.ABNORMAL;
    return normal || asked ? Exit.OK : Exit.ABNORMAL;
  }
}
