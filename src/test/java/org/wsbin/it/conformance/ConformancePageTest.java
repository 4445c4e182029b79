package org.wsbin.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wsbin.conformance.CaseId;

class ConformancePageTest {
  @Test
  void theCommittedPageIsThatOfTheCommittedResults() throws IOException {
    String page = Files.readString(ConformancePage.FILE);
    String written = new ConformancePage(ConformanceResults.read(ConformanceResults.FILE)).in(page);
    assertThat(page).as("A run writes the results: %s", ConformancePage.COMMAND).isEqualTo(written);
  }

  @Test
  void wsbinsOwnHaveNoFailure() throws IOException {
    assertThat(ConformanceResults.read(ConformanceResults.FILE).rows())
        .filteredOn(AgentRow::isWsbins)
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.failures()).as(row.name()).isEmpty());
  }

  @Test
  void everyCaseOfEachColumnIsCounted() throws IOException {
    for (AgentRow row : ConformanceResults.read(ConformanceResults.FILE).rows()) {
      for (CaseTable table : CaseTable.ALL.stream().filter(row::isOf).toList()) {
        for (CaseColumn column : table.columns()) {
          assertThat(row.counts().get(column.title()).values().stream().mapToLong(n -> n).sum())
              .as("%s, %s", row.name(), column.title())
              .isEqualTo(table.cases(column, row.role()).size());
        }
      }
    }
  }

  /** The page says so once, for everybody. */
  @Test
  void theSameCasesAreInformationalForAll() throws IOException {
    for (AgentRow row : ConformanceResults.read(ConformanceResults.FILE).rows()) {
      if (row.isOf(CaseTable.STANDARD)) {
        assertThat(row.others().entrySet())
            .as(row.name())
            .filteredOn(each -> each.getValue().word().equals("INFORMATIONAL"))
            .extracting(each -> each.getKey().toString())
            .containsExactly("7.1.6", "7.13.1", "7.13.2");
      }
    }
  }

  @Test
  void aCaseWithoutResultHasFailed() {
    CaseTable table =
        new CaseTable(
            "t",
            "T",
            List.of(new CaseColumn("c", List.of("1.1.1", "1.1.2", "1.1.3"), 1)),
            a -> true,
            false);
    AgentRow row =
        AgentRow.of(
            table,
            AgentRow.SERVER,
            "ws",
            "1",
            Map.of(
                CaseId.of("1.1.1"), new CaseVerdict("OK", "OK"),
                CaseId.of("1.1.2"), new CaseVerdict("OK", "UNCLEAN")));
    assertThat(row.count("c", "OK")).isEqualTo(1);
    assertThat(row.failures())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                CaseId.of("1.1.2"),
                new CaseVerdict("OK", "UNCLEAN"),
                CaseId.of("1.1.3"),
                CaseVerdict.MISSING));
  }

  @Test
  void aRowIsWrittenAndRead() {
    AgentRow row =
        new AgentRow(
            "t",
            AgentRow.CLIENT,
            "ws",
            "1",
            Map.of("c", Map.of("OK", 2L)),
            Map.of(CaseId.of("3.2"), new CaseVerdict("NON-STRICT", "OK")));
    assertThat(AgentRow.of((Map<?, ?>) row.members()).others()).isEqualTo(row.others());
    assertThat(AgentRow.of((Map<?, ?>) row.members()).counts()).isEqualTo(row.counts());
  }
}
