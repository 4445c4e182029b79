package org.wsbin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VersionTest {

  @AfterEach
  void forget() {
    System.clearProperty("org.wsbin.version");
    System.clearProperty("org.wsbin.server");
  }

  @Test
  void itIsTheOneOfTheLauncher() {
    assertThat(Version.current()).isEqualTo("wsbin (unpacked)");
    System.setProperty("org.wsbin.version", "1.2.3");
    assertThat(Version.current()).isEqualTo("wsbin 1.2.3");
  }

  @Test
  void theServerIsWhatTheManifestSays() {
    assertThat(Version.server()).startsWith("Apache Tomcat/11.");
    System.setProperty("org.wsbin.server", "Other/1");
    assertThat(Version.server()).isEqualTo("Other/1");
  }
}
