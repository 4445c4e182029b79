package org.wsbin.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * Runs at the end of the process, whatever ends it: closes the server or the connection, and
 * deletes the temporary directory. On a signal, the first task determines the exit code, 0 for a
 * server; without it, Java would exit with the signal's code. All of this takes at most ten
 * seconds, and {@code --drain-time}.
 */
final class ShutdownHook implements Runnable {
  private static final int TRIES = 10;
  private static final long AT_MOST_MILLIS = 9_500;

  /** The property with what {@code --drain-time} adds, set before the process ends. */
  private static final String DRAIN_MILLIS = "org.wsbin.drain-millis";

  private final CountDownLatch running = new CountDownLatch(1);
  private final Path directory;
  private volatile IntSupplier first = () -> 0;
  private volatile boolean byItself;
  private volatile boolean ending;

  ShutdownHook(Path directory) {
    this.directory = directory;
    Thread halt = new Thread(this::haltLater, "wsbin-halt");
    halt.setDaemon(true);
    halt.start();
  }

  Path directory() {
    return directory;
  }

  /** Sets the first task, which returns the exit code after a signal. */
  void first(IntSupplier task) {
    first = task;
  }

  /** Whether the process is ending, so that nothing that fails now is of interest. */
  boolean isEnding() {
    return ending;
  }

  /** The command has ended without a signal: its exit code stays. */
  void byItself() {
    byItself = true;
  }

  @Override
  public void run() {
    boolean signalled = !byItself;
    ending = true;
    running.countDown();
    int code = 1; // if even that fails
    try {
      code = first.getAsInt();
    } finally {
      delete();
      if (signalled) {
        Runtime.getRuntime().halt(code);
      }
    }
  }

  /**
   * Ends the process if the tasks of this hook hang. The thread is made at the start, because a
   * server that is out of memory could not make one.
   */
  private void haltLater() {
    try {
      running.await();
      Thread.sleep(AT_MOST_MILLIS + Long.getLong(DRAIN_MILLIS, 0));
    } catch (InterruptedException unasked) {
      return;
    }
    Runtime.getRuntime().halt(0);
  }

  /** Tries it again, as a signal may come while the WAR is still being unpacked. */
  private void delete() {
    for (int left = TRIES; left > 0 && !deleted(left == 1); left--) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private boolean deleted(boolean last) {
    try (Stream<Path> found = Files.walk(directory)) {
      List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
      return true;
    } catch (IOException | UncheckedIOException leftToTheSystem) {
      if (last) {
        System.err.println("wsbin could not delete " + directory + ".");
      }
      return false;
    }
  }
}
