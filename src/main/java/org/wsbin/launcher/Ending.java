package org.wsbin.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.Stream;

/**
 * What happens when the process ends, whatever ends it and however far it had come: the server is
 * closed, and the temporary directory goes away. On a signal the exit code is 0, where Java's own
 * would be the signal's; all of it takes ten seconds at most.
 */
final class Ending implements Runnable {
  private static final long AT_MOST_MILLIS = 9_500;

  private final Path directory;
  private volatile Runnable first = () -> {};
  private volatile boolean byItself;

  Ending(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  /** What to do first. */
  void first(Runnable task) {
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
    try {
      first.run();
    } finally {
      delete();
      if (signalled) {
        Runtime.getRuntime().halt(0);
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
