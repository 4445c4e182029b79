package org.wsbin.web;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * ReaderPlaces for few at a time. Who finds none stands in line for a moment, if the line is not
 * full: many requests that waited for the same event come back at once. Safe from any thread.
 */
final class ReaderPlaces {
  private final Semaphore free;
  private final Semaphore line;
  private final Duration patience;

  /**
   * @param most how many places
   * @param mostInLine how many threads may stand in line
   * @param patience how long each of them does
   */
  ReaderPlaces(int most, int mostInLine, Duration patience) {
    this.free = new Semaphore(most, true);
    this.line = new Semaphore(mostInLine);
    this.patience = patience;
  }

  /** Takes a place, at most a moment later; returns whether there was one. */
  boolean take() {
    if (free.tryAcquire()) {
      return true;
    }
    if (!line.tryAcquire()) {
      return false;
    }
    try {
      return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      line.release();
    }
  }

  /** Gives back a place that was taken. */
  void giveBack() {
    free.release();
  }
}
