package org.wsbin.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wsbin.text.JsonReader;

class ProbeReportTest {
  private static final FoundSymptom FOUND =
      new FoundSymptom(
          Symptom.IDLE_LIMIT, "It ended \u001b[31m after <60> s.", "open", "closed by network");
  private static final ProbeReport REPORT =
      new ProbeReport(
          URI.create("ws://h/"),
          true,
          List.of(
              CheckResult.of("a 101", List.of(), List.of())
                  .named("handshake", Duration.ofMillis(12)),
              CheckResult.of("ended", List.of(FOUND), List.of("silence"))
                  .named("idle", Duration.ofSeconds(61)),
              CheckResult.skipped("no proxy").named("forms", Duration.ZERO)),
          Duration.ofSeconds(62));

  @Test
  void theDiagnosisSaysWhatToChange() {
    List<String> lines = ProbeText.diagnosis(REPORT, Remedies.load());
    assertThat(lines)
        .contains(
            "1. A connection without traffic is ended.",
            "   It ended ?[31m after <60> s.",
            "     client: open",
            "     server: closed by network",
            "     nginx: proxy_read_timeout 1h; proxy_send_timeout 1h; (60 s if not set)");
    assertThat(REPORT.good()).isFalse();
    ProbeReport good =
        new ProbeReport(REPORT.root(), true, REPORT.checks().subList(0, 1), Duration.ZERO);
    assertThat(ProbeText.diagnosis(good, Remedies.load()))
        .containsExactly("", "Nothing was found.");
    assertThat(good.good()).isTrue();
  }

  @Test
  void aCheckIsALine() {
    assertThat(ProbeText.line("idle connections", REPORT.checks().get(1)))
        .isEqualTo("FOUND idle         idle connections: ended (61 s)");
    assertThat(ProbeText.line("other forms", REPORT.checks().get(2)))
        .isEqualTo("skip  forms        other forms: no proxy (0.0 s)");
  }

  @Test
  void jsonHasAll() {
    Map<?, ?> all = (Map<?, ?>) JsonReader.read(ProbeFiles.json(REPORT, Remedies.load()));
    assertThat(all.get("good")).isEqualTo(false);
    Map<?, ?> idle = (Map<?, ?>) ((List<?>) all.get("checks")).get(1);
    assertThat(idle.get("outcome")).isEqualTo("found");
    Map<?, ?> finding = (Map<?, ?>) ((List<?>) idle.get("findings")).get(0);
    assertThat(finding.get("symptom")).isEqualTo("idle-limit");
    assertThat(finding.get("what")).isEqualTo(FOUND.what());
    assertThat(((Map<?, ?>) finding.get("settings")).get("HAProxy").toString())
        .startsWith("timeout tunnel 1h");
  }

  @Test
  void junitHasATestForEachCheck() {
    assertThat(ProbeFiles.junit(REPORT))
        .contains("tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\"")
        .contains("<failure type=\"idle-limit\" message=\"It ended ?[31m after &lt;60&gt; s.\">")
        .contains("<skipped message=\"no proxy\"/>");
  }
}
