package org.wsbin.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.conformance.Verdicts.Close;
import org.wsbin.text.JsonReader;

class ConformanceReportsTest {
  private static final List<String> KEYS =
      List.of(
          "agent behavior behaviorClose case closedByMe createStats createWirelog description"
              .concat(" droppedByMe duration expectation expected expectedClose failedByMe")
              .concat(" httpRequest httpResponse id isServer localCloseCode localCloseReason")
              .concat(" received remoteCloseCode remoteCloseReason reportCompressionRatio")
              .concat(" reportTime result resultClose rxFrameStats rxOctetStats started")
              .concat(" trafficStats txFrameStats txOctetStats wasClean")
              .concat(" wasCloseHandshakeTimeout wasNotCleanReason wasOpenHandshakeTimeout")
              .concat(" wasServerConnectionDropTimeout wirelog")
              .split(" "));

  private final ReportSamples samples = new ReportSamples();

  private Object json(String name) {
    return JsonReader.read(samples.reports().file(name).orElseThrow());
  }

  @Test
  void theIndexIsLaidOutAsScriptsKnowIt() {
    samples.with("My Agent//1.0", "1.1.1", Behaviour.OK, Close.OK);
    assertThat(samples.reports().index())
        .isEqualTo(
            """
            {
               "My Agent//1.0": {
                  "1.1.1": {
                     "behavior": "OK",
                     "behaviorClose": "OK",
                     "duration": 254,
                     "remoteCloseCode": 1000,
                     "reportfile": "my_agent__1_0_case_1_1_1.json"
                  }
               }
            }""");
  }

  @Test
  void namesOfTheIndexAreSortedAsTexts() {
    samples
        .with("b", "2.1", Behaviour.OK, Close.WRONG_CODE)
        .with("b", "10.1.1", Behaviour.NON_STRICT, Close.FAILED_BY_CLIENT)
        .with("a", "2.1", Behaviour.FAILED, Close.UNCLEAN);
    assertThat(samples.reports().index())
        .containsSubsequence("\"a\"", "\"UNCLEAN\"", "\"remoteCloseCode\": null", "\"b\"")
        .containsSubsequence("\"10.1.1\"", "\"NON-STRICT\"", "\"FAILED BY CLIENT\"", "\"2.1\"");
  }

  @Test
  void withoutResultsThereIsOnlyAnEmptyIndex() {
    assertThat(samples.reports().index()).isEqualTo("{}");
  }

  @Test
  void theReportOfACaseHasTheMembersThatScriptsKnow() {
    samples.with("a", "1.1.1", Behaviour.OK, Close.OK, "Good.", ReportSamples.log());
    assertThat(json("a_case_1_1_1.json"))
        .asInstanceOf(MAP)
        .hasSize(39)
        .containsOnlyKeys(KEYS.toArray())
        .containsEntry("agent", "a")
        .containsEntry("case", 7L)
        .containsEntry("started", "2026-11-24T13:21:45.516Z")
        .containsEntry("duration", 254L)
        .containsEntry("isServer", true)
        .containsEntry("httpRequest", "GET /runCase HTTP/1.1\r\nX: a\r\n\r\n")
        .containsEntry("remoteCloseReason", "bye")
        .containsEntry("localCloseCode", 1000L)
        .containsEntry("wasNotCleanReason", null)
        .containsEntry("wasOpenHandshakeTimeout", false)
        .containsEntry("trafficStats", null)
        .containsEntry("txOctetStats", Map.of())
        .containsEntry("rxOctetStats", Map.of("4", 1L))
        .containsEntry("txFrameStats", Map.of("1", 1L))
        .containsEntry("expected", Map.of("OK", List.of(List.of("message", "", false))))
        .containsEntry(
            "received",
            List.of(
                List.of("message", "hello", false),
                List.of("message", "0xff", true),
                List.of("pong", ""),
                List.of("timeout", "A")))
        .containsEntry(
            "expectedClose",
            Map.of("closedByMe", true, "closeCode", List.of(1000L), "requireClean", true))
        .containsEntry("reportTime", false);
    assertThat(samples.reports().file("a_case_1_1_1.json").orElseThrow())
        .startsWith("{\n   \"agent\": \"a\",\n")
        .contains("\n   \"txOctetStats\": {},\n")
        .contains("\n      [\n         \"KL\",\n         1.0\n      ],\n")
        .endsWith("\n   ]\n}");
  }

  @Test
  void aCaseThatMustBeDetectedSaysSo() {
    samples.with("a", "6.3.1", Behaviour.OK, Close.OK);
    assertThat(ReportSamples.member(json("a_case_6_3_1.json"), "expectedClose"))
        .asInstanceOf(MAP)
        .containsEntry("closedByWrongEndpointIsFatal", true);
  }

  @Test
  void withoutAConnectionThereIsNothingToExpect() {
    samples.withoutConnection("a", "12.1.1", "The server answered 404.");
    Object report = json("a_case_12_1_1.json");
    assertThat(report)
        .asInstanceOf(MAP)
        .hasSize(39)
        .containsEntry("httpRequest", "?")
        .containsEntry("httpResponse", "?")
        .containsEntry("isServer", false)
        .containsEntry("expected", Map.of())
        .containsEntry("expectedClose", Map.of())
        .containsEntry("wasOpenHandshakeTimeout", null)
        .containsEntry("localCloseReason", null)
        .containsEntry("reportTime", true)
        .containsEntry("reportCompressionRatio", true)
        .containsEntry("result", "The server answered 404.");
  }

  @Test
  void agentsWithTheSameFileNameDoNotOverwriteEachOther() {
    samples
        .with("a b", "1.1.1", Behaviour.OK, Close.OK)
        .with("A-b", "1.1.1", Behaviour.FAILED, Close.OK)
        .with("a b 2", "1.1.1", Behaviour.OK, Close.UNCLEAN);
    Object index = json("index.json");
    for (String agent : List.of("a b", "A-b", "a b 2")) {
      String file =
          ReportSamples.member(
                  ReportSamples.member(ReportSamples.member(index, agent), "1.1.1"), "reportfile")
              .toString();
      assertThat(ReportSamples.member(json(file), "agent")).isEqualTo(agent);
    }
  }

  @Test
  void hostileNamesStayPlainFileNames() {
    samples
        .with("../../Ünsinn\0\n", "1.1.1", Behaviour.OK, Close.OK)
        .with("x".repeat(5000), "1.1.1", Behaviour.OK, Close.OK)
        .with("\u4e16", "1.1.1", Behaviour.OK, Close.OK);
    Map<String, String> files = new LinkedHashMap<>();
    samples.reports().each(files::put);
    assertThat(files)
        .containsKeys("nsinn_case_1_1_1.json", "_case_1_1_1.json")
        .allSatisfy(
            (name, content) -> {
              assertThat(name).matches("[a-z0-9_.]{1,200}");
              assertThat(samples.reports().file(name)).contains(content);
            });
    assertThat(samples.reports().file("../etc/passwd")).isEmpty();
  }

  @Test
  void laterResultsDoNotChangeAReport() {
    samples.with("a", "1.1.1", Behaviour.OK, Close.OK);
    ConformanceReports before = samples.reports();
    samples.with("b", "1.1.1", Behaviour.OK, Close.OK);
    assertThat(before.index()).contains("\"a\"").doesNotContain("\"b\"");
  }
}
