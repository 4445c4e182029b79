package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.conformance.Verdicts.Close;
import org.xml.sax.InputSource;

class HtmlReportTest {
  private final ReportSamples samples = new ReportSamples();

  /** The page is well-formed XML, so that nothing of it can be outside of where it belongs. */
  private Document page() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(samples.reports().html())));
  }

  private static List<Element> elements(Document page, String name, String cssClass) {
    NodeList all = page.getElementsByTagName(name);
    List<Element> found = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      Element each = (Element) all.item(i);
      if (List.of(each.getAttribute("class").split(" ")).contains(cssClass)) {
        found.add(each);
      }
    }
    return found;
  }

  private static List<String> texts(List<Element> elements) {
    return elements.stream().map(each -> each.getTextContent().strip()).toList();
  }

  @Test
  void aCellHasBothVerdictsTheCodeAndTheTime() throws Exception {
    samples
        .with("first", "1.1.1", Behaviour.OK, Close.OK)
        .with("second", "1.1.1", Behaviour.NON_STRICT, Close.FAILED_BY_CLIENT)
        .with("second", "2.10", Behaviour.FAILED, Close.UNCLEAN)
        .with("second", "2.9", Behaviour.UNIMPLEMENTED, Close.OK);
    Document page = page();
    assertThat(texts(elements(page, "span", "cell")))
        .containsExactly(
            "first: OK Close OK 1000 254 ms",
            "second: NON-STRICT Close FAILED BY CLIENT 254 ms",
            "first: Missing",
            "second: UNIMPLEMENTED Close OK 1000 254 ms",
            "first: Missing",
            "second: FAILED Close UNCLEAN 254 ms");
    assertThat(texts(elements(page, "span", "id"))).containsExactly("1.1.1", "2.9", "2.10");
    assertThat(elements(page, "b", "lax")).isNotEmpty();
  }

  @Test
  void groupsHaveTheirTitles() throws Exception {
    samples
        .with("a", "1.2.1", Behaviour.OK, Close.OK)
        .with("a", "2.1", Behaviour.OK, Close.OK)
        .with("a", "1.1.1", Behaviour.OK, Close.OK);
    NodeList second = page().getElementsByTagName("h2");
    NodeList third = page().getElementsByTagName("h3");
    assertThat(second.item(0).getTextContent()).isEqualTo("1 Framing");
    assertThat(second.item(1).getTextContent()).isEqualTo("2 Pings and pongs");
    assertThat(third.getLength()).isEqualTo(2);
    assertThat(third.item(1).getTextContent()).isEqualTo("1.2 Binary messages");
  }

  @Test
  void aCaseUnfoldsToAllThatIsKnown() throws Exception {
    samples.with("a", "1.1.1", Behaviour.OK, Close.UNCLEAN, "It did not.", ReportSamples.log());
    String unfolded = elements(page(), "div", "body").get(0).getTextContent();
    assertThat(unfolded)
        .contains(ReportSamples.find("1.1.1").description())
        .contains(ReportSamples.find("1.1.1").expectation())
        .contains("OK It did not.", "Close UNCLEAN It closed like this.")
        .contains("First to closethe suite", "Suite’s close1000", "Peer’s closeno code", "Cleanno")
        .contains("Why notIt did not.", "GET /runCase HTTP/1.1\nX: a")
        .contains("Events: a text of 5 bytes hello, a binary message of 1 bytes 0xff")
        .containsSubsequence(
            "in 1.0 s the suite will fail the connection",
            "text frame of 6 bytes, masked with 01020304, in writes of 997 bytes, in a write of",
            "81 86 01 02 03 04 | 3c 62 3e 68 c3 a9",
            "<b>hé",
            "header of 5",
            "4 octets88 02 03 e8",
            "close frame of 2 bytes",
            "logged from here on: false");
  }

  @Test
  void theSummaryCountsVerdicts() throws Exception {
    samples
        .with("a", "1.1.1", Behaviour.OK, Close.OK)
        .with("a", "1.1.2", Behaviour.UNIMPLEMENTED, Close.OK)
        .with("a", "1.1.3", Behaviour.OK, Close.WRONG_CODE);
    Document page = page();
    NodeList cells = elements(page, "table", "summary").get(0).getElementsByTagName("td");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < cells.getLength(); i++) {
      texts.add(cells.item(i).getTextContent());
    }
    assertThat(texts).containsExactly("3", "1", "1", "2 OK 1 UNIMPLEMENTED", "2 OK 1 WRONG CODE");
  }

  @Test
  void filtersFindWhoFailed() throws Exception {
    samples
        .with("a", "1.1.1", Behaviour.OK, Close.OK)
        .with("b", "1.1.1", Behaviour.OK, Close.WRONG_CODE)
        .with("a", "1.1.2", Behaviour.OK, Close.OK);
    List<Element> cases = elements(page(), "details", "can");
    assertThat(cases.get(0).getAttribute("class")).isEqualTo("can bad f1");
    assertThat(cases.get(1).getAttribute("class")).isEqualTo("can");
    assertThat(elements(page(), "section", "group").get(0).getAttribute("class"))
        .isEqualTo("group g1 can bad f1");
    assertThat(elements(page(), "p", "nothing")).isEmpty();
    assertThat(samples.reports().html())
        .contains("<option id=\"g1\">1 Framing</option>", "<option id=\"a1\">b</option>")
        .contains("body:has(#failed:checked):has(#a1:checked) .can:not(.f1)")
        .doesNotContain("<option id=\"g2\"");
  }

  @Test
  void thePageSaysThatNothingFailed() throws Exception {
    samples.with("a", "1.1.1", Behaviour.OK, Close.OK);
    assertThat(texts(elements(page(), "p", "nothing"))).containsExactly("No case failed.");
  }

  @Test
  void withoutResultsThePageSaysSo() throws Exception {
    assertThat(page().getDocumentElement().getTextContent()).contains("There are no results yet.");
  }

  @Test
  void nothingOfAPeerBecomesMarkup() throws Exception {
    String hostile = ReportSamples.HOSTILE;
    samples
        .with(hostile, "1.1.1", Behaviour.FAILED, Close.UNCLEAN, hostile, ReportSamples.log())
        .withoutConnection(hostile, "1.1.2", hostile);
    Document page = page();
    for (String name : List.of("script", "img")) {
      assertThat(page.getElementsByTagName(name).getLength()).isZero();
    }
    assertThat(page.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("Conformance – wsbin");
    assertThat(page.getElementsByTagName("option").item(3).getTextContent())
        .isEqualTo(ReportText.line(hostile))
        .endsWith("'`|@all?# x??");
    assertThat(samples.reports().html()).doesNotContain("\0", "\u202e");
  }

  @Test
  void thePolicyAllowsTheStyleAndNothingElse() throws Exception {
    samples.with("a", "1.1.1", Behaviour.OK, Close.OK);
    byte[] style = page().getElementsByTagName("style").item(0).getTextContent().getBytes(UTF_8);
    String hash =
        Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(style));
    assertThat(samples.reports().htmlPolicy())
        .isEqualTo(
            "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-%s'", hash);
    assertThat(samples.reports().html())
        .contains("Content-Security-Policy\" content=\"" + samples.reports().htmlPolicy())
        .doesNotContain("style=\"", "onclick", "http://", "https://");
  }

  @Test
  void aLongNameIsCut() {
    samples.with("x".repeat(5000), "1.1.1", Behaviour.OK, Close.OK, "", new Wirelog());
    assertThat(samples.reports().html().replaceAll("<pre>.*\\R.*</pre>", ""))
        .contains("x".repeat(120) + " ...")
        .doesNotContain("x".repeat(151));
  }

  /** Digits of the machine's language would be no numbers in classes and images. */
  @Test
  @ResourceLock(Resources.LOCALE)
  void theLanguageOfTheMachineDoesNotMatter() {
    samples.with("a", "1.1.1", Behaviour.FAILED, Close.OK);
    ConformanceReports reports = samples.reports();
    List<String> before = List.of(reports.html(), reports.badge(), reports.markdown());
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(String.format("%d", 1)).isEqualTo("\u0661");
      assertThat(List.of(reports.html(), reports.badge(), reports.markdown())).isEqualTo(before);
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void aLongLogIsCut() throws Exception {
    Wirelog log = new Wirelog();
    for (int i = 0; i < 300; i++) {
      log.received(ByteBuffer.allocate(2000));
    }
    samples.with("a", "1.1.1", Behaviour.OK, Close.OK, "Good.", log);
    assertThat(elements(page(), "tr", "received")).hasSize(HtmlCase.MOST_ROWS);
    assertThat(samples.reports().html())
        .contains("The first 100 rows; the JSON has more.")
        .contains("00 00 ...</code>");
  }

  @Test
  void aPageDoesNotBecomeTooLong() {
    Wirelog log = new Wirelog();
    for (int i = 0; i < 100; i++) {
      log.received(ByteBuffer.allocate(2000));
    }
    for (int agent = 0; agent < Results.MOST_AGENTS; agent++) {
      for (ConformanceCase each : ReportSamples.CATALOGUE.select(List.of("6.*"), List.of())) {
        samples.with("agent " + agent, each.id().toString(), Behaviour.OK, Close.OK, "", log);
      }
    }
    assertThat(samples.reports().html())
        .hasSizeBetween(16_000_000, 20_000_000)
        .contains("<p class=\"by a19\">agent 9: <a href=\"agent_9_case_6_23_7.json\">see the JSON");
  }
}
