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
 * What happens when the process ends, whatever ends it and however far it had come: the server or
 * the connection is closed, and the temporary directory goes away. On a signal the exit code is
 * what that gives, 0 for a server, where Java's own would be the signal's; all of it takes ten
 * seconds at most.
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

  /** What to do first; gives the exit code of an end by a signal. */
  void first(IntSupplier task) {
    first = task;
  }

  /** The command has ended by itself: its exit code stands. */
  void byItself() {
    byItself = true;
  }

  @Override
  public void run() {
    boolean signalled = !byItself;
    haltLater();
    int code = 1; // where even that fails
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
