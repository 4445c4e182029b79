package org.wsbin.cli;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** The entry point for the launcher. */
public final class CliMain {
  private CliMain() {}

  /**
   * Runs wsbin.
   *
   * @param unpacked a temporary directory of this process, which holds the WAR as {@code war}
   * @param atEnd takes the first task at the end of the process, which returns the exit code
   * @return the exit code
   */
  public static int run(Path unpacked, Consumer<IntSupplier> atEnd, String... arguments) {
    return Cli.real(unpacked, atEnd).run(arguments);
  }
}
