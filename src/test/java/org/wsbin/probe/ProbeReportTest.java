package org.wsbin.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.wsbin.symptom.Remedies;
import org.wsbin.symptom.SeenProduct;
import org.wsbin.symptom.Symptom;
import org.wsbin.text.JsonReader;
import org.xml.sax.InputSource;

class ProbeReportTest {
  private static final FoundSymptom FOUND =
      new FoundSymptom(
          Symptom.IDLE_LIMIT, "It ended \u001b[31m after <60> s.", "open", "closed by network");
  private static final ProbeReport REPORT =
      new ProbeReport(
          URI.create("ws://h/"),
          Instant.EPOCH,
          true,
          List.of(
              CheckResult.of("a 101", List.of(), List.of())
                  .named("handshake", Duration.ofMillis(12)),
              CheckResult.of("ended", List.of(FOUND), List.of("silence"))
                  .named("idle", Duration.ofSeconds(61)),
              CheckResult.skipped("no proxy").named("forms", Duration.ZERO)),
          Duration.ofSeconds(62),
          List.of(new SeenProduct("HAProxy", "Via: 1.1 haproxy")),
          List.of(Map.entry("TLS", "TLSv1.3")));

  private static ProbeReport report(
      List<CheckResult> checks, List<SeenProduct> products, List<Map.Entry<String, String>> facts) {
    return new ProbeReport(
        URI.create("ws://h/"), Instant.EPOCH, true, checks, Duration.ZERO, products, facts);
  }

  @Test
  void theDiagnosisSaysWhatToChange() {
    List<String> lines = ProbeText.diagnosis(REPORT, Remedies.load());
    assertThat(lines)
        .contains(
            "1. A connection without traffic is ended.",
            "   It ended ?[31m after <60> s.",
            "     client: open",
            "     server: closed by network",
            "Between: HAProxy (Via: 1.1 haproxy)",
            "TLS: TLSv1.3",
            "   > HAProxy: timeout tunnel 1h; without it timeout client and timeout server count",
            "     nginx: proxy_read_timeout 1h; proxy_send_timeout 1h; (60 s if not set)");
    assertThat(REPORT.good()).isFalse();
    ProbeReport good = report(REPORT.checks().subList(0, 1), List.of(), List.of());
    assertThat(ProbeText.diagnosis(good, Remedies.load()))
        .containsExactly("", "", "Nothing was found.");
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
    assertThat(((Map<?, ?>) finding.get("settings")).keySet().iterator().next())
        .isEqualTo("HAProxy");
    assertThat(finding.get("seen")).isEqualTo(List.of("HAProxy"));
    assertThat(all.get("products")).isEqualTo(Map.of("HAProxy", "Via: 1.1 haproxy"));
  }

  @Test
  void junitHasATestForEachCheck() {
    assertThat(ProbeFiles.junit(REPORT))
        .contains("tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\"")
        .contains("<failure type=\"idle-limit\" message=\"It ended ?[31m after &lt;60&gt; s.\">")
        .contains("<skipped message=\"no proxy\"/>");
  }

  @Test
  void thePageIsXmlWithAllOfItAndTheSeenProductFirst() throws Exception {
    String page = ProbeHtml.of(REPORT, Remedies.load());
    parse(page);
    assertThat(page)
        .contains(
            "<h1>ws://h/</h1>", "<p class=\"verdict found\">It ended ?[31m after &lt;60&gt; s.")
        .contains("Checks that could not be done: 1.", "It ended ?[31m after &lt;60&gt; s.")
        .contains("<dt>Server</dt><dd><code>closed by network</code>", "<li>silence</li>")
        .contains("default-src 'none'");
    assertThat(page.indexOf("HAProxy <b class=\"here\">seen here</b>"))
        .isPositive()
        .isLessThan(page.indexOf("<th scope=\"row\">nginx</th>"));
  }

  @Test
  void hostileTextsAreHarmlessEverywhere() throws Exception {
    String hostile = "<script>alert(1)</script>\"'&\u001b]0;x\u0007\r\n\u202e\u2066\ufffe\ud800";
    ProbeReport report =
        report(
            List.of(
                CheckResult.of(
                        hostile,
                        List.of(new FoundSymptom(Symptom.REFUSED, hostile, hostile, hostile)),
                        List.of(hostile))
                    .named("handshake", Duration.ZERO),
                CheckResult.skipped(hostile).named("idle", Duration.ZERO)),
            List.of(new SeenProduct("nginx", "Server: nginx" + hostile)),
            List.of(Map.entry("Server sees", hostile)));
    String page = ProbeHtml.of(report, Remedies.load());
    parse(page);
    assertThat(page).doesNotContain("<script", "\u202e", "\u2066", "\u001b", "\u0007");
    String junit = ProbeFiles.junit(report);
    parse(junit);
    assertThat(junit).doesNotContain("<script", "\u202e", "\u2066", "\u001b");
    List<String> terminal = new ArrayList<>(ProbeText.diagnosis(report, Remedies.load()));
    report.checks().forEach(check -> terminal.add(ProbeText.line("title", check)));
    assertThat(terminal)
        .allSatisfy(line -> assertThat(line).doesNotContainPattern("[\\p{Cntrl}\u202e\u2066]"));
    JsonReader.read(ProbeFiles.json(report, Remedies.load()));
  }

  private static void parse(String xml) throws Exception {
    DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
