package org.wsbin.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeedsTest {
  @ParameterizedTest
  @CsvSource({
    "'', SERVER",
    "--port 0, SERVER",
    "serve, SERVER",
    "serve --help, WORDS",
    "conform serve --help, SERVER",
    "conform ws://localhost, SERVER",
    "connect ws://localhost, CLIENT",
    "connect --help, WORDS",
    "connect --help ws://localhost, CLIENT",
    "--port --help, SERVER",
    "--help, WORDS",
    "-h, WORDS",
    "--version, WORDS",
    "-V, WORDS",
    "probe -V, WORDS"
  })
  void aCommandNeedsItsPart(String line, Needs expected) {
    assertThat(Needs.of(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "index.html, true, false, false",
    "META-INF/MANIFEST.MF, true, false, false",
    "WEB-INF/standalone/wsbin.jar, true, true, true",
    "WEB-INF/lib/wsbin-application.jar, true, true, true",
    "WEB-INF/standalone/lib/picocli-4.jar, true, true, true",
    "WEB-INF/standalone/lib/jline-reader-3.jar, true, true, false",
    "WEB-INF/lib/jackson-core-3.jar, true, true, false",
    "WEB-INF/standalone/lib/tomcat-embed-core-11.jar, true, false, false",
    "WEB-INF/lib/jedis-8.jar, true, false, false"
  })
  void whatIsNeeded(String entry, boolean server, boolean client, boolean words) {
    assertThat(Needs.SERVER.wants(entry)).isEqualTo(server);
    assertThat(Needs.CLIENT.wants(entry)).isEqualTo(client);
    assertThat(Needs.WORDS.wants(entry)).isEqualTo(words);
  }
}
