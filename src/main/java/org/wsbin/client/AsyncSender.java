package org.wsbin.client;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs sends in order, on its own thread, which ends after a while without sends. Futures complete
 * on other threads, so their callbacks may send as well.
 */
final class AsyncSender {
  private static final System.Logger LOG = System.getLogger(AsyncSender.class.getName());

  /** The most sends that may wait. */
  static final int MOST = 1024;

  private static final int IDLE_SECONDS = 10;

  private final Semaphore room = new Semaphore(MOST);
  private final ExecutorService thread = thread();

  /**
   * Runs this after the earlier sends; blocks while too many are waiting.
   *
   * @param abort ends the connection if the future is cancelled
   */
  CompletableFuture<Void> add(Runnable send, Runnable abort) {
    SendFuture sent = new SendFuture(abort);
    try {
      room.acquire();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      sent.completeExceptionally(new WebSocketException("Could not send", hurried));
      return sent;
    }
    try {
      thread.execute(() -> send(send, sent));
    } catch (RejectedExecutionException ended) {
      room.release();
      sent.completeExceptionally(ConnectionLifecycle.closed());
    }
    return sent;
  }

  /** Runs this after the earlier sends, for the connection itself; never blocks. */
  void addAtOnce(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException ended) {
      LOG.log(DEBUG, "The connection has ended.", ended);
    }
  }

  private void send(Runnable send, SendFuture sent) {
    Optional<Throwable> failure = Optional.empty();
    try {
      send.run();
    } catch (RuntimeException | Error thrown) {
      failure = Optional.of(thrown);
    } finally {
      room.release();
    }
    sent.finish(failure);
  }

  /** Accepts nothing more. Waiting sends are still tried, and fail if the connection has ended. */
  void end() {
    thread.shutdown();
  }

  private static ExecutorService thread() {
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "wsbin-client-sends");
              thread.setDaemon(true);
              return thread;
            });
    one.allowCoreThreadTimeOut(true);
    return one;
  }

  private static final class SendFuture extends CompletableFuture<Void> {
    private final Runnable abort;

    SendFuture(Runnable abort) {
      this.abort = abort;
    }

    void finish(Optional<Throwable> failure) {
      defaultExecutor()
          .execute(
              () -> {
                if (failure.isPresent()) {
                  completeExceptionally(failure.get());
                } else {
                  complete(null);
                }
              });
    }

    @Override
    public boolean cancel(boolean interrupt) {
      boolean cancelled = completeExceptionally(new CancellationException("the sender's"));
      if (cancelled) {
        abort.run();
      }
      return cancelled;
    }
  }
}
