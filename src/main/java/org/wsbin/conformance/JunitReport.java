package org.wsbin.conformance;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.wsbin.conformance.Verdicts.Behaviour;

/**
 * JUnit's XML, which every CI reads: a test suite for each agent, a test case for each case. What a
 * peer does not implement is skipped.
 */
final class JunitReport {
  private JunitReport() {}

  static String of(Map<String, List<CaseResult>> byAgent) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      for (Map.Entry<String, List<CaseResult>> each : byAgent.entrySet()) {
        suite(xml, each.getKey(), each.getValue());
      }
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException("The results cannot be written as XML.", impossible);
    }
    return text + "\n";
  }

  private static void suite(XMLStreamWriter xml, String agent, List<CaseResult> results)
      throws XMLStreamException {
    VerdictCounts counts = VerdictCounts.of(results);
    Duration time = results.stream().map(CaseResult::time).reduce(Duration.ZERO, Duration::plus);
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", ReportText.line(agent));
    xml.writeAttribute("tests", Integer.toString(counts.all()));
    xml.writeAttribute("failures", Integer.toString(counts.failed()));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", Integer.toString(counts.skipped()));
    xml.writeAttribute("time", seconds(time));
    for (CaseResult result : results) {
      testCase(xml, result);
    }
    xml.writeEndElement();
  }

  private static void testCase(XMLStreamWriter xml, CaseResult result) throws XMLStreamException {
    ConformanceCase played = result.played();
    CaseJudgement judgement = result.judgement();
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", ReportText.line(played.title()));
    xml.writeAttribute("name", ReportText.line(played.id() + " " + played.description()));
    xml.writeAttribute("time", seconds(result.time()));
    if (!result.passed()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", verdicts(judgement));
      xml.writeCharacters(
          texts(judgement) + "\nExpected: " + ReportText.line(played.expectation()));
      xml.writeEndElement();
    } else if (judgement.behaviour() == Behaviour.UNIMPLEMENTED) {
      xml.writeEmptyElement("skipped");
      xml.writeAttribute("message", ReportText.line(judgement.result()));
    } else if (judgement.behaviour() == Behaviour.NON_STRICT) {
      xml.writeStartElement("system-out");
      xml.writeCharacters(verdicts(judgement) + "\n" + texts(judgement));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static String verdicts(CaseJudgement judgement) {
    return "Behaviour " + judgement.behaviour() + ", close " + judgement.close();
  }

  private static String texts(CaseJudgement judgement) {
    return ReportText.line(judgement.result()) + "\n" + ReportText.line(judgement.closeResult());
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).toPlainString();
  }
}
