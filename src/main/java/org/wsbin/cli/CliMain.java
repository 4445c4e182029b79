package org.wsbin.cli;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Where the launcher comes in. */
public final class CliMain {
  private CliMain() {}

  /**
   * Runs wsbin.
   *
   * @param unpacked a temporary directory of this process, which holds the WAR as {@code war}
   * @param atEnd takes what the process shall do first when it is told to end, which gives the code
   * @return the exit code
   */
  public static int run(Path unpacked, Consumer<IntSupplier> atEnd, String... arguments) {
    return Cli.real(unpacked, atEnd).run(arguments);
  }
}
