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
   * @param war the unpacked WAR
   * @param temporary a directory of this process, which is deleted at its end
   * @param atEnd takes the first task at the end of the process, which returns the exit code
   * @return the exit code
   */
  public static int run(
      Path war, Path temporary, Consumer<IntSupplier> atEnd, String... arguments) {
    return Cli.real(war, temporary, atEnd).run(arguments);
  }
}
