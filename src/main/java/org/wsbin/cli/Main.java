package org.wsbin.cli;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Where the launcher comes in. */
public final class Main {
  private Main() {}

  /**
   * Runs wsbin.
   *
   * @param unpacked a temporary directory of this process, which holds the WAR as {@code war}
   * @param atEnd takes what the process shall do first when it ends
   * @return the exit code
   */
  public static int run(Path unpacked, Consumer<Runnable> atEnd, String... arguments) {
    return Cli.real(unpacked, atEnd).run(arguments);
  }
}
