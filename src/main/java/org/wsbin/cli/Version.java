package org.wsbin.cli;

import java.util.Optional;

/** What this build is called. */
final class Version {
  private Version() {}

  /** {@code wsbin 0.1.0}, from the WAR's manifest as the launcher has read it. */
  static String current() {
    return "wsbin "
        + Optional.ofNullable(System.getProperty("org.wsbin.version")).orElse("(unpacked)");
  }
}
