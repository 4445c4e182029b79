package org.wsbin.it;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Work on a thread of its own, so that a test can read while it sends. */
public final class Background {
  private Background() {}

  public static <T> CompletableFuture<T> start(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread = new Thread(() -> complete(result, work), "background of a test");
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  @SuppressWarnings("CatchAndPrintStackTrace")
  private static <T> void complete(CompletableFuture<T> result, Callable<T> work) {
    try {
      result.complete(work.call());
    } catch (Throwable failure) {
      result.completeExceptionally(failure);
    }
  }
}
