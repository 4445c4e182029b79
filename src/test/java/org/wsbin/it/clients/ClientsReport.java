package org.wsbin.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.scenario.DutyVerdict.Outcome;

/**
 * Runs the clients (profile {@code clients}). With {@code -Dwsbin.docs.update=true} it writes the
 * page, else only target/observed/clients.md. With {@code -Dwsbin.clients.again=true} it takes the
 * observations of the last run.
 */
class ClientsReport {
  private static final Path PAGE = Path.of("docs", "clients.md");
  private static final Path OBSERVED = Path.of("target", "observed", "clients.tsv");
  private static final List<PlayedFault> FAULTS = PlayedFault.all();

  @BeforeAll
  static void run(@TempDir Path directory) throws Exception {
    if (!Boolean.getBoolean("wsbin.clients.again") || !Files.exists(OBSERVED)) {
      ClientsRun.run(FAULTS, OBSERVED, directory);
    }
  }

  @Test
  void atLeastEightClientsMeetEveryFault() throws IOException {
    List<ClientCell> cells = cells();
    long clients = cells.stream().map(ClientCell::client).distinct().count();
    assertThat(clients).isGreaterThanOrEqualTo(8);
    assertThat(cells).hasSize(Math.toIntExact(clients * FAULTS.size()));
  }

  @Test
  void wsbinsOwnClientViolatesNoDuty() throws IOException {
    assertThat(cells())
        .filteredOn(cell -> cell.client().equals("wsbin"))
        .filteredOn(cell -> cell.verdict().outcome() == Outcome.VIOLATED)
        .isEmpty();
  }

  /** What clients race for differs from run to run, so the committed page is not compared. */
  @Test
  void thePageSaysWhatWasObserved() throws IOException {
    String date = Files.getLastModifiedTime(OBSERVED).toString().substring(0, 10);
    String page = new ClientsPage(FAULTS, cells(), date).markdown();
    Files.writeString(OBSERVED.resolveSibling("clients.md"), page);
    if (Boolean.getBoolean("wsbin.docs.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(ClientsPage.missingRows(page, FAULTS)).isEmpty();
  }

  private static List<ClientCell> cells() throws IOException {
    return ClientCell.read(OBSERVED, FAULTS);
  }
}
