package org.wsbin.cli;

import java.util.Optional;
import org.wsbin.server.EmbeddedServer;

/** The version of this build. */
final class Version {
  private Version() {}

  /** {@code wsbin 0.1.0}, as the launcher read it from the WAR's manifest. */
  static String current() {
    return "wsbin "
        + Optional.ofNullable(System.getProperty("org.wsbin.version")).orElse("(unpacked)");
  }

  /** The embedded server, as in the WAR's manifest, which spares us loading its classes. */
  static String server() {
    String said = System.getProperty("org.wsbin.server");
    return said == null ? EmbeddedServer.product() : said;
  }
}
