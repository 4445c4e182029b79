package org.wsbin.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * Runs at the end of the process, whatever ends it: closes the server or the connection, and
 * deletes the temporary directory. On a signal, the first task determines the exit code, 0 for a
 * server; without it, Java would exit with the signal's code. All of this takes at most ten
 * seconds.
 */
final class ShutdownHook implements Runnable {
  private static final long AT_MOST_MILLIS = 9_500;

  private final Path directory;
  private volatile IntSupplier first = () -> 0;
  private volatile boolean byItself;

  ShutdownHook(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  /** Sets the first task, which returns the exit code after a signal. */
  void first(IntSupplier task) {
    first = task;
  }

  /** The command has ended without a signal: its exit code stays. */
  void byItself() {
    byItself = true;
  }

  @Override
  public void run() {
    boolean signalled = !byItself;
    haltLater();
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

  private void haltLater() {
    new Timer("wsbin-halt", true)
        .schedule(
            new TimerTask() {
              @Override
              public void run() {
                Runtime.getRuntime().halt(0);
              }
            },
            AT_MOST_MILLIS);
  }

  private void delete() {
    try (Stream<Path> found = Files.walk(directory)) {
      List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException leftToTheSystem) {
      System.err.println("wsbin could not delete " + directory + ".");
    }
  }
}
