package org.wsbin.it.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Runs after the suite has run on every server (profile {@code containers}), and puts together what
 * {@link HandshakeIT} observed. With {@code -Dwsbin.docs.update=true} it writes the page, else it
 * holds the committed page to what was observed.
 */
class ContainersReport {
  private static final Path PAGE = Path.of("docs", "containers.md");

  @Test
  void allServersAnswerAlikeButForTheNamedExceptions() throws IOException {
    assertThat(observed().unnamedDifferences()).isEmpty();
  }

  @Test
  void thePageSaysWhatWasObserved() throws IOException {
    String page = observed().markdown();
    if (Boolean.getBoolean("wsbin.docs.update")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).as("to update it: %s", ContainersPage.COMMAND).exists().hasContent(page);
  }

  private static ContainersPage observed() throws IOException {
    Path directory = Path.of(System.getProperty("wsbin.observed.directory", "target/observed"));
    List<ObservedServer> servers = ObservedServer.readAll(directory);
    return new ContainersPage(HandshakeTable.cases(), servers);
  }
}
