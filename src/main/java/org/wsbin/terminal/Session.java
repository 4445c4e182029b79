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
import org.wsbin.client.CloseResult;
import org.wsbin.client.ReceiveResult;
import org.wsbin.client.WebErrorStatus;
import org.wsbin.client.WebSocketException;
import org.wsbin.protocol.CloseStatus;

/**
 * One connection, from the handshake to the close. One thread receives, one sends, and the calling
 * thread waits for the end.
 */
final class Session implements CommandRunner.Listener {
  private static final int BUFFER_BYTES = 64 * 1024;

  /** What remains to be done after the end. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** Longer than a receiving thread needs to detect the cause. */
  private static final Duration DIAGNOSIS = Duration.ofSeconds(6);

  private final ClientWebSocket socket;
  private final Options options;
  private final SessionEvents events;
  private final PayloadSink payloads;
  private final CompletableFuture<SessionResult> ended = new CompletableFuture<>();
  private final AtomicReference<Optional<ByteBuffer>> awaitedPong =
      new AtomicReference<>(Optional.empty());

  Session(ClientWebSocket socket, Options options, SessionEvents events, PayloadSink payloads) {
    this.socket = socket;
    this.options = options;
    this.events = events;
    this.payloads = payloads;
    socket.onPing(events::pinged).onPong(this::ponged);
  }

  /** Connects, runs the commands and closes; returns the exit code. */
  int run(Input input, Console progress) {
    try {
      socket.connect(options.uri());
    } catch (WebSocketException failure) {
      events.failed(
          UserMessages.notConnected(failure, options.uri()), failure, socket.information());
      return ExitCode.FAILED;
    }
    events.opened(socket.information());
    CommandRunner commands = new CommandRunner(socket, options.binary(), events, progress, this);
    Thread receiving = start("wsbin-receive", this::receive);
    Thread sending = start("wsbin-send", () -> send(input, commands));
    SessionResult ending = ended.join();
    if (input.typed()) {
      sending.interrupt();
      join(sending);
    } else {
      commands.settle(GRACE);
    }
    join(receiving);
    return report(ending);
  }

  private Thread start(String name, Runnable task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (RuntimeException failure) {
                end(new SessionResult.Failed("The client failed unexpectedly: " + failure + "."));
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
      ReceiveResult received = socket.receive(buffer.clear());
      while (received.kind() != ReceiveResult.Kind.CLOSE) {
        boolean text = received.kind() == ReceiveResult.Kind.TEXT;
        payloads.data(text, buffer.flip(), received.endOfMessage());
        if (options.oneMessage() && received.endOfMessage()) {
          finish(CloseStatus.NORMAL, "");
          return;
        }
        received = socket.receive(buffer.clear());
      }
      socket.closed().ifPresent(closed -> end(new SessionResult.Ended(closed)));
    } catch (WebSocketException failure) {
      end(broken(failure));
    } catch (IOException full) {
      unwritable(full);
    }
  }

  /** After our own close it does not matter that nothing can be received any more. */
  private SessionResult broken(WebSocketException failure) {
    return failure.status() == WebErrorStatus.CLOSED && socket.closed().isPresent()
        ? new SessionResult.Ended(socket.closed().get())
        : new SessionResult.Broken(failure);
  }

  /** If nobody reads the pipe any more, as after {@code head}, the session ends. */
  private void unwritable(IOException full) {
    if (options.output().isEmpty()) {
      finish(CloseStatus.NORMAL, "");
    } else {
      end(new SessionResult.Failed("Cannot write the file: " + full.getMessage() + "."));
      socket.close();
    }
  }

  private void send(Input input, CommandRunner commands) {
    try {
      input.sendBy(commands);
      if (input.typed()) {
        finish(CloseStatus.NORMAL, "");
      } else {
        waitAndFinish();
      }
    } catch (WebSocketException failure) {
      if (!isOver(DIAGNOSIS)) { // otherwise the receiving thread has reported the cause
        end(new SessionResult.Broken(failure));
      }
    } catch (IOException unreadable) {
      end(new SessionResult.Failed(unreadable.getMessage()));
      socket.abort();
    }
  }

  private void waitAndFinish() {
    if (options.patience().isEmpty() || isOver(options.patience().get())) {
      return;
    }
    if (options.oneMessage()) {
      end(new SessionResult.Failed("No message arrived within --wait."));
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
    end(new SessionResult.Ended(socket.close(code, reason)));
  }

  /** Only the first result counts. */
  private void end(SessionResult ending) {
    ended.complete(ending);
  }

  @Override
  public void pinging(ByteBuffer payload) {
    awaitedPong.set(Optional.of(payload));
  }

  private void ponged(ByteBuffer payload) {
    boolean wanted = awaitedPong.get().filter(payload::equals).isPresent();
    if (wanted) {
      awaitedPong.set(Optional.empty());
    }
    events.ponged(payload, socket.information().lastRoundTrip(), wanted);
  }

  /** Shows how it ended; gives the exit code. */
  private int report(SessionResult ending) {
    if (ending instanceof SessionResult.Ended ended) {
      events.closed(ended.closed(), socket.information());
      return code(ended.closed());
    }
    if (ending instanceof SessionResult.Broken broken) {
      WebSocketException failure = broken.failure();
      events.failed(UserMessages.broken(failure), failure, socket.information());
      return UserMessages.isAbnormalEnd(failure.status()) ? ExitCode.ABNORMAL : ExitCode.FAILED;
    }
    events.failed(((SessionResult.Failed) ending).sentence());
    return ExitCode.FAILED;
  }

  private static int code(CloseResult closed) {
    boolean normal = closed.code() == CloseStatus.NORMAL || closed.code() == CloseStatus.NO_STATUS;
    boolean asked = closed.by() == CloseResult.By.US && closed.code() != CloseStatus.ABNORMAL;
    return normal || asked ? ExitCode.OK : ExitCode.ABNORMAL;
  }
}
