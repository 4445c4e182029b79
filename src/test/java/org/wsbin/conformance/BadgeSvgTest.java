package org.wsbin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.conformance.Verdicts.Close;
import org.xml.sax.InputSource;

class BadgeSvgTest {
  private static final String GREEN = "#1d6b3a";
  private static final String YELLOW = "#8a6100";
  private static final String RED = "#ad2418";
  private static final String GRAY = "#66706a";

  private final ReportSamples samples = new ReportSamples();

  private void assertBadge(String value, String colour) throws Exception {
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(samples.reports().badge())));
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("conformance: " + value);
    assertThat(svg.getElementsByTagName("text").item(1).getTextContent()).isEqualTo(value);
    assertThat(samples.reports().badge())
        .contains(colour)
        .containsOnlyOnce("http://www.w3.org/2000/svg")
        .doesNotContain("href");
  }

  @Test
  void greenIfAllPassed() throws Exception {
    samples
        .with("a", "1.1.1", Behaviour.OK, Close.OK)
        .with("b", "7.13.1", Behaviour.INFORMATIONAL, Close.INFORMATIONAL);
    assertBadge("2/2", GREEN);
  }

  @Test
  void yellowIfNotAllIsStrictOrImplemented() throws Exception {
    samples.with("a", "3.2", Behaviour.NON_STRICT, Close.OK);
    assertBadge("1/1", YELLOW);
    samples.with("b", "12.1.1", Behaviour.UNIMPLEMENTED, Close.OK);
    assertBadge("1/2", YELLOW);
  }

  @Test
  void yellowIfSomethingIsNotImplemented() throws Exception {
    samples.with("a", "12.1.1", Behaviour.UNIMPLEMENTED, Close.OK);
    assertBadge("0/1", YELLOW);
  }

  @Test
  void redIfACaseFailed() throws Exception {
    samples
        .with("a", "1.1.1", Behaviour.OK, Close.OK)
        .with("a", "1.1.2", Behaviour.OK, Close.UNCLEAN);
    assertBadge("1/2", RED);
  }

  @Test
  void grayWithoutResults() throws Exception {
    assertBadge("no results", GRAY);
  }
}
