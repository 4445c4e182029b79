package org.wsbin.cli;

import java.nio.file.Path;

/** Where the launcher comes in. */
public final class Main {
  private Main() {}

  /**
   * Runs wsbin.
   *
   * @param unpacked a temporary directory of this process, which holds the WAR as {@code war}
   * @return the exit code
   */
  public static int run(Path unpacked, String... arguments) {
    try {
      return Cli.real(unpacked).run(arguments);
    } finally {
      Unpacked.delete(unpacked);
    }
  }
}
