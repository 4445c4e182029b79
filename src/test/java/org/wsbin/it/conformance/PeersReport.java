package org.wsbin.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests all servers and clients with the conformance cases (profile {@code conformance}). With
 * {@code -Dwsbin.docs.update=true} it writes the results and the page in docs/, else only
 * target/observed/conformance-results.json.
 */
class PeersReport {
  private static final Path OBSERVED = Path.of("target", "observed", "conformance-results.json");

  @BeforeAll
  static void run(@TempDir Path directory) throws Exception {
    ConformanceRun.run(OBSERVED, directory);
  }

  @Test
  void wsbinsOwnHaveNoFailure() throws IOException {
    assertThat(ConformanceResults.read(OBSERVED).rows())
        .filteredOn(AgentRow::isWsbins)
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.failures()).as(row.name()).isEmpty());
  }

  @Test
  void thePageSaysWhatWasFound() throws IOException {
    ConformanceResults results = ConformanceResults.read(OBSERVED);
    String page = new ConformancePage(results).in(Files.readString(ConformancePage.FILE));
    if (Boolean.getBoolean("wsbin.docs.update")) {
      results.write(ConformanceResults.FILE);
      Files.writeString(ConformancePage.FILE, page);
    }
    assertThat(page).contains(results.date());
  }
}
