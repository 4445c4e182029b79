package org.wsbin.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsbin.scenario.DutyVerdict;
import org.wsbin.scenario.DutyVerdict.Outcome;

class ClientsPageTest {
  private static final List<PlayedFault> FAULTS = PlayedFault.all();

  @Test
  void theCommittedPageHasARowForEveryFault() throws IOException {
    String page = Files.readString(Path.of("docs", "clients.md"));
    assertThat(ClientsPage.missingRows(page, FAULTS))
        .as("run it again: %s", ClientsPage.COMMAND)
        .isEmpty();
  }

  @Test
  void aMissingValueIsAMissingRow() {
    assertThat(ClientsPage.missingRows("| `rsv/1, 3` | ✅ |\n", List.of(fault("rsv/1")))).isEmpty();
    assertThat(ClientsPage.missingRows("| `rsv/1, 3` | ✅ |\n", List.of(fault("rsv/2"))))
        .containsExactly("rsv/2");
  }

  @Test
  void theVerdictIsTheServers() {
    String verdict =
        """
        {"rules":[{"id":"masked","findings":[]},{"id":"fault-duty","findings":[
        {"connection":"a","frames":[],"sentence":"lenient about fault/rsv: It ended TCP."}]}]}
        """;
    ClientCell cell =
        new ClientCell("ws", "1", fault("rsv/1"), "{}", ClientCell.findingIn(verdict), List.of());
    assertThat(cell.verdict()).isEqualTo(new DutyVerdict(Outcome.LENIENT, "It ended TCP."));
  }

  @Test
  void whatTheServerSawAndTheClientToldIsSaidInWords() {
    ClientCell strict = cell("masked", "[{\"at\":0.1}]", close(1002), "local");
    assertThat(new ClientWords(strict).seen()).isEqualTo("closed with 1002 &#60;b&#62;");
    ClientCell violated = cell("masked", "[{\"at\":0.1}]", close(1000), "local");
    assertThat(new ClientWords(violated).told())
        .isEqualTo("opened; message \"Hello\"; *(the user closes)*");
  }

  @Test
  void whereTheServerHasNoFindingNothingIsJudged() {
    String nothing = ClientCell.findingIn("{\"rules\":[{\"id\":\"fault-duty\",\"findings\":[]}]}");
    ClientCell early = new ClientCell("ws", "1", fault("masked"), "{}", nothing, List.of());
    assertThat(early.verdict().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
  }

  @Test
  void aRefusedHandshakeIsSaidInWords() {
    String json = "{\"connections\":[],\"refused\":[{\"status\":503}]}";
    ClientCell refused = new ClientCell("ws", "1", fault("status/503"), json, "", List.of());
    assertThat(new ClientWords(refused).seen()).isEqualTo("got the 503");
  }

  private static PlayedFault fault(String label) {
    return FAULTS.stream().filter(f -> f.label().equals(label)).findFirst().orElseThrow();
  }

  private static String close(int code) {
    return "{\"at\":0.2,\"code\":" + code + ",\"reason\":\"" + (code == 1002 ? "<b>" : "") + "\"}";
  }

  private static ClientCell cell(String label, String faults, String received, String tcp) {
    String json =
        """
        {"connections":[{"frames":[],"faults":%s,"pings":[],"violation":null,
        "close":{"received":%s,"sent":null,"by":"client"},"end":{"at":0.3,"tcp":"%s"}}],"refused":[]}
        """
            .formatted(faults, received, tcp);
    List<String> told = List.of("open", "message \"Hello\"", "closes");
    return new ClientCell("ws", "1", fault(label), json, "", told);
  }
}
