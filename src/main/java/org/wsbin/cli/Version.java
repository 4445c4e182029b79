package org.wsbin.cli;

import java.util.Optional;

/** The version of this build. */
final class Version {
  private Version() {}

  /** {@code wsbin 0.1.0}, as the launcher read it from the WAR's manifest. */
  static String current() {
    return "wsbin "
        + Optional.ofNullable(System.getProperty("org.wsbin.version")).orElse("(unpacked)");
  }
}
