package org.wsbin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.conformance.Verdicts.Close;
import org.xml.sax.InputSource;

class JunitReportTest {
  private final ReportSamples samples = new ReportSamples();

  private NodeList elements(String name) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(samples.reports().junit())))
        .getElementsByTagName(name);
  }

  private Element first(String name) throws Exception {
    return (Element) elements(name).item(0);
  }

  @Test
  void anAgentIsASuiteAndACaseATestCase() throws Exception {
    samples
        .with("a", "1.1.1", Behaviour.OK, Close.OK)
        .with("a", "1.1.2", Behaviour.OK, Close.WRONG_CODE)
        .with("a", "12.1.1", Behaviour.UNIMPLEMENTED, Close.OK)
        .with("b", "1.1.1", Behaviour.OK, Close.OK);
    Element suite = first("testsuite");
    assertThat(elements("testsuite").getLength()).isEqualTo(2);
    assertThat(suite.getAttribute("name")).isEqualTo("a");
    assertThat(suite.getAttribute("tests")).isEqualTo("3");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("skipped")).isEqualTo("1");
    assertThat(suite.getAttribute("errors")).isEqualTo("0");
    assertThat(suite.getAttribute("time")).isEqualTo("0.764");
    Element played = first("testcase");
    assertThat(played.getAttribute("classname")).isEqualTo("Text messages");
    assertThat(played.getAttribute("name"))
        .isEqualTo("1.1.1 " + ReportSamples.find("1.1.1").description());
    assertThat(played.getAttribute("time")).isEqualTo("0.254");
    assertThat(played.hasChildNodes()).isFalse();
  }

  @Test
  void aFailureHasBothVerdictsAndTexts() throws Exception {
    samples.with("a", "1.1.1", Behaviour.OK, Close.WRONG_CODE);
    assertThat(elements("failure").getLength()).isOne();
    assertThat(first("failure").getAttribute("message"))
        .isEqualTo("Behaviour OK, close WRONG CODE");
    assertThat(first("failure").getTextContent())
        .isEqualTo(
            "The peer did this.\nIt closed like this.\nExpected: %s",
            ReportSamples.find("1.1.1").expectation());
  }

  @Test
  void whatIsNotImplementedIsSkippedUnlessItClosesBadly() throws Exception {
    samples
        .with("a", "12.1.1", Behaviour.UNIMPLEMENTED, Close.OK)
        .with("a", "12.1.2", Behaviour.UNIMPLEMENTED, Close.UNCLEAN);
    assertThat(elements("skipped").getLength()).isOne();
    assertThat(first("skipped").getAttribute("message")).isEqualTo("The peer did this.");
    assertThat(elements("failure").getLength()).isOne();
  }

  @Test
  void whatIsNotStrictPassesAndSaysSo() throws Exception {
    samples.with("a", "3.2", Behaviour.NON_STRICT, Close.OK);
    assertThat(elements("failure").getLength()).isZero();
    assertThat(first("system-out").getTextContent())
        .isEqualTo("Behaviour NON-STRICT, close OK\nThe peer did this.\nIt closed like this.");
  }

  @Test
  void nothingOfAPeerBecomesMarkup() throws Exception {
    String hostile = ReportSamples.HOSTILE + "\ufffe\ud800\ud83d\ude00";
    samples.with(hostile, "1.1.1", Behaviour.FAILED, Close.OK, hostile, new Wirelog());
    assertThat(elements("script").getLength()).isZero();
    assertThat(first("testsuite").getAttribute("name"))
        .startsWith("</title></style></pre><script>")
        .endsWith("@all?# x????\ud83d\ude00");
    assertThat(first("failure").getTextContent()).contains("]]>--><img src=x");
  }

  @Test
  void withoutResultsItIsEmpty() throws Exception {
    assertThat(elements("testsuite").getLength()).isZero();
    assertThat(elements("testsuites").getLength()).isOne();
  }
}
